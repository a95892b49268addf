import { findProcedure, listMissing } from '../../../engine/index.ts';
import { describeList } from '../../texts/index.ts';
import { type Html, html } from '../../web/html.ts';
import { counts } from '../investigation/list-evidence.ts';
import { caseworkPaths } from '../paths.ts';
import type { CaseView } from './case-view.ts';

/** How far the looking into it has come, and the way to the page where it is done. */
export function renderInvestigation({ standing, record, texts, evidence }: CaseView): Html | undefined {
  if (findProcedure(standing.policy, standing.state.procedure) === undefined) return undefined;
  const pieces = evidence.filter(counts).length;
  const lacks = listMissing(standing).filter(({ missing }) => missing.length > 0);
  const lines = lacks.map(
    ({ point, missing }) =>
      html`<li><a class="govuk-link" href="${caseworkPaths.investigation({ id: record.caseId })}#point-${point}">Point ${point}</a> still lacks ${describeList(
        missing.map((one) => texts.pages['investigation']![one]!),
        texts,
      )}.</li>`,
  );
  return html`<section id="investigation" class="redress-screen"><h2 class="govuk-heading-m">Investigation</h2>
<p class="govuk-body"><a class="govuk-link" href="${caseworkPaths.investigation({ id: record.caseId })}">Questions, evidence, findings and conversations</a>: ${pieces === 1 ? '1 piece' : `${pieces} pieces`} of evidence.</p>
${lines.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${lines}</ul>`}</section>`;
}
