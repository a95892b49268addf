import type { Policy, Refusal } from '../../engine/index.ts';
import { describeRefusalParts, gatherRefusals, type Texts } from '../texts/index.ts';
import { type Html, html } from '../web/html.ts';
import { renderClause } from './render-clause.ts';

/** Reasons why something cannot be done, each with its way out and its clause. */
export function renderRefusals(texts: Texts, policy: Policy, refusals: readonly Refusal[], command?: string): Html {
  const items = gatherRefusals(refusals).map((refusal) => {
    const { says, mend } = describeRefusalParts(texts, refusal, command);
    return html`<li>${says} ${mend} ${renderClause(texts, policy, refusal.clause)}</li>`;
  });
  return html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`;
}
