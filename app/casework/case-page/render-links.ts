import { type Html, html } from '../../web/html.ts';
import { NOT_OPEN } from '../hide-links.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** Cases that belong with this one; `addresses` by reference. */
export function renderLinks({ record, standing, texts }: OpenCase, addresses: ReadonlyMap<string, string>): Html {
  const links = standing.state.links.filter(({ to }) => to !== 'new');
  const more = html`<p class="govuk-body redress-screen"><a class="govuk-link" href="${caseworkPaths.sort({ id: record.caseId })}">Look for other cases that belong with this one</a></p>`;
  const items = links.map(({ to, how }) => {
    const href = addresses.get(to);
    const shown = to === NOT_OPEN ? 'A case that is not open to you' : to;
    const name = href === undefined ? html`${shown}` : html`<a class="govuk-link" href="${href}">${to}</a>`;
    return html`<li>${name}: ${texts.statuses.links[how] ?? texts.statuses.links['other']}</li>`;
  });
  return html`<section id="links"><h2 class="govuk-heading-m">Linked cases</h2>${links.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`}${more}</section>`;
}
