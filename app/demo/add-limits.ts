import { sql } from 'kysely';
import {
  type AuthorityLimit,
  addCalendarMonths,
  determineAuthority,
  type IsoDate,
  localDateOf,
  type Policy,
} from '../../engine/index.ts';
import { openAuthorityLimits } from '../identity/authority-limits.ts';
import type { Person } from '../identity/person.ts';
import type { CasePolicies } from '../store/cases/case-policies.ts';
import { openCasebook } from '../store/cases/casebook.ts';
import type { Database } from '../store/open-database.ts';

type Landlord = { readonly organisation: string; readonly policy: Policy; readonly people: readonly Person[] };
type Store = { readonly database: Database; readonly policies: CasePolicies };

/** By rank, from the lowest up: pence. Whoever ranks above these is not limited. */
const STEPS = [100_00, 250_00, 500_00, 1000_00];

/**
 * Limits by rank, set a year ago, with a raise to come and one for a person; on one case an amount waits for somebody who
 * may approve it, on another it was approved.
 */
export async function addLimits(store: Store, landlord: Landlord, now: string): Promise<void> {
  const { organisation, policy, people } = landlord;
  const today = localDateOf(now) as IsoDate;
  const by = people.find(({ administrator }) => administrator)?.id ?? '';
  const yearAgo = addCalendarMonths(today, -12);
  const before = openAuthorityLimits({ database: store.database, now: () => `${yearAgo}T09:30:00Z` });
  const ranked = policy.pack.roles
    .filter(({ reach, outsider }) => reach !== 'logs-only' && outsider !== true)
    .toSorted((a, b) => a.rank - b.rank);
  const ranks = [...new Set(ranked.map(({ rank }) => rank))].slice(0, -1).slice(0, STEPS.length);
  for (const { id, rank } of ranked) {
    const pence = STEPS[ranks.indexOf(rank)];
    if (pence !== undefined) await before.set(organisation, { role: id, pence, from: yearAgo }, by);
  }
  const limits = openAuthorityLimits({ database: store.database, now: () => now });
  const [lowest] = ranked;
  const raised = { role: lowest?.id ?? '', pence: 150_00, from: addCalendarMonths(today, 1) };
  if (ranks.length > 0) await limits.set(organisation, raised, by);
  const trusted = people.find(({ roles }) => roles.some(({ role }) => role === lowest?.id));
  if (trusted && ranks.length > 0)
    await limits.set(organisation, { person: trusted.id, pence: 200_00, from: today }, by);
  await addAwards(store, landlord, await limits.list(organisation), now);
}

/** On the two open cases that fall due last, as far as somebody limited has them: nobody is in a hurry there. */
async function addAwards(store: Store, landlord: Landlord, limits: readonly AuthorityLimit[], now: string) {
  const { organisation, policy, people } = landlord;
  const today = localDateOf(now) as IsoDate;
  const casebook = openCasebook({ database: store.database, policies: store.policies, now: () => now });
  const penceOf = (person: Person) => determineAuthority(policy, person, limits, today)?.pence;
  const cases = await findCases(store.database, organisation, today);
  let done = 0;
  for (const { caseId, handler } of cases) {
    const asker = people.find(({ id }) => id === handler);
    const own = asker && penceOf(asker);
    if (!asker || own === undefined) continue;
    const approver = people.find(
      (one) => one.roles.length > 0 && one.id !== asker.id && (penceOf(one) ?? 1e9) >= own + 150_00,
    );
    if (!approver) continue;
    const act = (person: Person, command: string, input: Readonly<Record<string, unknown>>) => {
      const actor = { id: person.id, kind: 'staff' as const, roles: person.roles, limits };
      return casebook.act({ organisation, caseId, actor, command, moment: { on: today, at: now }, input });
    };
    const why = 'It went on for months, and we said more than once that it was in hand.';
    const asked = await act(asker, 'ask-award', { amount: own + 150_00, of: approver.id, why });
    if (!('done' in asked)) continue;
    if (done === 1)
      await act(approver, 'decide-award', {
        'award-decision': 'approved',
        amount: own + 150_00,
        why: 'In line with what others were offered for as long a time.',
      });
    done += 1;
    if (done === 2) return;
  }
}

async function findCases(database: Database, organisation: string, today: IsoDate) {
  const { rows } = await database.inOrganisation(organisation, (tx) =>
    sql<{ caseId: string; handler: string }>`
      select case_id as "caseId", handler from case_list where organisation = ${organisation} and status = 'open'
        and not restricted and handler is not null and next_due > ${today}
      order by next_due desc, case_id limit 40`.execute(tx),
  );
  return rows;
}
