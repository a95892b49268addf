import type { Source } from '../../../engine/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html, joined } from '../../web/html.ts';
import { renderClause } from '../render-clause.ts';
import type { ShownVersion } from './procedure-page.ts';

/** Where a value comes from: its clause, the provision of a code, or that it is assumed; the nearest that says anything. */
export function renderSource({ texts, policy }: ShownVersion, sources: readonly Source[]): Html {
  const words = texts.procedures.pages;
  for (const { clause, regime, assumption } of sources) {
    const cited = clause ?? (regime === undefined ? undefined : `Code ${regime}`);
    const assumed = assumption !== undefined && govuk.tag({ text: words.assumed, colour: 'yellow' });
    if (cited !== undefined) return html`${renderClause(texts, policy, cited)} ${assumed}`;
    if (assumed) return html`${assumed}`;
  }
  return html`<span class="redress-quiet">${words['no-source']}</span>`;
}

/** Several clauses as links to their words. */
export const renderClauses = ({ texts, policy }: ShownVersion, clauses: readonly string[]): Html =>
  joined(
    clauses.map((clause) => renderClause(texts, policy, clause)),
    ', ',
  );
