import {
  type Actor,
  addCalendarDays,
  addCalendarMonths,
  determineReach,
  type IsoDate,
  type LinkedCase,
  localDateOf,
} from '../../engine/index.ts';
import type { FileStore } from '../documents/file-store.ts';
import { announceRequests } from '../documents/mail-requests.ts';
import type { Accounts } from '../identity/accounts.ts';
import type { People } from '../identity/people.ts';
import type { Person } from '../identity/person.ts';
import type { Procedures } from '../packs/procedures/open-procedures.ts';
import type { CasePolicies } from '../store/cases/case-policies.ts';
import { CASE_STREAM } from '../store/cases/case-projection.ts';
import { type Casebook, openCasebook } from '../store/cases/casebook.ts';
import { openLinkedCase } from '../store/cases/open-linked-case.ts';
import type { Database } from '../store/open-database.ts';
import { projectStreams } from '../store/projections.ts';
import type { OrganisationPart } from '../web/app-parts.ts';
import { addAbsences } from './add-absences.ts';
import { addFilters } from './add-filters.ts';
import { addLimits } from './add-limits.ts';
import { addParagraphs } from './add-paragraphs.ts';
import { addTeams } from './add-teams.ts';
import { addNextVersion } from './add-version.ts';
import { keepDemoFiles } from './demo-files.ts';
import { fillInbox } from './fill-inbox.ts';
import { loadStories, type Stories } from './load-stories.ts';
import { makePeople } from './make-people.ts';
import { byReceipt, type PlannedCase, planCases } from './plan-cases.ts';
import { makeRandom, type Random } from './random.ts';
import { findDecidingFacts, findReasonFacts } from './satisfy-guard.ts';
import { findRank, type WalkWorld } from './walk.ts';

export type DemoStore = {
  readonly database: Database;
  readonly policies: CasePolicies;
  readonly procedures: Procedures;
  readonly organisations: readonly OrganisationPart[];
  readonly accounts: Accounts;
  readonly files: FileStore;
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

/** So many at least; what must be there, and what is due today or late, comes to about 190. */
const CASES = 100;

/** Fills an empty installation with invented people and cases of the last year, each decided by the engine on its day. */
export async function fillDemo(store: DemoStore, options: DemoOptions): Promise<void> {
  const stories = loadStories();
  for (const organisation of store.organisations) {
    const random = makeRandom(`${options.seed}/${organisation.id}`);
    const people = await addPeople(store, organisation, options, stories, random);
    const world = makeWorld(organisation, people, stories, options.now);
    const planned = planCases(world, `${options.seed}/${organisation.id}/cases`, CASES / store.organisations.length);
    const written = await writeCases(store, organisation.id, byReceipt(planned), random);
    await writeInbox(store, organisation.id, world, written, random);
    await addFilters(store.database, organisation.id, world, planned);
    await addAbsences(store.database, organisation.id, people, options.now);
    const landlord = { organisation: organisation.id, pack: organisation.policy.pack, people };
    await addParagraphs(store.database, landlord, options.now);
    await addNextVersion(store, landlord, options.now);
    const settings = { organisation: organisation.id, policy: organisation.policy, people };
    await addTeams(store.database, settings, options.now);
    await addLimits(store, settings, options.now);
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
  const [deciding, reasons] = [findDecidingFacts(policy.pack), findReasonFacts(policy.pack)];
  const byRank = [...people].sort((a, b) => findRank(policy, a) - findRank(policy, b));
  return { policy, calendar, people: byRank, stories, deciding, reasons, until };
}

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
  await noteSignIns(openPeople, id, list, now);
  return list;
}

/** All but one of six were here in the days before, so that it shows who was not. */
async function noteSignIns(openPeople: DemoStore['openPeople'], id: string, list: readonly Person[], now: string) {
  const today = localDateOf(now) as IsoDate;
  for (const [index, person] of list.entries()) {
    const at = `${addCalendarDays(today, -1 - (index % 4))}T0${8 + (index % 2)}:${10 + ((index * 7) % 50)}:00Z`;
    if (index % 6 !== 5) await openPeople(() => at).noteSignIn(id, person.id);
  }
}

async function writeCases(
  { database, policies, files }: DemoStore,
  organisation: string,
  planned: readonly PlannedCase[],
  random: Random,
): Promise<readonly Written[]> {
  const clock = { at: '' };
  const written: Written[] = [];
  for (const plan of planned) {
    // One transaction for a case, and its place on lists once, at the end: each would cost more than what is recorded.
    await database.inOrganisation(organisation, async (tx) => {
      const within: Database = { ...database, inOrganisation: (_id, work) => work(tx) };
      const announce = announceRequests;
      const parts = { database: within, policies, now: () => clock.at, announce };
      const casebook = openCasebook({ ...parts, withoutLists: true });
      const listing = openCasebook(parts);
      const reference = makeReference(plan.doings[0]?.moment.on ?? '', random);
      const caseId = await writeCase({ casebook, listing, files }, organisation, plan, clock, reference);
      if (caseId === undefined) return;
      await projectStreams(tx, organisation, [`${CASE_STREAM}${caseId}`], listing.projections);
      written.push({ plan, caseId });
    });
  }
  return written;
}

/** A case as it was thought out, and its number since it was recorded. */
type Written = { readonly plan: PlannedCase; readonly caseId: string };

async function writeCase(
  { casebook, listing, files }: { readonly casebook: Casebook; readonly listing: Casebook; readonly files: FileStore },
  organisation: string,
  { goal, doings, resident }: PlannedCase,
  clock: { at: string },
  reference: string,
): Promise<string | undefined> {
  const [first, ...rest] = doings;
  if (!first) return undefined;
  clock.at = first.moment.at ?? '';
  const { actor, moment, input } = first;
  const told = input['anonymous'] === true ? {} : resident;
  const made = await casebook.register({ organisation, actor, moment, input, resident: told, reference });
  if ('refused' in made) throw new Error(`The demo case ${goal} was refused: ${describe(made.refused)}`);
  const { caseId } = made;
  for (const { word, step, actor, moment, input } of rest) {
    clock.at = moment.at ?? '';
    const told = (input['files'] ?? []) as Parameters<typeof keepDemoFiles>[2];
    const kept = { organisation, caseId, person: actor.id, at: clock.at };
    const known =
      told.length > 0 ? { files: await keepDemoFiles({ database: casebook.database, files }, kept, told) } : {};
    const wish = { organisation, caseId, command: word, step, actor, moment, input: { ...input, ...known } };
    const outcome = await casebook.act(wish);
    if ('refused' in outcome)
      throw new Error(`${word} on the demo case ${goal} was refused: ${describe(outcome.refused)}`);
    if ('linked' in outcome && outcome.linked) await openLinked(listing, organisation, caseId, actor, outcome.linked);
  }
  return caseId;
}

/** What waits to be sorted, after all that was worked on; some of it is from somebody who has a case already. */
async function writeInbox(
  { database, policies }: DemoStore,
  organisation: string,
  { people, until: now }: WalkWorld,
  written: readonly Written[],
  random: Random,
): Promise<void> {
  const clock = { at: '' };
  const known = written.findLast(({ plan }) => isOrdinary(plan));
  await database.inOrganisation(organisation, async (tx) => {
    const within: Database = { ...database, inOrganisation: (_id, work) => work(tx) };
    const casebook = openCasebook({ database: within, policies, now: () => clock.at });
    await fillInbox(casebook, {
      organisation,
      now,
      people,
      setClock: (at) => {
        clock.at = at;
      },
      again: known && { resident: known.plan.resident, caseId: known.caseId },
      makeReference: (on) => makeReference(on, random),
    });
  });
}

/** An open complaint of somebody who gave their name, which everybody sees. */
function isOrdinary({ standing, doings }: PlannedCase): boolean {
  const { status, handler } = standing.state;
  const isNamed = doings[0]?.input['anonymous'] !== true;
  return status === 'open' && handler !== undefined && isNamed && determineReach(standing).only === undefined;
}

/** The case of its own that a new issue in a request becomes. */
async function openLinked(
  casebook: Casebook,
  organisation: string,
  caseId: string,
  actor: Actor,
  linked: LinkedCase,
): Promise<void> {
  const record = await casebook.load(organisation, caseId);
  if (!record) return;
  const written = [...record.texts].sort(([a], [b]) => b - a).map(([, texts]) => texts);
  const find = (name: string): string | undefined => written.find((texts) => texts[name] !== undefined)?.[name];
  await openLinkedCase(casebook, record, linked, { actor, find });
}

const describe = (refusals: readonly { code: string; values: object }[]): string =>
  refusals.map(({ code, values }) => `${code} ${JSON.stringify(values)}`).join('; ');

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function makeReference(on: string, random: Random): string {
  const code = Array.from({ length: 5 }, () => random.pick([...LETTERS])).join('');
  return `${on.slice(2, 4)}-${code}`;
}
