import type { CaseEvent, PersonNamed, RoleHeld } from '../case/events.ts';
import { findHandler } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { findStage } from '../policy/find-in-pack.ts';
import type { Actor } from './command.ts';
import { guardCommand, makeContext } from './decide-command.ts';
import { determineReach } from './determine-reach.ts';
import { isTooEarly } from './is-too-early.ts';
import type { Action } from './list-actions.ts';
import { isDecision, listNextActions } from './list-next-actions.ts';

/** Somebody whom a case waits for, most often not by name but by the role they hold. */
export type Awaited = {
  /** See `nameRoleHeld`; `*` is anybody of the staff who holds a role, `=ID` one person whom the case was given to. */
  readonly who: string;
  /** People who may not, because of what they did on the case before. */
  readonly except: readonly string[];
};

/** What a case waits for on the day we look. */
export type Waiting = {
  /** Somebody has the case, and can do nothing of what is next. */
  readonly forOthers: boolean;
  readonly awaited: readonly Awaited[];
  /** Nobody has the case, and nothing of it waits for a decision: it waits for somebody to take it on. */
  readonly unassigned: boolean;
};

/** Also the role of somebody who holds one, and none that a procedure asks for. */
const ANYBODY = '*';

/** A role held as `Awaited.who` names it: `ROLE` where it is held for all services, `ROLE@SERVICE` for one only. */
export const nameRoleHeld = ({ role, area }: RoleHeld): string => (area === undefined ? role : `${role}@${area}`);

/** How `Awaited.who` names one person: `=ID`. */
export const nameAwaited = (id: string): string => `=${id}`;

/** Everything under which a person is looked for among those whom cases wait for: for somebody without a role none does. */
export const listNamesAwaited = ({ id, roles }: Pick<Actor, 'id' | 'roles'>): readonly string[] => [
  ...new Set([...(roles.length > 0 ? [ANYBODY] : []), nameAwaited(id), ...roles.map(nameRoleHeld)]),
];

/** A training long past: whether somebody had theirs is judged by person, when they look. */
const TRAINED_ON = '0001-01-01' as NonNullable<RoleHeld['trainedOn']>;

/**
 * Who could take the next steps of an open case, where whoever has it cannot or nobody has it. Found by asking the
 * guards of the engine for each role of the pack, held for all services and for each, so that what waits for a person
 * can be looked up by their roles. What whoever has the case can do themselves waits for nobody else.
 *
 * Example: found on, and to be approved by a head of the same service: `head-of-service` and `head-of-service@homes`,
 * except whoever investigated where the pack says so.
 */
export function listWaiting(standing: Standing): Waiting {
  const { state } = standing;
  if (state.status === 'none' || state.status === 'closed') return NOTHING;
  const handler = findHandler(state);
  const next = listNextActions(standing, entitled(''), handler === undefined);
  const possible = next.filter(({ refusals }) => refusals.length === 0);
  const own = possible.filter(
    (action) => handler !== undefined && mayDo(standing, makeGiven(standing, handler), action),
  );
  const others = possible.filter(
    (action) =>
      !own.includes(action) && !isTooEarly(standing, action) && (own.length === 0 || action.next || isDecision(action)),
  );
  return {
    forOthers: handler !== undefined && own.length === 0,
    awaited: listAwaited(standing, others),
    unassigned: handler === undefined && !others.some(isDecision),
  };
}

const NOTHING: Waiting = { forOthers: false, awaited: [], unassigned: false };

const entitled = (id: string): Actor => ({ id, kind: 'staff', roles: [], entitled: true });

/** Somebody with the roles they held when the case was given to them; where none were told, as one who may. */
function makeGiven({ history }: Standing, id: string): Actor {
  const given = history.findLast((event) => event.type === 'allocated' && event.to === id);
  const roles = given?.type === 'allocated' ? given.toRoles : [];
  return { id, kind: 'staff', roles, entitled: roles.length === 0 };
}

function mayDo(standing: Standing, actor: Actor, { command, step }: Action): boolean {
  return guardCommand(makeContext(standing, standing.asOf), actor, command, step).length === 0;
}

function listAwaited(standing: Standing, actions: readonly Action[]): readonly Awaited[] {
  const found = new Map<string, readonly string[]>();
  const candidates = actions.length > 0 ? listCandidates(standing) : [];
  for (const action of actions) {
    const except = listActed(standing).filter((id) => !mayDo(standing, entitled(id), action));
    for (const { who } of findAble(standing, action, candidates)) {
      const known = found.get(who);
      found.set(who, known ? known.filter((id) => except.includes(id)) : except);
    }
  }
  return [...found].map(([who, except]) => ({ who, except }));
}

type Candidate = { readonly who: string; readonly actor: Actor };

/** Whoever can do it for what they are; where no role by itself is enough, each that is part of what is asked. */
function findAble(standing: Standing, action: Action, candidates: readonly Candidate[]): readonly Candidate[] {
  const anybody: Candidate = { who: ANYBODY, actor: { id: '', kind: 'staff', roles: [{ role: ANYBODY }] } };
  if (mayDo(standing, anybody.actor, action)) return [anybody];
  const able = candidates.filter(({ actor }) => mayDo(standing, actor, action));
  if (able.length > 0) return able;
  const context = makeContext(standing, standing.asOf);
  const against = ({ actor }: Candidate): number => guardCommand(context, actor, action.command, action.step).length;
  const most = against(anybody);
  return candidates.filter((candidate) => against(candidate) < most);
}

function listCandidates(standing: Standing): readonly Candidate[] {
  const { roles, services } = standing.policy.pack;
  const held = roles.flatMap(({ id: role, area }): readonly RoleHeld[] => [
    { role, trainedOn: TRAINED_ON },
    ...(area === 'of-the-service' && services.length > 1
      ? services.map(({ id }) => ({ role, area: id, trainedOn: TRAINED_ON }))
      : []),
  ]);
  const visit = standing.state.visits.at(-1)?.index;
  const given = standing.state.givenTo.filter((one) => one.visit === visit).map(({ person }) => person);
  return [
    ...held.map((one): Candidate => ({ who: nameRoleHeld(one), actor: { id: '', kind: 'staff', roles: [one] } })),
    ...[...new Set(given)].map((id): Candidate => ({ who: nameAwaited(id), actor: makeGiven(standing, id) })),
    ...listSeated(standing, visit),
    ...listInReach(standing),
  ];
}

/** Whoever has a seat in this stay, with the roles they held when they were named: some steps are for them alone. */
function listSeated({ state }: Standing, visit: number | undefined): readonly Candidate[] {
  const seats = state.steps.filter((one) => one.visit === visit).flatMap((one) => one.seats ?? []);
  return seats.map(({ person, roles }) => ({ who: nameAwaited(person), actor: { id: person, kind: 'staff', roles } }));
}

/** On a restricted case each who sees it for their part in it, with the roles they held then: by role alone nobody may. */
function listInReach(standing: Standing): readonly Candidate[] {
  const held = new Map<string, readonly RoleHeld[]>();
  for (const event of standing.history) {
    if (event.by.kind === 'staff') held.set(event.by.id, event.by.roles);
    if (event.type === 'step-done') for (const { person, roles } of event.seats ?? []) held.set(person, roles);
    if (event.type === 'allocated') held.set(event.to, event.toRoles);
    for (const { person, roles } of namedBy(event)) held.set(person, roles);
  }
  const people = determineReach(standing).only?.people ?? [];
  return people.map((id) => ({ who: nameAwaited(id), actor: { id, kind: 'staff', roles: held.get(id) ?? [] } }));
}

/** Whom an event names to work on a restricted case. */
function namedBy(event: CaseEvent): readonly PersonNamed[] {
  if (event.type === 'case-opened-to') return event.people;
  return event.type === 'case-restricted' ? (event.openTo ?? []) : [];
}

/** Everybody of the staff who had anything to do with a case. */
function listActed({ history, state }: Standing): readonly string[] {
  const acted = history.filter(({ by }) => by.kind === 'staff').map(({ by }) => by.id);
  const seated = state.steps.flatMap(({ seats = [] }) => seats.map(({ person }) => person));
  return [...new Set([...acted, ...seated])];
}

/**
 * Who answers for a case at its present stage beside whoever has it: those named, in seats of a step, before it was
 * looked into. They are told when it comes close or is late. Not the one who has it, and not those who sit and decide.
 */
export function listNamedPeople(standing: Standing): readonly string[] {
  const { state, policy } = standing;
  const visit = state.visits.at(-1);
  const stage = findStage(policy, visit?.procedure, visit?.stage);
  const looks =
    stage?.steps.filter(({ does }) => does === 'investigate' || does === 'respond').map(({ id }) => id) ?? [];
  const names = stage?.steps.filter(({ before = [] }) => before.includes(looks[0] ?? '')).map(({ id }) => id) ?? [];
  const last = names.flatMap(
    (step) => state.steps.findLast((one) => one.step === step && one.visit === visit?.index) ?? [],
  );
  const people = last.flatMap(({ seats = [] }) => seats.map(({ person }) => person));
  return [...new Set(people)].filter((person) => person !== findHandler(state));
}
