// Histories told by dice: whatever the pack's own actions and fields offer, by its people, on one day after another.
import fc from 'fast-check';
import { loadCalendars } from '../../app/packs/load-calendars.ts';
import { loadPolicies } from '../../app/packs/load-packs.ts';
import {
  type Action,
  type Actor,
  addCalendarDays,
  type Calendar,
  type CaseEvent,
  decideCommand,
  determineStanding,
  type Field,
  fillWording,
  findCommand,
  type Happening,
  type IsoDate,
  listActions,
  makeContext,
  numberEvents,
  type Policy,
  type Standing,
} from '../../engine/index.ts';

/** A pack to tell histories under, with its calendar and some people: two for each role, and one for all of them. */
export type Ground = { readonly policy: Policy; readonly calendar: Calendar; readonly people: readonly Actor[] };

/** One turn: how many days later, which action, by whom, and dice for what is filled in. */
export type Turn = {
  readonly gap: number;
  readonly pick: number;
  readonly who: number;
  readonly goesOn: boolean;
  readonly dice: readonly number[];
};

export type ToldHistory = {
  readonly happenings: readonly Happening[];
  /** Those that were accepted, in the same order. */
  readonly accepted: readonly Happening[];
  readonly events: readonly CaseEvent[];
  readonly end: IsoDate;
};

const FIRST_DAY = '2026-03-02' as IsoDate;

/** Turns for a history of some length. `goesOn` takes what the pack asks for next, so that late stages are reached. */
export const turns = (most = 24): fc.Arbitrary<readonly Turn[]> =>
  fc.array(
    fc.record({
      gap: fc.nat(9),
      pick: fc.nat(9999),
      who: fc.nat(9999),
      goesOn: fc.integer({ min: 0, max: 9 }).map((n) => n < 7),
      dice: fc.array(fc.nat(9999), { minLength: 8, maxLength: 8 }),
    }),
    { minLength: 4, maxLength: most },
  );

/** Every pack of the installation that can be run. */
export async function loadGrounds(): Promise<readonly Ground[]> {
  const { policies } = await loadPolicies();
  return policies.names().flatMap((name) => {
    const policy = policies.versions(name).at(-1);
    if (!policy) return [];
    const { nation, closures } = policy.pack.calendar;
    return [
      {
        policy,
        calendar: loadCalendars().calendarFor(nation, { closures: closures as never }),
        people: castOf(policy),
      },
    ];
  });
}

function castOf({ pack }: Policy): readonly Actor[] {
  const ofRole = pack.roles.flatMap((role) => [`${role.id}-a`, `${role.id}-b`].map((name) => staff(name, [role])));
  return [...ofRole, staff('everything', pack.roles)];
}

/** Everybody has had the training of their role. */
const staff = (id: string, roles: Policy['pack']['roles']): Actor => ({
  id,
  kind: 'staff',
  roles: roles.map(({ id: role, training }) => ({ role, ...(training && { trainedOn: '2020-01-01' as IsoDate }) })),
});
const resident: Actor = { id: 'resident', kind: 'resident', roles: [] };

/** Tells a history: each turn is wished for on the standing of its day, and recorded where nothing stands against it. */
export function tellHistory({ policy, calendar, people }: Ground, dice: readonly Turn[]): ToldHistory {
  const events: CaseEvent[] = [];
  const happenings: Happening[] = [];
  const accepted: Happening[] = [];
  let on = FIRST_DAY;
  for (const [index, turn] of dice.entries()) {
    on = index === 0 ? on : addCalendarDays(on, turn.gap);
    const standing = determineStanding(policy, calendar, events, { on });
    const happening = index === 0 ? tellReceipt(standing, turn) : tellNext(standing, people, turn);
    const taken = take(standing, happening);
    happenings.push(happening);
    if (!taken) continue;
    accepted.push(happening);
    events.push(...taken.map((event, i) => ({ ...event, n: events.length + i + 1 })));
  }
  return { happenings, accepted, events, end: on };
}

function take(standing: Standing, happening: Happening): readonly CaseEvent[] | undefined {
  const command = findCommand(happening.what);
  if (!command) throw new Error(`no command ${happening.what}`);
  const moment = { on: happening.on };
  const context = makeContext(standing, moment);
  const { step, ...input } = (happening.with ?? {}) as { step?: string };
  const action = listActions(standing, happening.by ?? resident).find(
    (one) => one.command === command && one.step?.id === step,
  );
  const fields = command.fields(context, action?.step);
  const wish = {
    command,
    actor: happening.by ?? resident,
    moment,
    step,
    input: fillWording(context, command, fields, input),
  };
  const decision = decideCommand(standing, wish);
  if (decision.refusals.length > 0) return undefined;
  return numberEvents(
    standing,
    decision.events.map(({ body }) => body),
    { moment },
    wish.actor,
  );
}

function tellReceipt(standing: Standing, turn: Turn): Happening {
  const receive = findCommand('received');
  const fields = receive?.fields(makeContext(standing, standing.asOf)) ?? [];
  const given = fillIn(standing, fields, turn, []);
  return { on: standing.asOf.on, what: 'received', by: resident, with: { ...given, kind: 'complaint' } };
}

function tellNext(standing: Standing, people: readonly Actor[], turn: Turn): Happening {
  const chosen = people[turn.who % people.length] ?? resident;
  const actions = listActions(standing, chosen);
  const action = chooseAction(actions, turn);
  const by = action.command.takenBy === 'resident' ? resident : chosen;
  const fields = action.command.fields(makeContext(standing, standing.asOf), action.step);
  const given = fillIn(standing, fields, turn, people);
  const step = action.step ? { step: action.step.id } : {};
  return { on: standing.asOf.on, what: action.command.word, by, with: { ...step, ...given } };
}

const WAYS_ON = ['escalation-accepted', 'escalation-requested'];
/** Without these nothing goes on, so they are seldom left out. */
const SETTLING = ['owner', 'due', 'agreed'];
/** What ends a case, or shuts most people out of it, and would end most histories early. */
const ENDINGS = [
  ...['withdrawn', 'referred', 'closed', 'complaint-refused', 'escalation-refused', 'case-restricted'],
  ...['merged', 'not-ours'],
];
/** What moves dates, and is too rare among all the rest. */
const TELLING = ['extended', 'corrected', 'voided', 'reopened', 'promise-made', 'point-added', 'time-agreed'];

/**
 * What the pack asks for next, or the way into the next stage; else anything that is open, the rarer things more often
 * than their share; and one time in six anything at all, allowed or not.
 */
function chooseAction(actions: readonly Action[], turn: Turn): Action {
  const open = actions.filter(({ refusals }) => refusals.length === 0);
  const next = [
    ...open.filter((action) => action.next),
    ...open.filter(({ command }) => WAYS_ON.includes(command.word)),
  ];
  const kept = open.filter(({ command }) => !ENDINGS.includes(command.word) || turn.pick % 7 === 0);
  const weighed = [
    ...kept,
    ...kept.flatMap((action) => (TELLING.includes(action.command.word) ? [action, action, action, action] : [])),
  ];
  const wild = turn.pick % 6 === 0 || weighed.length === 0;
  const from = turn.goesOn && next.length > 0 ? next.slice(0, 1) : wild ? actions : weighed;
  const action = from[turn.pick % from.length];
  if (!action) throw new Error('no action at all');
  return action;
}

function fillIn(
  standing: Standing,
  fields: readonly Field[],
  turn: Turn,
  people: readonly Actor[],
): Record<string, unknown> {
  const entries = fields.flatMap((field, i) => {
    const die = turn.dice[i % turn.dice.length] ?? 0;
    const wanted = field.required || (die + i) % 5 === 0 || (SETTLING.includes(field.name) && die % 20 !== 1);
    const value = wanted ? chooseValue(standing, field, die, people) : undefined;
    return value === undefined ? [] : [[field.name, value] as const];
  });
  return Object.fromEntries(entries);
}

function chooseValue(standing: Standing, field: Field, die: number, people: readonly Actor[]): unknown {
  switch (field.kind) {
    case 'choices':
      return field.options.slice(die % Math.max(1, field.options.length)).map(({ value }) => value);
    case 'choice':
      return field.options[die % Math.max(1, field.options.length)]?.value;
    case 'yes-no':
      return die % 2 === 0;
    case 'date':
    case 'moment':
      return addCalendarDays(standing.asOf.on, (die % 260) - 250);
    case 'number':
      return field.name === 'recording' ? 1 + (die % Math.max(1, standing.history.length)) : 1 + (die % 15);
    case 'money':
      return die * 7;
    case 'person':
      return people[die % Math.max(1, people.length)]?.id;
    case 'people':
      return people.slice(die % Math.max(1, people.length)).map(({ id }) => id);
    case 'per-point':
      // wording is filled in as told
      if (!field.fields.some(({ name }) => name === 'finding')) return undefined;
      return Object.fromEntries(
        field.points.map(({ n }) => [
          String(n),
          { finding: ['upheld', 'partially-upheld', 'not-upheld'][(die + n) % 3] },
        ]),
      );
    default:
      return undefined;
  }
}
