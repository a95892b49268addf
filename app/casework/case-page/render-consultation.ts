import { listConsultations, makeContext } from '../../../engine/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** Whom the case is put to for a view: by the procedure, or because somebody asked. Undefined where it is to nobody. */
export function renderConsultation({ standing, record }: OpenCase): Html | undefined {
  const steps = listConsultations(makeContext(standing, standing.asOf));
  const asked = standing.state.requests.filter(({ consults }) => consults !== undefined);
  if (steps.length === 0 && asked.length === 0) return undefined;
  const waiting = asked.filter(({ state }) => state === 'open' || state === 'put-off').length;
  const names = [...new Set(steps.map(({ consults }) => consults))].join(', ');
  const told = [
    ...(names === '' ? [] : [`The procedure asks for the view of ${names}.`]),
    asked.length === 0 ? 'Nobody has been asked yet.' : `Asked: ${asked.length}, waiting for a reply: ${waiting}.`,
  ];
  return html`<section id="consultation"><h2 class="govuk-heading-m">Consultation</h2>
<p class="govuk-body">${told.join(' ')} <a class="govuk-link" href="${caseworkPaths.consultation({ id: record.caseId })}">Who was asked, and what they said</a></p></section>`;
}
