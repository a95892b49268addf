import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CompiledQuery } from 'kysely';
import { runOnStream } from '../../store/run-command.ts';
import type { NewEvent } from '../../store/stored-event.ts';
import { describeDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { firstOf } from '../../web/forms.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';
import type { WorkWish } from './find-work.ts';
import { type ExportRow, listExportRows } from './list-export-rows.ts';
import { makeSheet } from './make-sheet.ts';
import { sayNarrowing } from './say-narrowing.ts';
import { findWords } from './search-cases.ts';
import { makeWish } from './view-work-list.ts';
import { compactFilter, readFilter, type WorkFilter } from './work-filter.ts';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Where it is recorded who took which list away: a stream for each month, named by it. */
export const EXPORT_STREAMS = 'organisation:exports-';
export const exportStream = (day: string): string => `${EXPORT_STREAMS}${day.slice(0, 7)}`;

/** A list of cases was taken away as a spreadsheet. What was searched for is kept apart. */
const casesExported = (on: string, filter: WorkFilter, rows: number, words: string | undefined): NewEvent => ({
  type: 'cases-exported',
  data: { wants: { ...compactFilter(filter) }, cases: rows },
  ...(words !== undefined && { texts: { words } }),
  happenedOn: on,
});

/**
 * The list as it is shown, as a spreadsheet: the same filter, search, order and reach. Who took it, when, by which
 * filter and how many cases is recorded before it goes, and for each case that they read it.
 */
export function routeExport(app: FastifyInstance, parts: AppParts): void {
  app.post(caseworkPaths.casesExport.pattern, { config: { access: 'cases' } }, (request, reply) =>
    exportCases(parts, request, reply),
  );
}

async function exportCases(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { organisation } = getSignedIn(request);
  const search = firstOf(request.form, 'search');
  const words = search === '' ? undefined : await findWords(parts, request, search);
  // What was searched for is not kept any more: without it this would be another list.
  if (search !== '' && words === undefined) return reply.seeOther(caseworkPaths.cases(undefined, { search }));
  const people = await parts.people.list(organisation);
  const filter = readFilter(request.form);
  const teams = await parts.teams.list(organisation);
  const wish = makeWish(parts, request, { people, teams }, { ...filter, words, page: 1 });
  const { rows, more } = await listExportRows(parts, wish, people);
  await recordExport(parts, wish, filter, rows);
  const said = sayNarrowing(parts, organisation, { people, teams }, filter);
  const narrowing = said.map((says): readonly [string, string] => ['Only', says]);
  const file = await makeSheet(rows, [...describeList(parts, wish, rows.length, more), ...narrowing]);
  return reply
    .header('content-disposition', `attachment; filename="cases-${parts.today()}.xlsx"`)
    .type(SHEET)
    .send(Buffer.from(file));
}

function describeList(
  { texts, today }: AppParts,
  { person, show, words }: WorkWish,
  rows: number,
  more: boolean,
): readonly (readonly [string, string])[] {
  return [
    ['Taken by', person.name],
    ['On', describeDate(today(), texts)],
    ['Cases', more ? `the first ${rows} in this order; there are more, of which this list holds none` : String(rows)],
    ['Shown', show === 'everything' ? 'open and closed' : show === 'all' ? 'open' : show],
    ...(words === undefined ? [] : ([['Searched for', words]] as const)),
  ];
}

async function recordExport(
  { casebook }: AppParts,
  { organisation, person, words }: WorkWish,
  filter: WorkFilter,
  rows: readonly ExportRow[],
): Promise<void> {
  const { database } = casebook;
  const [now, on] = [casebook.now(), casebook.today()];
  const stream = { organisation, stream: exportStream(on), actor: person.id, now, projections: [] };
  await runOnStream({ database, ...stream, kind: 'adds-only' }, () => ({
    events: [casesExported(on, filter, rows.length, words)],
  }));
  await database.inOrganisation(organisation, (tx) =>
    tx.executeQuery(
      CompiledQuery.raw(
        `insert into case_read (organisation, case_id, person, read_at, page)
        select $1, case_id, $2, $3, $4 from unnest($5::text[]) as given (case_id)`,
        [organisation, person.id, now, caseworkPaths.casesExport.pattern, rows.map(({ caseId }) => caseId)],
      ),
    ),
  );
}
