import { addCalendarDays, findReminderDue, type IsoDate, localTimeOf } from '../../engine/index.ts';
import { type Casebook, standingOf } from '../store/cases/casebook.ts';

/** Nobody is written to before this time of day, in London. */
const FROM = '07:00';
/** A reminder goes one working day before the day: closures and holidays may put many days between. */
const AHEAD = 21;

/**
 * Records the reminders of requests for information that are due today, each on its case by `system`; the mail goes into
 * the outbox with it. Run as often as one likes: a case decides whether a reminder is due, so none goes twice. Answers
 * how many were recorded.
 */
export async function sendReminders(
  casebook: Casebook,
  organisations: readonly { readonly id: string }[],
): Promise<number> {
  if (localTimeOf(casebook.now()) < FROM) return 0;
  let sent = 0;
  for (const { id } of organisations)
    for (const caseId of await findCases(casebook, id)) sent += await remindOnCase(casebook, id, caseId);
  return sent;
}

/** Cases with a request that waits for an answer and whose day is near or over. */
async function findCases({ database, today }: Casebook, organisation: string): Promise<readonly string[]> {
  const last = addCalendarDays(today(), AHEAD);
  const rows = await database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('duty')
      .select('case_id')
      .distinct()
      .where('organisation', '=', organisation)
      .where('kind', '=', 'information-request')
      .where('waits_for_others', '=', true)
      .where('due', '<=', last)
      .execute(),
  );
  return rows.map(({ case_id }) => case_id);
}

async function remindOnCase(casebook: Casebook, organisation: string, caseId: string): Promise<number> {
  const record = await casebook.load(organisation, caseId);
  if (!record) return 0;
  const moment = { on: casebook.today(), at: casebook.now() };
  const standing = standingOf(record, moment);
  const due = standing.state.requests.filter((request) => findReminderDue(standing, request) !== undefined);
  let sent = 0;
  for (const { request } of due) {
    const outcome = await casebook.act({
      organisation,
      caseId,
      actor: { id: 'system', kind: 'system', roles: [] },
      command: 'chase-information',
      moment,
      input: { request: String(request) },
    });
    if ('done' in outcome) sent += 1;
  }
  return sent;
}

/** Whether a day has been gone through; so that a loop that turns every minute asks the database once a day. */
export function makeDaily(casebook: Casebook, work: () => Promise<number>): () => Promise<boolean> {
  let done: IsoDate | undefined;
  return async () => {
    const today = casebook.today();
    if (done === today || localTimeOf(casebook.now()) < FROM) return false;
    await work();
    done = today;
    return false;
  };
}
