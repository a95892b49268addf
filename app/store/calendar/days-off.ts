import { type IsoDate, localDateOf } from '../../../engine/index.ts';
import type { CasePolicies } from '../cases/case-policies.ts';
import { RECOUNT } from '../cases/recount-cases.ts';
import type { Database } from '../open-database.ts';
import { readStream } from '../read-stream.ts';
import { type Decision, runOnStream } from '../run-command.ts';
import type { NewEvent } from '../stored-event.ts';
import {
  CALENDAR_STREAM,
  type DayOff,
  dayOffAdded,
  dayOffWithdrawn,
  evolveDaysOff,
  type NewDayOff,
} from './day-off-events.ts';

export type DaysOffParts = {
  readonly database: Database;
  readonly policies: Pick<CasePolicies, 'daysOff' | 'keepDaysOff'>;
  /** An instant in UTC. */
  readonly now: () => string;
};

/** Why a day was not added, or not taken back. */
export type DayOffRefusal = 'known-already' | 'not-there';
export type DayOffOutcome = { readonly done: readonly DayOff[] } | { readonly refused: DayOffRefusal };

/** What an organisation has added to its calendar, as it is stored now; kept for every due date from here on. */
export async function loadDaysOff(
  { database, policies }: DaysOffParts,
  organisation: string,
): Promise<readonly DayOff[]> {
  const events = await database.inOrganisation(organisation, (tx) =>
    readStream(tx, organisation, CALENDAR_STREAM, { withTexts: true }),
  );
  const days = evolveDaysOff(events);
  policies.keepDaysOff(organisation, days);
  return days;
}

/**
 * Adds days off. From the next page on every due date of the organisation is worked out with them; the lists are made
 * again for each open case by the outbox. Refused where the same days were added already and not taken back.
 */
export const addDayOff = (parts: DaysOffParts, organisation: string, day: NewDayOff, by: string) =>
  change(parts, organisation, by, (days, on) =>
    days.some((one) => !one.withdrawn && one.from === day.from && one.to === day.to)
      ? 'known-already'
      : dayOffAdded(on, day),
  );

/** Takes days off back: due dates become again what they would have been without them. */
export const withdrawDayOff = (parts: DaysOffParts, organisation: string, n: number, by: string) =>
  change(parts, organisation, by, (days, on) =>
    days.some((one) => one.n === n && !one.withdrawn) ? dayOffWithdrawn(on, n) : 'not-there',
  );

async function change(
  parts: DaysOffParts,
  organisation: string,
  by: string,
  decide: (days: readonly DayOff[], on: IsoDate) => NewEvent | DayOffRefusal,
): Promise<DayOffOutcome> {
  const { database, now } = parts;
  const at = now();
  const command = { database, organisation, stream: CALENDAR_STREAM, actor: by, now: at, projections: [] };
  const outcome = await runOnStream<DayOffRefusal>(
    { ...command, kind: 'decides' },
    (events): Decision<DayOffRefusal> => {
      const decided = decide(evolveDaysOff(events), localDateOf(at) as IsoDate);
      if (typeof decided === 'string') return { refused: [decided] };
      const key = `calendar-${events.length + 1}`;
      return { events: [decided], outbox: [{ kind: RECOUNT, key, payload: { after: '', run: key }, dueAt: at }] };
    },
  );
  if ('refused' in outcome) return { refused: outcome.refused[0] ?? 'not-there' };
  return { done: await loadDaysOff(parts, organisation) };
}

/**
 * Takes in what other processes have added to the calendars of these organisations since they were last looked at here.
 * One look-up by key for each; whole streams are read only where something is new.
 */
export async function refreshDaysOff(parts: DaysOffParts, organisations: readonly string[]): Promise<void> {
  if (organisations.length === 0) return;
  const heads = await parts.database.acrossOrganisations((tx) =>
    tx
      .selectFrom('stream_head')
      .select(['organisation', 'version'])
      .where('organisation', 'in', [...organisations])
      .where('stream', '=', CALENDAR_STREAM)
      .execute(),
  );
  for (const { organisation, version } of heads) {
    const known = parts.policies.daysOff(organisation);
    const recordings = known.length + known.filter(({ withdrawn }) => withdrawn).length;
    if (recordings !== version) await loadDaysOff(parts, organisation);
  }
}
