import { createHash } from 'node:crypto';
import { addCalendarDays, addCalendarMonths, type IsoDate, localDateOf, type Pack } from '../../engine/index.ts';
import type { Person } from '../identity/person.ts';
import { keepProcedure } from '../packs/procedures/keep-procedure.ts';
import type { Procedures } from '../packs/procedures/open-procedures.ts';
import type { Database } from '../store/open-database.ts';

type Landlord = { readonly organisation: string; readonly pack: Pack; readonly people: readonly Person[] };
type Store = { readonly database: Database; readonly procedures: Procedures };

/** A target of the landlord's own in the file of a pack, which no text proves: `internal-target: 1 working-day`. */
const TARGET = /internal-target: (\d+) working-days?/g;

/**
 * A next version of the procedures that have targets of their own, with each of these a day earlier. At an invented
 * landlord it is in force from the first day of a month to come; at the others nobody has chosen a day yet.
 */
export async function addNextVersion(
  { database, procedures }: Store,
  { organisation, pack, people }: Landlord,
  now: string,
): Promise<void> {
  const actor = people.find(({ administrator }) => administrator)?.id;
  const file = await procedures.wordsOf(organisation, pack.version);
  if (actor === undefined || file === undefined || file.search(TARGET) < 0) return;
  const today = localDateOf(now) as IsoDate;
  const from = `${addCalendarMonths(today, 2).slice(0, 7)}-01` as IsoDate;
  const version = from.slice(0, 7);
  const words = makeNext(file, pack.version, version);
  if (procedures.read(organisation, words, undefined).faults.length > 0) return;
  const hash = createHash('sha256').update(words, 'utf8').digest('hex');
  const onDay = (day: IsoDate) => ({ database, procedures, now: () => `${day}T14:05:00.000Z` });
  const added = { what: 'add', version, hash, words, source: undefined } as const;
  await keepProcedure(onDay(addCalendarDays(today, -6)), organisation, added, actor);
  const day = { what: 'put-in-force', version, from } as const;
  if (pack.organisation.fictitious) await keepProcedure(onDay(addCalendarDays(today, -5)), organisation, day, actor);
}

const makeNext = (file: string, before: string, version: string): string =>
  file
    .replace(new RegExp(`^version: .*${before}.*$`, 'm'), `version: ${version}`)
    .replace(TARGET, (_all, days: string) => `internal-target: ${Number(days) + 1} working-days`);
