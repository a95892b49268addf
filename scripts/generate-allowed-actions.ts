// Makes allowed-actions.md of each pack: who may do what, and when, in the positions that the pack's examples reach.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readReplayFile, resolvePeople } from '../app/cli/read-replay-file.ts';
import { loadCalendars } from '../app/packs/load-calendars.ts';
import { loadPacks } from '../app/packs/load-packs.ts';
import {
  type Actor,
  type Calendar,
  type CaseEvent,
  determineStanding,
  type IsoDate,
  listActions,
  listAllowed,
  type Policy,
  replayHappenings,
  type Standing,
} from '../engine/index.ts';

type Generated = { readonly path: string; readonly text: string };
type PlayedExample = { readonly name: string; readonly events: readonly CaseEvent[] };
/** Where a case stands after something happened, and what each role may then do, by role id. */
type Position = {
  readonly stage: string;
  readonly after: string;
  readonly example: string;
  readonly standing: Standing;
  readonly allowed: ReadonlyMap<string, readonly string[]>;
  readonly before: ReadonlyMap<string, readonly string[]>;
};

/** `<pack>/allowed-actions.md` for each pack of a policies folder that has examples; from its last version. */
export async function generateAllowedActions(policies: string): Promise<readonly Generated[]> {
  if (!existsSync(policies)) return [];
  const { versions } = await loadPacks({ folder: policies });
  const sound = versions.flatMap(({ policy, faults }) => (policy && faults.length === 0 ? [policy] : []));
  const last = new Map(sound.toSorted(byVersion).map((policy) => [policy.pack.pack, policy]));
  const made = [...last.values()].map(async (policy) => {
    const examples = await playExamples(policy, join(policies, policy.pack.pack, 'examples'));
    const path = `${policy.pack.pack}/allowed-actions.md`;
    return examples.length === 0 ? [] : [{ path, text: renderAllowedActions(policy, calendarOf(policy), examples) }];
  });
  return (await Promise.all(made)).flat();
}

const byVersion = (a: Policy, b: Policy): number => (a.pack['in-force'].from < b.pack['in-force'].from ? -1 : 1);

const calendarOf = ({ pack }: Policy): Calendar =>
  loadCalendars().calendarFor(pack.calendar.nation, { closures: pack.calendar.closures as never });

async function playExamples(policy: Policy, folder: string): Promise<readonly PlayedExample[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const { file, faults } = readReplayFile(await readFile(join(folder, name), 'utf8'));
      if (!file) throw new Error(`${join(folder, name)}: ${faults.map(({ message }) => message).join('; ')}`);
      const { happenings } = resolvePeople(file, policy);
      const asOf = file.asOf ?? ('2050-01-01' as IsoDate);
      const replay = replayHappenings(policy, calendarOf(policy), happenings, {
        ...file,
        asOf,
        recordingCounts: 'happenings',
      });
      return { name: name.replace('.yaml', ''), events: replay.events };
    }),
  );
}

/** The page for one pack: positions by stage, then the table of relations. */
export function renderAllowedActions(policy: Policy, calendar: Calendar, examples: readonly PlayedExample[]): string {
  const positions = findPositions(policy, calendar, examples);
  const stages = policy.pack.procedures.flatMap((procedure) => procedure.stages);
  const bySection = [{ id: '', name: 'Before any stage' }, ...stages].flatMap(({ id, name }) => {
    const own = positions.filter((position) => position.stage === id);
    return own.length === 0 ? [] : [`## ${name}\n\n${own.map((one) => renderPosition(policy, one)).join('\n\n')}`];
  });
  const relations = renderRelations(policy, calendar, examples);
  const intro = `# Who may do what: ${policy.pack.organisation.name}, ${policy.pack.version}

Generated from the pack and its examples by \`npm run packs\`; read it as a diff. A position is a stage and what happened
there last, in the first example that reaches it. It tells what somebody who holds one role, and had no part in the case,
may do; shown is only what changes from the position before it in that example (**can now**, ~~no longer~~).`;
  return `${[intro, ...bySection, relations].join('\n\n')}\n`;
}

function findPositions(policy: Policy, calendar: Calendar, examples: readonly PlayedExample[]): readonly Position[] {
  const found = new Map<string, Position>();
  for (const { name, events } of examples) {
    let before: Position['allowed'] = new Map();
    for (const [index, event] of events.entries()) {
      const standing = standAfter(policy, calendar, events.slice(0, index + 1));
      const stage = standing.state.visits.at(-1)?.stage ?? '';
      const after = describeEvent(event);
      const allowed = listByRole(policy, standing);
      const key = `${stage} ${after}`;
      if (!found.has(key)) found.set(key, { stage, after, example: name, standing, allowed, before });
      before = allowed;
    }
  }
  return [...found.values()];
}

/** As things stood on the day the last of these was recorded. */
function standAfter(policy: Policy, calendar: Calendar, events: readonly CaseEvent[]): Standing {
  const on = events.map((event) => event.recordedOn).reduce((latest, day) => (day > latest ? day : latest));
  return determineStanding(policy, calendar, events, { on });
}

function describeEvent(event: CaseEvent): string {
  if (event.type !== 'step-done') return event.type;
  return `step-done:${event.step}${event.outcome === undefined ? '' : ` (${event.outcome})`}`;
}

function listByRole({ pack }: Policy, standing: Standing): Position['allowed'] {
  const uninvolved = (role: string): Actor => ({ id: `uninvolved:${role}`, kind: 'staff', roles: [{ role }] });
  return new Map(pack.roles.map(({ id }) => [id, listAllowed(standing, uninvolved(id))]));
}

function renderPosition({ pack }: Policy, { after, example, allowed, before }: Position): string {
  const changes = pack.roles.map(({ id, title }) => {
    const [now, was] = [allowed.get(id) ?? [], before.get(id) ?? []];
    const gained = now.filter((action) => !was.includes(action)).map((action) => `**${action}**`);
    const lost = was.filter((action) => !now.includes(action)).map((action) => `~~${action}~~`);
    return { title, change: [...gained, ...lost].join(', ') || 'no change' };
  });
  const rows = [...Map.groupBy(changes, ({ change }) => change)];
  const lines = rows.map(([change, roles]) => {
    const who = roles.length === pack.roles.length ? 'Every role' : roles.map(({ title }) => title).join(', ');
    return `- ${who}: ${change}`;
  });
  return `### After \`${after}\`\n\n${lines.join('\n')}\n\nReached by ${example}.`;
}

type Relation = { readonly name: string; readonly actor: Actor };

/** One table: what each relation to a case allows, just before the final answer, to people who hold every role. */
function renderRelations(policy: Policy, calendar: Calendar, examples: readonly PlayedExample[]): string {
  const found = examples.flatMap(({ name, events }) => {
    const last = events.findIndex((event) => event.type === 'response-issued' && event.final);
    return last === -1 ? [] : [{ name, events: events.slice(0, last) }];
  })[0];
  if (!found) return '';
  const standing = standAfter(policy, calendar, [...found.events, ...complainAbout(policy, found.events)]);
  const relations = listRelations(policy, standing);
  const columns = relations.map(({ actor }) =>
    listActions(standing, actor).filter(({ command }) => isTheirs(actor, command)),
  );
  const ids = [...new Set(columns.flat().map(({ id }) => id))];
  const rows = ids.map((id) => {
    const cells = columns.map((actions) => {
      const action = actions.find((candidate) => candidate.id === id);
      if (!action) return '';
      return action.refusals.length === 0 ? 'yes' : [...new Set(action.refusals.map(({ code }) => code))].join(', ');
    });
    return `| ${[id, ...cells].join(' | ')} |`;
  });
  const head = ['', ...relations.map(({ name }) => name)];
  return `## What somebody's relation to the case changes

Just before the final answer of ${found.name}, for people of the staff who hold every role, and for those outside. Empty:
not theirs to do.

| ${head.join(' | ')} |
|${head.map(() => '---').join('|')}|
${rows.join('\n')}`;
}

const isTheirs = ({ kind }: Actor, { takenBy }: { takenBy: string }): boolean =>
  kind === 'staff' || takenBy === 'anybody' || takenBy === (kind === 'representative' ? 'resident' : kind);

const THE_PERSON = 'the-person-complained-about';

/** Where the pack asks whom a complaint is about: the answer. */
function complainAbout({ pack }: Policy, events: readonly CaseEvent[]): readonly CaseEvent[] {
  const fact = Object.entries(pack.facts).find(([, { 'person-restricted': restricted }]) => restricted === true)?.[0];
  const last = events.at(-1);
  if (fact === undefined || !last) return [];
  return [{ ...last, type: 'facts-recorded', facts: { [fact]: THE_PERSON }, n: last.n + 1 }];
}

function listRelations({ pack }: Policy, { state }: Standing): readonly Relation[] {
  const roles = pack.roles.map(({ id }) => ({ role: id }));
  const staff = (name: string, id: string | undefined): Relation[] =>
    id === undefined || id === '' ? [] : [{ name, actor: { id, kind: 'staff', roles } }];
  const first = state.visits[0]?.stage;
  const tookFirst = state.steps.filter((step) => step.stage === first);
  const restricted = Object.values(pack.facts).some((fact) => fact['person-restricted'] === true);
  return [
    ...staff('uninvolved', 'uninvolved'),
    ...staff('complained about', restricted ? THE_PERSON : undefined),
    ...staff('investigated the first stage', findPerson(pack, tookFirst, 'investigate')),
    ...staff('answered the first stage', findPerson(pack, tookFirst, 'respond')),
    ...staff('handler', state.handler?.person),
    { name: 'resident', actor: { id: 'resident', kind: 'resident', roles: [] } },
    { name: 'representative', actor: { id: 'representative', kind: 'representative', roles: [] } },
    { name: 'ombudsman', actor: { id: 'ombudsman', kind: 'ombudsman', roles: [] } },
  ];
}

/** Who took the steps of a stage that do this. */
function findPerson(pack: Policy['pack'], taken: Standing['state']['steps'], does: string): string | undefined {
  const steps = pack.procedures.flatMap(({ stages }) => stages.flatMap((stage) => stage.steps));
  const ids = new Set(steps.filter((step) => step.does === does).map(({ id }) => id));
  return taken.find((step) => ids.has(step.step))?.person;
}
