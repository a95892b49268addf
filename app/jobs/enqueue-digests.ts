import { type Calendar, type IsoDate, isWorkingDay, localDateOf, localTimeOf } from '../../engine/index.ts';
import { enqueue } from '../store/enqueue.ts';
import type { Database } from '../store/open-database.ts';

/** The kind of outbox message that is the daily e-mail of one person. It names the person and the day, no more. */
export const DIGEST = 'digest';

const FROM = '07:00';

export type DigestParts = {
  readonly database: Database;
  readonly now: () => string;
  readonly organisations: readonly { readonly id: string; readonly calendar: Calendar }[];
  readonly listPeople: (organisation: string) => Promise<readonly { readonly id: string; readonly state: string }[]>;
};

/**
 * Puts the daily e-mail of everybody who works here into the outbox: from seven in the morning in London, on days that
 * the landlord's calendar counts as working days. Each person and day has one key, so that it goes once however often
 * this is asked, also after a restart. Whether there is anything to tell is asked when it is written. Answers how many
 * people it looked at.
 */
export async function enqueueDigests({ database, now, organisations, listPeople }: DigestParts): Promise<number> {
  const at = now();
  const day = localDateOf(at) as IsoDate;
  if (localTimeOf(at) < FROM) return 0;
  let looked = 0;
  for (const { id, calendar } of organisations) {
    if (!isWorkingDay(calendar, day)) continue;
    const active = (await listPeople(id)).filter(({ state }) => state === 'active');
    const entries = active.map((person) => ({
      kind: DIGEST,
      key: `${day}/${person.id}`,
      payload: { person: person.id, day },
      dueAt: at,
    }));
    await database.inOrganisation(id, (tx) => enqueue(tx, id, entries));
    looked += active.length;
  }
  return looked;
}

/** The same, asked of the database once a day only: what is remembered is lost with the process, and then asked again. */
export function makeDailyDigests(parts: DigestParts): () => Promise<boolean> {
  let done: string | undefined;
  return async () => {
    const at = parts.now();
    const day = localDateOf(at);
    if (done === day || localTimeOf(at) < FROM) return false;
    await enqueueDigests(parts);
    done = day;
    return false;
  };
}
