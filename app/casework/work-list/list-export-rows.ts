import { sql } from 'kysely';
import { daysBetween, findStage, type IsoDate, type Pack, type Policy } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { beginAtIndex } from '../../store/begin-at-index.ts';
import type { Tx } from '../../store/open-database.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { describeCaseTitle, findPresentHandler } from '../case-words.ts';
import { findOpenCase } from '../open-case.ts';
import { findCaseIds, findSearch, type WorkWish } from './find-work.ts';

/** One case as a line of the spreadsheet. Days as `2026-04-20`. */
export type ExportRow = {
  readonly caseId: string;
  readonly reference: string;
  readonly subject: string | undefined;
  readonly resident: string | undefined;
  readonly service: string | undefined;
  readonly stage: string | undefined;
  readonly status: string;
  readonly received: string | undefined;
  readonly due: string | undefined;
  readonly whatIsDue: string | undefined;
  /** Calendar days since it was due; undefined when it is not late. */
  readonly daysLate: number | undefined;
  readonly handler: string | undefined;
  readonly outcome: string | undefined;
};

export const MOST_EXPORTED = 10_000;
/** So many cases are loaded whole at a time. */
const AT_A_TIME = 50;

type Line = {
  case_id: string;
  reference: string;
  pack: string;
  pack_version: string;
  service: string | null;
  stage: string | null;
  status: string;
  received_on: string;
  handler: string | null;
  next_due: string | null;
  outcome: string | null;
  subject: string | null;
  resident: string | null;
  clock: string | null;
  moved: boolean;
};

/**
 * The list of a wish as lines of a spreadsheet, in its order and within the reach of whoever asks: the first 10,000.
 * Cases on which a time has run out since they were last recorded are determined afresh, as on the page.
 */
export async function listExportRows(
  parts: AppParts,
  wish: WorkWish,
  people: readonly Person[],
): Promise<{ rows: readonly ExportRow[]; more: boolean }> {
  const { lines, more } = await parts.casebook.database.inOrganisation(wish.organisation, (tx) => readLines(tx, wish));
  const describe = makeDescriber(parts, wish, people);
  const rows: ExportRow[] = [];
  for (let at = 0; at < lines.length; at += AT_A_TIME) {
    const some = lines.slice(at, at + AT_A_TIME);
    const moved = some.filter((line) => line.moved).map(({ case_id }) => case_id);
    const afresh = await describeAfresh(parts, wish, people, moved);
    for (const line of some) {
      const row = line.moved ? afresh.get(line.case_id) : describe(line);
      if (row) rows.push(row);
    }
  }
  return { rows, more };
}

async function readLines(tx: Tx, wish: WorkWish): Promise<{ lines: readonly Line[]; more: boolean }> {
  await beginAtIndex(tx);
  const search = await findSearch(tx, wish);
  if (search === 'nothing') return { lines: [], more: false };
  const ids = await findCaseIds(tx, wish, search?.plan, { limit: MOST_EXPORTED + 1 });
  const { rows } = await sql<Line>`
    select case_list.case_id, reference, pack, pack_version, service, case_list.stage, status, received_on, handler,
      next_due, standing ->> 'outcome' as outcome, case_search.subject, case_search.resident, running_clock.name as clock,
      exists (select from running_clock as over where over.organisation = case_list.organisation
        and over.case_id = case_list.case_id and over.due < ${wish.today}) as moved
    from unnest(${ids.slice(0, MOST_EXPORTED)}::text[]) with ordinality as wanted (case_id, place)
    join case_list on case_list.organisation = ${wish.organisation} and case_list.case_id = wanted.case_id
    left join case_search on case_search.organisation = ${wish.organisation} and case_search.case_id = wanted.case_id
    left join running_clock on running_clock.organisation = ${wish.organisation}
      and running_clock.case_id = wanted.case_id and running_clock.clock_id = case_list.next_due_clock
    order by wanted.place`.execute(tx);
  return { lines: rows, more: ids.length > MOST_EXPORTED };
}

function makeDescriber(parts: AppParts, { today }: WorkWish, people: readonly Person[]): (line: Line) => ExportRow {
  const { texts, casebook } = parts;
  const names = new Map(people.filter(({ state }) => state === 'active').map(({ id, name }) => [id, name]));
  return (line) => {
    const { pack } = casebook.policies.get(line.pack, line.pack_version);
    const outcome = line.outcome ?? undefined;
    return {
      caseId: line.case_id,
      reference: line.reference,
      subject: line.subject ?? undefined,
      resident: line.resident ?? undefined,
      service: findServiceName(pack, line.service),
      stage: findStageTitle(pack, line.stage),
      status: describeStatus(parts, line.status),
      received: line.received_on,
      due: line.next_due ?? undefined,
      whatIsDue: line.clock ?? (line.next_due ? texts.pages.common?.['waits-for-decision'] : undefined),
      daysLate: line.clock ? countDaysLate(line.next_due ?? undefined, today) : undefined,
      handler: names.get(line.handler ?? ''),
      outcome: outcome && (texts.statuses.outcomes[outcome] ?? outcome),
    };
  };
}

async function describeAfresh(
  parts: AppParts,
  wish: WorkWish,
  people: readonly Person[],
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, ExportRow>> {
  const rows = new Map<string, ExportRow>();
  for (const record of (await parts.casebook.loadMany(wish.organisation, caseIds)).values()) {
    const open = findOpenCase(parts, record, wish.person, people);
    if (!open) continue;
    const { standing, wording, texts } = open;
    const { state, nextDue, policy } = standing;
    const visit = state.visits.at(-1);
    rows.set(record.caseId, {
      caseId: record.caseId,
      reference: record.origin.reference,
      subject: wording.textOf('subject') ?? describeCaseTitle(texts, standing, wording),
      resident: wording.resident.name,
      service: findServiceName(policy.pack, state.service),
      stage: visit && (findStage(policy, visit.procedure, visit.stage)?.name ?? visit.stage),
      status: describeStatus(parts, state.status),
      received: state.received?.on,
      due: nextDue?.due,
      whatIsDue: nextDue?.name,
      daysLate: countDaysLate(nextDue?.due, wish.today),
      handler: findPresentHandler(standing, people)?.name,
      outcome: state.outcome && (texts.statuses.outcomes[state.outcome] ?? state.outcome),
    });
  }
  return rows;
}

const describeStatus = ({ texts }: AppParts, status: string): string =>
  texts.statuses.status[status as keyof typeof texts.statuses.status] ?? status;

const findServiceName = (pack: Pack, id: string | null | undefined): string | undefined =>
  id ? (pack.services.find((service) => service.id === id)?.name ?? id) : undefined;

const findStageTitle = (pack: Policy['pack'], id: string | null): string | undefined =>
  id === null
    ? undefined
    : (pack.procedures.flatMap(({ stages }) => stages).find((stage) => stage.id === id)?.name ?? id);

const countDaysLate = (due: string | undefined, today: IsoDate): number | undefined =>
  due !== undefined && due < today ? daysBetween(due as IsoDate, today) : undefined;
