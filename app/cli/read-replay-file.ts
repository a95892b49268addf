import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import {
  type Actor,
  type ActorKind,
  addHours,
  findCommand,
  type Happening,
  type IsoDate,
  isInstant,
  isIsoDate,
  localDateOf,
  localTimeOf,
  type Policy,
  type RoleHeld,
  SEAT_ROLES,
  seatField,
} from '../../engine/index.ts';
import { EXPECTED_KEYS, type Expected } from './compare-expected.ts';

/** Something wrong in a replay file: where, what and how to mend it. `line` counts from 1. */
export type ReplayFault = { readonly line: number; readonly message: string };

/** A replay file as read: what is in it, before a pack is known. */
export type ReplayFile = {
  readonly pack: string;
  readonly version: string | undefined;
  readonly service: string | undefined;
  readonly mode: 'live' | 'history';
  readonly asOf: IsoDate | undefined;
  /** What the file says should come of it. */
  readonly expect: Expected | undefined;
  readonly happened: readonly ToldHappening[];
  readonly people: Readonly<Record<string, readonly string[]>>;
  /** The line that each of the people stands on. */
  readonly linesOfPeople: Readonly<Record<string, number>>;
};

type ToldHappening = Omit<Happening, 'by'> & { readonly by?: string | undefined; readonly line: number };

const KEYS = ['pack', 'service', 'mode', 'people', 'happened', 'title', 'why', 'expect', 'as-of'];
const HAPPENING_KEYS = ['on', 'at', 'what', 'stage', 'by', 'with', 'recorded'];

/** Actors that need no entry under `people`: they hold no role of the landlord's. */
const OUTSIDE: Readonly<Record<string, ActorKind>> = {
  resident: 'resident',
  complainant: 'resident',
  representative: 'representative',
  ombudsman: 'ombudsman',
  'other-body': 'other-body',
};

/** Reads a replay file. Every fault is found at once, each with its line; nothing is guessed. */
export function readReplayFile(text: string): { file?: ReplayFile; faults: readonly ReplayFault[] } {
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    const line = text.slice(0, nul).split('\n').length;
    return { faults: [{ line, message: 'this is no text: it holds a NUL character' }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const lineOf = (node: unknown): number => lines.linePos((node as Node | undefined)?.range?.[0] ?? 0).line;
  const broken = document.errors.map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    message: describeBroken(error),
  }));
  if (broken.length > 0) return { faults: broken };
  const unwanted = findAliases(document, lineOf);
  if (unwanted.length > 0) return { faults: unwanted };
  if (!isMap(document.contents))
    return {
      faults: [{ line: 1, message: 'a replay file begins with `pack:` and `happened:`; see docs/reference/replay.md' }],
    };
  return readTop(document.contents, lineOf);
}

function describeBroken({ code, message }: YAMLError): string {
  if (code === 'DUPLICATE_KEY') return 'the same key stands here a second time: take one of the two out';
  if (code === 'MULTIPLE_DOCS')
    return 'a second document begins here, after `---`: put each case into a file of its own';
  const [first = ''] = message.split('\n');
  return `this is not YAML: ${first.replace(/ at line \d+, column \d+:?$/, '')}`;
}

/** One value standing for another: YAML allows it, and a history never needs it. */
function findAliases(document: Document, lineOf: LineOf): readonly ReplayFault[] {
  const faults: ReplayFault[] = [];
  visit(document, {
    Alias: (_key, node) => {
      if (faults.at(-1)?.line === lineOf(node)) return;
      faults.push({
        line: lineOf(node),
        message: `\`*${node.source}\`: write the value itself; aliases are not read here`,
      });
    },
  });
  return faults;
}

type LineOf = (node: unknown) => number;

function readTop(map: YAMLMap, lineOf: LineOf): { file?: ReplayFile; faults: readonly ReplayFault[] } {
  const faults: ReplayFault[] = checkKeys(map, KEYS, lineOf);
  const fail = (node: unknown, message: string): void => {
    faults.push({ line: lineOf(node), message });
  };
  const [pack, version] = String(map.get('pack') ?? '').split('@');
  if (!pack) fail(map, '`pack:` is missing: name the pack, like `pack: NAME` or `pack: NAME@VERSION`');
  const mode = map.get('mode') ?? 'live';
  if (mode !== 'live' && mode !== 'history')
    fail(map.get('mode', true), `\`mode: ${mode}\` is neither live nor history`);
  const asOf = map.get('as-of');
  if (asOf !== undefined && !isIsoDate(String(asOf)))
    fail(map.get('as-of', true), `as-of: ${String(asOf)} is not a date like 2026-03-27`);
  const expect = map.get('expect', true);
  if (isMap(expect)) faults.push(...checkKeys(expect, EXPECTED_KEYS, lineOf));
  const happened = map.get('happened', true);
  if (!isSeq(happened))
    fail(happened ?? map, '`happened:` is missing: a list of what happened, each with `on` and `what`');
  const told = isSeq(happened) ? readHappened(happened, lineOf, faults) : [];
  const file: ReplayFile = {
    pack: pack ?? '',
    version,
    service: map.has('service') ? String(map.get('service')) : undefined,
    mode: mode === 'history' ? 'history' : 'live',
    asOf: asOf === undefined ? undefined : (String(asOf) as IsoDate),
    expect: isMap(expect) ? (expect.toJSON() as Expected) : undefined,
    happened: told,
    people: readPeople(map, lineOf, faults),
    linesOfPeople: findLinesOfPeople(map, lineOf),
  };
  return faults.length > 0 ? { faults } : { file, faults };
}

function checkKeys(map: YAMLMap, known: readonly string[], lineOf: LineOf): ReplayFault[] {
  return map.items
    .filter((pair) => !known.includes(String(isScalar(pair.key) ? pair.key.value : pair.key)))
    .map((pair) => ({
      line: lineOf(pair.key),
      message: `\`${String(isScalar(pair.key) ? pair.key.value : pair.key)}\` is not known here; known are: ${known.join(', ')}`,
    }));
}

function readPeople(map: YAMLMap, lineOf: LineOf, faults: ReplayFault[]): Record<string, readonly string[]> {
  const people = map.get('people', true);
  if (people === undefined) return {};
  if (!isMap(people)) {
    faults.push({
      line: lineOf(people),
      message: '`people:` gives each person a list of roles, like `p1: [investigator]`',
    });
    return {};
  }
  return Object.fromEntries(
    people.items.map((pair) => {
      const roles = isSeq(pair.value)
        ? pair.value.items.map((item) => String(isScalar(item) ? item.value : item))
        : [String(isScalar(pair.value) ? pair.value.value : pair.value)];
      return [String(isScalar(pair.key) ? pair.key.value : pair.key), roles];
    }),
  );
}

function findLinesOfPeople(map: YAMLMap, lineOf: LineOf): Record<string, number> {
  const people = map.get('people', true);
  if (!isMap(people)) return {};
  return Object.fromEntries(
    people.items.map(({ key }) => [String(isScalar(key) ? key.value : key), lineOf(key)] as const),
  );
}

function readHappened(list: YAMLSeq, lineOf: LineOf, faults: ReplayFault[]): readonly ToldHappening[] {
  return list.items.flatMap((item) => {
    const own: ReplayFault[] = [];
    const told = isMap(item) ? readHappening(item, lineOf, own) : undefined;
    if (!isMap(item))
      own.push({ line: lineOf(item), message: 'a happening is written `{on: 2026-03-02, what: received}`' });
    faults.push(...own);
    return told && own.length === 0 ? [told] : [];
  });
}

function readHappening(map: YAMLMap, lineOf: LineOf, faults: ReplayFault[]): ToldHappening {
  faults.push(...checkKeys(map, HAPPENING_KEYS, lineOf));
  const fail = (key: string, message: string): void => {
    faults.push({ line: lineOf(map.get(key, true) ?? map), message });
  };
  const what = String(map.get('what') ?? '');
  if (what === '') fail('what', '`what:` is missing: say what happened, like `what: received`');
  else if (!findCommand(what))
    fail('what', `\`what: ${what}\` is no word that Redress knows; docs/reference/replay.md lists them all`);
  const moment = readMoment(map, fail);
  const recorded = map.get('recorded');
  if (recorded !== undefined && !isIsoDate(String(recorded)))
    fail('recorded', `recorded: ${String(recorded)} is not a date like 2026-03-27`);
  const given = map.get('with', true);
  if (given !== undefined && !isMap(given))
    fail('with', '`with:` is a list of names and values, like `with: {agreed: yes}`');
  return {
    ...moment,
    what,
    line: lineOf(map),
    stage: map.has('stage') ? String(map.get('stage')) : undefined,
    by: map.has('by') ? String(map.get('by')) : undefined,
    recorded: recorded === undefined ? undefined : (String(recorded) as IsoDate),
    ...(isMap(given) && { with: given.toJSON() as Record<string, unknown> }),
  };
}

function readMoment(
  map: YAMLMap,
  fail: (key: string, message: string) => void,
): { on: IsoDate; at?: string | undefined } {
  const at = map.get('at');
  const on = map.get('on');
  if (at !== undefined) {
    const instant = readInstant(String(at));
    if (instant === undefined)
      fail('at', `at: ${String(at)} is not a moment like 2026-03-27T14:30 (London time) or 2026-03-27T14:30:00Z`);
    const day = instant === undefined ? undefined : localDateOf(instant);
    if (day && on !== undefined && String(on) !== day)
      fail('on', `on: ${String(on)} is another day than at: ${String(at)}, which is ${day} in London`);
    return { on: day ?? ('0000-00-00' as IsoDate), at: instant };
  }
  if (on === undefined || !isIsoDate(String(on)))
    fail(
      'on',
      on === undefined
        ? 'say when: `on: 2026-03-27` or `at: 2026-03-27T14:30`'
        : `on: ${String(on)} is not a date like 2026-03-27`,
    );
  return { on: String(on) as IsoDate };
}

/** An instant with its zone as it is; without one, London's clock on that day. */
export function readInstant(text: string): string | undefined {
  if (isInstant(text)) return addHours(text, 0);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return undefined;
  const wallClock = String(text).slice(11, 16);
  const candidates = [`${text}Z`, `${text}+01:00`].filter(isInstant);
  return candidates.map((instant) => addHours(instant, 0)).find((instant) => localTimeOf(instant) === wallClock);
}

/**
 * The happenings with their people, as the pack knows roles: `by` is a name from `people`, a role of the pack (some
 * person who holds it and had no part before), or somebody outside the landlord. `stage` may also be its number.
 */
export function resolvePeople(
  file: ReplayFile,
  policy: Policy,
): { happenings: readonly Happening[]; faults: readonly ReplayFault[] } {
  const faults: ReplayFault[] = [];
  const roles = new Set(policy.pack.roles.map((role) => role.id));
  for (const [name, held] of Object.entries(file.people)) {
    for (const role of held)
      if (!roles.has(role.split(/[@+]/)[0] ?? ''))
        faults.push({
          line: file.linesOfPeople[name] ?? 1,
          message: `people: ${name} holds \`${role}\`, which is no role of ${policy.pack.pack}; its roles are: ${[...roles].join(', ')}`,
        });
  }
  const happenings = file.happened.map(({ line, by, ...told }, index): Happening => {
    const actor = by === undefined ? undefined : findActor(file, roles, by, index);
    if (by !== undefined && !actor)
      faults.push({ line, message: `by: ${by} is neither under \`people\` nor a role of ${policy.pack.pack}` });
    const given = addRolesOfChosen(file, told);
    return { ...told, ...(given && { with: given }), stage: spellStage(policy, told.stage), by: actor };
  });
  return { happenings, faults };
}

function findActor(file: ReplayFile, roles: ReadonlySet<string>, by: string, index: number): Actor | undefined {
  const held = file.people[by];
  if (held) return { id: by, kind: 'staff', roles: held.map(readRole) };
  if (roles.has(by)) return { id: `${by}-${index + 1}`, kind: 'staff', roles: [{ role: by }] };
  const outside = OUTSIDE[by];
  return outside && { id: by, kind: outside, roles: [], entitled: true };
}

/** `investigator`, `investigator@SERVICE` for one service only; `+DATE` behind it is the day of the role's training. */
function readRole(text: string): RoleHeld {
  const [held = text, trainedOn] = text.split('+');
  const [role = held, area] = held.split('@');
  return {
    role,
    ...(area !== undefined && { area }),
    ...(trainedOn !== undefined && { trainedOn: trainedOn as IsoDate }),
  };
}

/** People chosen by a name from `people`, with the roles they hold there: who is given the case, who sits where. */
function addRolesOfChosen(
  file: ReplayFile,
  { what, with: given }: Pick<Happening, 'what' | 'with'>,
): Happening['with'] {
  if (!given || !['allocated', 'step-done'].includes(findCommand(what)?.word ?? '')) return given;
  const { seats, ...rest } = given;
  const rolesOf = (name: unknown) => (typeof name === 'string' ? file.people[name]?.map(readRole) : undefined);
  const to = rolesOf(rest['to']);
  const seated = isSeats(seats) ? Object.entries(seats) : [];
  const known = seated.flatMap(([seat, name]) => (rolesOf(name) ? [[seat, rolesOf(name)] as const] : []));
  return {
    ...rest,
    ...(seats !== undefined && !isSeats(seats) && { seats }),
    ...Object.fromEntries(seated.map(([seat, name]) => [seatField(seat), name])),
    ...(known.length > 0 && { [SEAT_ROLES]: Object.fromEntries(known) }),
    ...(to && { 'to-roles': to }),
  };
}

const isSeats = (seats: unknown): seats is Record<string, unknown> =>
  typeof seats === 'object' && seats !== null && !Array.isArray(seats);

function spellStage(policy: Policy, stage: string | undefined): string | undefined {
  if (stage === undefined || !/^\d+$/.test(stage)) return stage;
  // where several procedures have one, that of the procedure for cases without a condition is meant
  const plainFirst = policy.pack.procedures.toSorted((a, b) => Number(!!a.when) - Number(!!b.when));
  return (
    plainFirst.flatMap((procedure) => procedure.stages).find((candidate) => String(candidate.number) === stage)?.id ??
    stage
  );
}
