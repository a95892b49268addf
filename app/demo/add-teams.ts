import { addCalendarMonths, type IsoDate, localDateOf, type Policy } from '../../engine/index.ts';
import type { Person } from '../identity/person.ts';
import { openTeams } from '../identity/teams.ts';
import type { Database } from '../store/open-database.ts';
import { findRank } from './walk.ts';

type Landlord = { readonly organisation: string; readonly policy: Policy; readonly people: readonly Person[] };

/**
 * Two teams of those who work on cases, each led by somebody of the highest rank in it, made a year ago: with several
 * services each looks after some of them, with one the first looks after it. Somebody moved from one to the other.
 */
export async function addTeams(database: Database, { organisation, policy, people }: Landlord, now: string) {
  const made = addCalendarMonths(localDateOf(now) as IsoDate, -12);
  const moved = addCalendarMonths(localDateOf(now) as IsoDate, -2);
  const teams = openTeams({ database, now: () => `${made}T09:00:00Z` });
  const seesNothing = policy.pack.roles.filter(({ reach, outsider }) => reach === 'logs-only' || outsider === true);
  const staff = people
    .filter(({ roles }) => roles.some(({ role }) => !seesNothing.some(({ id }) => id === role)))
    .toSorted((a, b) => findRank(policy, b) - findRank(policy, a));
  const by = people.find(({ administrator }) => administrator)?.id ?? '';
  const { services } = policy.pack;
  const names = ['Complaints north', 'Complaints south'];
  for (const [half, name] of names.entries()) {
    const own = staff.filter((_one, index) => index % 2 === half);
    const [leader, ...others] = own;
    const looksAfter = services.filter((_service, index) => index % 2 === half).map(({ id }) => id);
    const outcome = await teams.make(organisation, { name, services: looksAfter, leader: leader?.id }, by);
    if ('refused' in outcome) continue;
    const last = others.at(-1);
    for (const { id } of others) {
      const from = half === 1 && id === last?.id ? moved : made;
      await teams.join(organisation, outcome.done, { person: id, from }, by);
    }
    const mover = staff.filter((_one, index) => index % 2 === 1).at(-1);
    if (half === 0 && mover) {
      const until = addCalendarMonths(moved, -1);
      await teams.join(organisation, outcome.done, { person: mover.id, from: made, to: until }, by);
    }
  }
}
