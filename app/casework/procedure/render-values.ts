import {
  findAssumed,
  findUnconfirmed,
  type RegimeDeparture,
  reportRegimeDepartures,
  type Source,
} from '../../../engine/index.ts';
import { describePlace, describeReconstructed, fill } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { renderClause } from '../render-clause.ts';
import { listValues, type ValueSection } from './list-values.ts';
import { prettify } from './prettify.ts';
import type { ShownVersion } from './procedure-page.ts';
import { renderClauses, renderSource } from './render-source.ts';

/** What is assumed first, then what the text does not say, then every value with its clause. */
export function renderValues(shown: ShownVersion): Html {
  const sections = listValues(shown.texts, shown.policy);
  return html`${renderAssumptions(shown)}
${renderSilences(shown)}
${renderUnconfirmed(shown)}
${renderDepartures(shown)}
${sections.map((section) => renderSection(shown, section))}`;
}

const heading = (id: string, text: string): Html => html`<h2 class="govuk-heading-m" id="${id}">${text}</h2>`;

function renderAssumptions(shown: ShownVersion): Html {
  const { texts, policy } = shown;
  const words = texts.procedures.pages;
  const assumed = findAssumed(policy.pack);
  const intro = assumed.length === 0 ? fill(words['to-confirm'], { n: 0 }) : words['assumptions-help'];
  return html`${heading('assumptions', `${words.assumptions} (${assumed.length})`)}
<p class="govuk-body">${intro}</p>
${
  assumed.length > 0 &&
  govuk.scrollingTable({
    name: words.assumptions,
    classes: 'govuk-table--long',
    caption: words.assumptions,
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: words.where }, { text: words.what }, { text: words.touches }],
    rows: assumed.map(({ path, assumption, clauses }) => [
      { text: describePlace(texts, policy.pack, path) },
      { text: assumption },
      { text: renderClauses(shown, clauses) },
    ]),
  })
}`;
}

function renderSilences(shown: ShownVersion): Html | undefined {
  const { texts, policy } = shown;
  const words = texts.procedures.pages;
  const { silences } = policy.pack;
  if (silences.length === 0) return undefined;
  const rows = silences.map((silence) => ({
    key: { text: silence.about },
    value: { text: html`${silence.assumption ?? silence.note ?? ''} ${renderClauses(shown, clausesOf(silence))}` },
  }));
  return html`${heading('silences', words.silences)}${govuk.summaryList({ rows })}`;
}

const clausesOf = ({ clause, clauses }: Source): readonly string[] => [...(clause ? [clause] : []), ...(clauses ?? [])];

function renderUnconfirmed(shown: ShownVersion): Html | undefined {
  const { texts, policy } = shown;
  const open = findUnconfirmed(policy);
  if (open.length === 0) return undefined;
  const items = open.map(
    ({ path, provision }) =>
      html`<li>${describePlace(texts, policy.pack, path)}: ${renderClause(texts, policy, `Code ${provision}`)}</li>`,
  );
  return html`${heading('unconfirmed', texts.procedures.pages.unconfirmed)}<ul class="govuk-list govuk-list--bullet">${items}</ul>`;
}

function renderDepartures(shown: ShownVersion): Html | undefined {
  const words = shown.texts.procedures.pages;
  const departures = reportRegimeDepartures(shown.policy);
  if (departures.length === 0) return undefined;
  return html`${heading('departures', words.departures)}
<p class="govuk-body">${words['departures-help']}</p>
<ul class="govuk-list govuk-list--bullet">${departures.map((departure) => html`<li>${renderDeparture(shown, departure)}</li>`)}</ul>`;
}

function renderDeparture({ texts, policy }: ShownVersion, departure: RegimeDeparture): Html {
  const { what, packValue, regimeValue, provision, clause } = departure;
  const said = fill(texts.procedures.pages.departure, {
    what,
    own: prettify(packValue),
    theirs: prettify(regimeValue),
  });
  return html`${said} ${renderClause(texts, policy, clause)} ${renderClause(texts, policy, `Code ${provision}`)}`;
}

function renderSection(shown: ShownVersion, { id, heading: name, reconstructed, values }: ValueSection): Html {
  const words = shown.texts.procedures.pages;
  return html`${heading(id, name)}
${reconstructed !== undefined && govuk.insetText({ text: describeReconstructed(shown.texts, reconstructed) })}
${govuk.scrollingTable({
  name,
  classes: 'govuk-table--long',
  caption: name,
  captionClasses: 'govuk-visually-hidden',
  head: [{ text: words.row }, { text: words.value }, { text: words.source }],
  rows: values.map((value) => [
    { text: value.name },
    { text: value.value },
    { text: renderSource(shown, value.sources) },
  ]),
})}`;
}
