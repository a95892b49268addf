import { addCalendarMonths, type IsoDate, localDateOf, type Policy } from '../../engine/index.ts';
import type { Accounts } from '../identity/accounts.ts';
import type { People } from '../identity/people.ts';
import type { Person } from '../identity/person.ts';
import type { CasePolicies } from '../store/cases/case-policies.ts';
import { type Casebook, openCasebook } from '../store/cases/casebook.ts';
import type { Database } from '../store/open-database.ts';
import type { OrganisationPart } from '../web/app-parts.ts';
import { loadStories, type Stories } from './load-stories.ts';
import { makePeople } from './make-people.ts';
import { byReceipt, type PlannedCase, planCases } from './plan-cases.ts';
import { makeRandom, type Random } from './random.ts';
import { findDecidingFacts } from './satisfy-guard.ts';
import type { WalkWorld } from './walk.ts';

export type DemoStore = {
  readonly database: Database;
  readonly policies: CasePolicies;
  readonly organisations: readonly OrganisationPart[];
  readonly accounts: Accounts;
  /** Opened with a clock of its own, so that people were there before their cases. */
  readonly openPeople: (now: () => string) => People;
};

export type DemoOptions = {
  /** The instant at which the demo begins: nothing happened after it. */
  readonly now: string;
  readonly password: string;
  readonly seed: string;
  /** Told how far it has come. */
  readonly onProgress?: ((done: { organisation: string; cases: number }) => void) | undefined;
};

/** About so many cases in all. */
const CASES = 60;

/** Fills an empty installation with invented people and cases of the last year, each decided by the engine on its day. */
export async function fillDemo(store: DemoStore, options: DemoOptions): Promise<void> {
  const stories = loadStories();
  for (const organisation of store.organisations) {
    const random = makeRandom(`${options.seed}/${organisation.id}`);
    const people = await addPeople(store, organisation, options, stories, random);
    const world = makeWorld(organisation, people, stories, options.now);
    const planned = planCases(world, `${options.seed}/${organisation.id}/cases`, CASES / store.organisations.length);
    await writeCases(store, organisation.id, byReceipt(planned), random, stories);
    options.onProgress?.({ organisation: organisation.policy.pack.organisation.name, cases: planned.length });
  }
}

/** What the cases of one landlord are thought out in. */
export function makeWorld(
  { policy, calendar }: Pick<OrganisationPart, 'policy' | 'calendar'>,
  people: readonly Person[],
  stories: Stories,
  until: string,
): WalkWorld {
  const rankOf = ({ roles }: Person): number => Math.max(0, ...roles.map(({ role }) => findRank(policy, role)));
  const byRank = [...people].sort((a, b) => rankOf(a) - rankOf(b));
  return { policy, calendar, people: byRank, stories, deciding: findDecidingFacts(policy.pack), until };
}

const findRank = (policy: Policy, role: string): number => policy.pack.roles.find(({ id }) => id === role)?.rank ?? 0;

async function addPeople(
  { accounts, openPeople }: DemoStore,
  { id, policy }: OrganisationPart,
  { now, password }: DemoOptions,
  stories: Stories,
  random: Random,
): Promise<readonly Person[]> {
  const joined = `${addCalendarMonths(localDateOf(now) as IsoDate, -18)}T09:00:00Z`;
  const people = openPeople(() => joined);
  for (const member of makePeople(policy.pack, stories, random)) await people.add(id, member, '');
  const list = await people.list(id);
  await accounts.setPasswordOfAll(
    list.map((person) => person.id),
    password,
  );
  return list;
}

async function writeCases(
  { database, policies }: DemoStore,
  organisation: string,
  planned: readonly PlannedCase[],
  random: Random,
  stories: Stories,
): Promise<void> {
  const clock = { at: '' };
  const casebook = openCasebook({ database, policies, now: () => clock.at });
  for (const plan of planned)
    await writeCase(
      casebook,
      organisation,
      plan,
      clock,
      describeResident(stories, random),
      makeReference(plan, random),
    );
}

async function writeCase(
  casebook: Casebook,
  organisation: string,
  { goal, doings }: PlannedCase,
  clock: { at: string },
  resident: Record<string, string>,
  reference: string,
): Promise<void> {
  const [first, ...rest] = doings;
  if (!first) return;
  clock.at = first.moment.at ?? '';
  const { actor, moment, input } = first;
  const told = input['anonymous'] === true ? {} : resident;
  const made = await casebook.register({ organisation, actor, moment, input, resident: told, reference });
  if ('refused' in made) throw new Error(`The demo case ${goal} was refused: ${describe(made.refused)}`);
  for (const { word, step, actor, moment, input } of rest) {
    clock.at = moment.at ?? '';
    const outcome = await casebook.act({
      organisation,
      caseId: made.caseId,
      command: word,
      step,
      actor,
      moment,
      input,
    });
    if ('refused' in outcome)
      throw new Error(`${word} on the demo case ${goal} was refused: ${describe(outcome.refused)}`);
  }
}

const describe = (refusals: readonly { code: string; values: object }[]): string =>
  refusals.map(({ code, values }) => `${code} ${JSON.stringify(values)}`).join('; ');

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function makeReference({ doings }: PlannedCase, random: Random): string {
  const code = Array.from({ length: 5 }, () => random.pick([...LETTERS])).join('');
  return `${doings[0]?.moment.on.slice(2, 4)}-${code}`;
}

function describeResident(stories: Stories, random: Random): Record<string, string> {
  const [first, last] = [random.pick(stories['first-names']), random.pick(stories['last-names'])];
  return {
    'resident-name': `${first} ${last}`,
    'resident-email': `${first}.${last}@residents.example`.toLowerCase(),
    // Numbers that are kept free for drama.
    'resident-telephone': `01632 960${String(random.between(100, 999))}`,
    'resident-address': `${random.between(1, 120)} ${random.pick(stories.streets)}`,
  };
}
