import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EXPORT_STREAMS } from '../../casework/work-list/export-cases.ts';
import { sayNarrowing } from '../../casework/work-list/say-narrowing.ts';
import { readFilter } from '../../casework/work-list/work-filter.ts';
import { getSignedIn, seesCases } from '../../identity/index.ts';
import type { Person } from '../../identity/person.ts';
import type { Team } from '../../identity/team-events.ts';
import { readStream } from '../../store/read-stream.ts';
import type { StoredEventWithTexts } from '../../store/stored-event.ts';
import { describeMoment, type Texts } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { administrationPaths } from '../paths.ts';

/** Which lists of cases were taken away as spreadsheets: by whom, when, which, and how many cases were in each. */
export function routeExports(app: FastifyInstance, parts: AppParts): void {
  app.get(administrationPaths.exports.pattern, { config: { access: 'administrator' } }, async (request, reply) =>
    reply.page(await describeExports(parts, request)),
  );
}

async function describeExports(parts: AppParts, request: FastifyRequest): Promise<Page> {
  const { organisation } = getSignedIn(request);
  const months = await findMonths(parts, organisation);
  const { month: wanted } = request.query as { month?: unknown };
  const month = months.find((one) => one === wanted) ?? months[0];
  const exported = month === undefined ? [] : await readExports(parts, organisation, month);
  const known = { people: await parts.people.list(organisation), teams: await parts.teams.list(organisation) };
  return {
    title: 'Lists taken away',
    back: { href: administrationPaths.index(), text: 'Administration' },
    body: html`<p class="govuk-body">Everybody who sees cases can take a list of them away as a spreadsheet, with no more in it than they may see. Each time is kept here.</p>
${month === undefined ? html`<p class="govuk-body">Nobody has taken a list away yet.</p>` : [renderMonths(parts, months, month), renderExports(parts, request, known, exported)]}`,
  };
}

/** The months in which lists were taken away, the latest first. */
async function findMonths({ casebook }: AppParts, organisation: string): Promise<readonly string[]> {
  const rows = await casebook.database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('stream_head')
      .select('stream')
      .where('organisation', '=', organisation)
      .where('stream', '>=', EXPORT_STREAMS)
      .where('stream', '<', `${EXPORT_STREAMS}~`)
      .orderBy('stream', 'desc')
      .execute(),
  );
  return rows.map(({ stream }) => stream.slice(EXPORT_STREAMS.length));
}

async function readExports(
  { casebook }: AppParts,
  organisation: string,
  month: string,
): Promise<readonly StoredEventWithTexts[]> {
  const stored = await casebook.database.inOrganisation(organisation, (tx) =>
    readStream(tx, organisation, `${EXPORT_STREAMS}${month}`, { withTexts: true }),
  );
  return stored.toReversed();
}

/** `2026-11` as “November 2026”. */
const nameMonth = ({ dates }: Texts, month: string): string =>
  `${dates.months[Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`;

function renderMonths({ texts }: AppParts, months: readonly string[], shown: string): Html | undefined {
  const items = months.map((month) =>
    month === shown
      ? html`<li><strong>${nameMonth(texts, month)}</strong></li>`
      : html`<li><a class="govuk-link" href="${administrationPaths.exports(undefined, { month })}">${nameMonth(texts, month)}</a></li>`,
  );
  return html`<ul class="redress-shows" aria-label="Months">${items}</ul>`;
}

/** Those who may have taken a list away, or whose cases are in it. */
type Known = { readonly people: readonly Person[]; readonly teams: readonly Team[] };

function renderExports(
  parts: AppParts,
  request: FastifyRequest,
  known: Known,
  exported: readonly StoredEventWithTexts[],
): Html {
  const rows = exported.map((event) => [
    { text: describeMoment({ on: event.happenedOn, at: event.recordedAt }, parts.texts) },
    { text: known.people.find(({ id }) => id === event.actor)?.name ?? 'Somebody who is not here any more' },
    { text: describeList(parts, request, known, event).join('. ') },
    { text: String((event.data as { cases?: number }).cases ?? 0), format: 'numeric' as const },
  ]);
  const head = ['When', 'Who', 'Which cases'].map((text) => ({ text }));
  return govuk.scrollingTable({
    name: 'Lists taken away',
    caption: 'Lists taken away, the latest first',
    captionClasses: 'govuk-visually-hidden',
    head: [...head, { text: 'How many', format: 'numeric' as const }],
    rows,
  });
}

/** Which cases a list had, in words. What was searched for is told to who sees cases. */
function describeList(
  parts: AppParts,
  request: FastifyRequest,
  { people, teams }: Known,
  { data, texts: words }: StoredEventWithTexts,
): readonly string[] {
  const { organisation, person } = getSignedIn(request);
  const filter = readFilter((data as { wants?: Readonly<Record<string, string>> }).wants ?? {});
  const searched = words['words'];
  const found =
    searched === undefined ? [] : [seesCases(parts, organisation, person) ? `Searched for: ${searched}` : 'Searched'];
  return [SHOWN[filter.show], ...sayNarrowing(parts, organisation, { people, teams }, filter), ...found];
}

const SHOWN: Readonly<Record<ReturnType<typeof readFilter>['show'], string>> = {
  all: 'All open',
  mine: 'Their own',
  unassigned: 'Unassigned',
  late: 'Late',
  closed: 'Closed',
  everything: 'Open and closed',
};
