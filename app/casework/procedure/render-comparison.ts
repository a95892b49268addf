import {
  type ComparisonCell,
  type ComparisonRow,
  comparePacks,
  type Pack,
  type Policy,
  type Regime,
  type RegimeDeparture,
  reportRegimeDepartures,
} from '../../../engine/index.ts';
import { describePeriod, fill } from '../../texts/index.ts';
import type { OrganisationPart } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import type { TableCell } from '../../web/components/table.ts';
import { type Html, html } from '../../web/html.ts';
import { renderClause } from '../render-clause.ts';
import { prettify } from './prettify.ts';
import type { ShownVersion } from './procedure-page.ts';

/** The procedures of this installation side by side, one's own first, with what the codes set; then the departures. */
export function renderComparison(shown: ShownVersion, organisations: readonly OrganisationPart[]): Html {
  const words = shown.texts.procedures.pages;
  const others = organisations.map(({ policy }) => policy).filter(({ pack }) => pack.pack !== shown.policy.pack.pack);
  const policies = [shown.policy, ...others];
  const { rows } = comparePacks(policies.map(({ pack }) => pack));
  const columns = policies.flatMap((policy) => policy.pack.procedures.map((procedure) => ({ policy, procedure })));
  const regimes = findRegimes(policies);
  const groups = Map.groupBy(rows, ({ group }) => group);
  const head = (codes: readonly Regime[]): readonly TableCell[] => [
    { text: words.row },
    ...columns.map(({ policy: { pack }, procedure }) => ({ text: nameColumn(pack, procedure.name) })),
    ...codes.map(({ title }) => ({ text: fill(words['code-of'], { title }) })),
  ];
  const table = ([group, own]: readonly [string, readonly ComparisonRow[]]): Html => {
    const codes = regimes.filter((regime) => own.some((row) => findCode(regime, row)));
    return govuk.scrollingTable({
      name: group,
      caption: group,
      captionClasses: 'govuk-table__caption--m',
      classes: 'redress-compared govuk-table--long',
      firstCellIsHeader: true,
      head: head(codes),
      rows: own.map((row) => [
        { text: row.name },
        ...row.cells.map((cell, i) => ({ text: renderCell(shown, cell, columns[i]?.policy) })),
        ...codes.map((regime) => ({ text: renderCode(shown, regime, row) })),
      ]),
    });
  };
  return html`<p class="govuk-body">${fill(words['comparison-help'], { n: columns.length })} ${words['own-first']} ${words['differs-help']}</p>
${[...groups].map(table)}
${renderAllDepartures(shown, policies)}`;
}

const nameColumn = ({ organisation, procedures }: Pack, procedure: string): string =>
  procedures.length === 1 ? organisation.name : `${organisation.name}: ${procedure}`;

function renderCell(shown: ShownVersion, cell: ComparisonCell, policy: Policy | undefined): Html {
  const words = shown.texts.procedures.pages;
  const { value, differs, clause, regime, assumption } = cell;
  const isOwn = policy === shown.policy;
  const cited = clause ?? (regime === undefined ? undefined : `Code ${regime}`);
  const links = (cited?.split(', ') ?? [])
    .slice(0, MOST)
    .map((one) => renderSource(shown, one, isOwn, clause === undefined));
  const tags = [
    differs && govuk.tag({ text: words.differs, colour: 'blue' }),
    assumption !== undefined && govuk.tag({ text: words.assumed, colour: 'yellow' }),
  ];
  return html`${value === undefined ? '–' : prettify(value, policy?.pack)}<br>${links.map((link) => html`${link} `)}${tags.map((tag) => tag && html`${tag} `)}`;
}

const MOST = 4;

/** One's own clauses lead to their words; those of other landlords are named. */
function renderSource({ texts, policy }: ShownVersion, one: string, isOwn: boolean, isCode: boolean): Html {
  const clause = isCode && !one.startsWith('Code ') ? `Code ${one}` : one;
  if (isOwn) return html`<span class="redress-quiet">${renderClause(texts, policy, clause)}</span>`;
  return html`<span class="redress-quiet redress-whole">${clause}</span>`;
}

function findRegimes(policies: readonly Policy[]): readonly Regime[] {
  const found = policies.flatMap(({ pack, regimes }) =>
    pack.services.flatMap(({ regime }) => (regime === undefined ? [] : (regimes.get(regime) ?? []))),
  );
  return [...new Map(found.map((regime) => [regime.regime, regime])).values()];
}

const WHAT: Readonly<Record<string, string>> = {
  'acknowledgement limit': 'acknowledgement',
  'response limit': 'response',
  'response extension': 'extension',
  'time limit': 'time-limit',
};

/** What a code sets for the value of this row. */
function findCode({ values }: Regime, { group, name }: ComparisonRow): Regime['values'][number] | undefined {
  const stage = Number(/^Stage (\d+)$/.exec(group)?.[1] ?? 0);
  return values.find((value) => value.what === WHAT[name] && value['stage-number'] === stage);
}

function renderCode({ texts }: ShownVersion, regime: Regime, row: ComparisonRow): Html | string {
  const found = findCode(regime, row);
  if (!found) return '';
  return html`${describePeriod(found.is, texts)}<br><span class="redress-quiet">${found.provision}</span>`;
}

function renderAllDepartures({ texts }: ShownVersion, policies: readonly Policy[]): Html {
  const words = texts.procedures.pages;
  const departed = policies
    .map((policy) => ({ policy, departures: reportRegimeDepartures(policy) }))
    .filter(({ departures }) => departures.length > 0);
  const lists = departed.map(({ policy: { pack, regimes }, departures }) => {
    const byRegime = Map.groupBy(departures, ({ regime }) => regime);
    return [...byRegime].map(
      ([regime, own]) => html`<h3 class="govuk-heading-s">${fill(words['departures-of'], {
        name: pack.organisation.name,
        regime: regimes.get(regime)?.title ?? regime,
      })}</h3>
<ul class="govuk-list govuk-list--bullet redress-measure">${own.map((one) => html`<li>${describeDeparture(words, one)}</li>`)}</ul>`,
    );
  });
  return html`<h2 class="govuk-heading-m" id="departures">${words.departures}</h2>
<p class="govuk-body">${departed.length === 0 ? words['none-departs'] : words['departures-help']}</p>
${lists}`;
}

const describeDeparture = (
  words: ShownVersion['texts']['procedures']['pages'],
  { what, packValue, regimeValue, provision }: RegimeDeparture,
): string =>
  `${fill(words.departure, { what, own: prettify(packValue), theirs: prettify(regimeValue) })} (${provision})`;
