import { openingPage } from '../../app/identity/paths.ts';
import { type CaseRecord, standingOf } from '../../app/store/cases/casebook.ts';
import {
  type Action,
  type Actor,
  addCalendarDays,
  type Field,
  fillWording,
  type IsoDate,
  listActions,
  makeContext,
  SEAT_ROLES,
  type Standing,
  seatField,
} from '../../engine/index.ts';
import type { CaseworkServer } from './casework-server.ts';

/** Somebody who may do anything and had no part in it: a new one for each step, so that nobody reviews their own work. */
export const entitled = (id: string): Actor => ({ id, kind: 'staff', roles: [], entitled: true });

/** Logs a complaint straight into the casebook. */
export async function logCase(server: CaseworkServer, input: Record<string, unknown> = {}): Promise<string> {
  const made = await server.parts.casebook.register({
    organisation: server.organisation,
    actor: entitled('logger'),
    moment: { on: server.parts.today() },
    input: { 'what-happened': 'The kitchen ceiling leaks and nobody comes.', subject: 'Leak in the kitchen', ...input },
    resident: { 'resident-name': 'Jo Sample', 'resident-address': '12 Orchard Close\nAnytown' },
  });
  if ('refused' in made) throw new Error(`Not logged: ${JSON.stringify(made.refused)}`);
  return made.caseId;
}

/** Says why the person signed in opens a restricted case, as whoever may see it must before its first page. */
export async function sayWhy(server: CaseworkServer, id: string, reason = 'working'): Promise<void> {
  const { status, body } = await server.send(openingPage({ id }), { 'opening-reason': reason });
  if (status !== 303) throw new Error(`The case was not opened: ${status} ${body.slice(0, 200)}`);
}

export async function loadCase(server: CaseworkServer, id: string): Promise<CaseRecord> {
  const record = await server.parts.casebook.load(server.organisation, id);
  if (!record) throw new Error('The case is not there.');
  return record;
}

export const standingNow = (server: CaseworkServer, record: CaseRecord): Standing =>
  standingOf(record, { on: server.parts.today(), at: server.parts.now() });

/** Does one thing on a case, with all its wording filled in; throws when it is refused. */
export async function doOn(
  server: CaseworkServer,
  id: string,
  command: string,
  more: { input?: Record<string, unknown>; step?: string; by?: string } = {},
): Promise<void> {
  const wish = { organisation: server.organisation, caseId: id, actor: entitled(more.by ?? `${command}-er`), command };
  const moment = { on: server.parts.today() };
  const outcome = await server.parts.casebook.act({ ...wish, moment, input: more.input ?? {}, step: more.step });
  if (!('done' in outcome)) throw new Error(`${command}: ${JSON.stringify(outcome)}`);
}

/** Answers every field of an action: wording as told, the first of choices, yes, today. */
export function answerAll(
  standing: Standing,
  { command, step }: Pick<Action, 'command' | 'step'>,
): Record<string, unknown> {
  const context = makeContext(standing, standing.asOf);
  // What a step asks only after one of its own answers is asked here all the same.
  const fields = command.fields(context, step).map((field) => (step ? { ...field, required: true } : field));
  const told = fillWording(context, command, fields, {});
  return {
    ...Object.fromEntries(fields.flatMap((field) => answer(field, standing))),
    ...told,
    ...fillSeats(standing, step),
  };
}

/** For each seat of a step a new person, who holds the roles it asks for in every area and has had all training. */
function fillSeats({ policy: { pack } }: Standing, step: Action['step']): Record<string, unknown> {
  const seats = step?.seats ?? [];
  if (seats.length === 0) return {};
  const trainedOn = '2000-01-01' as IsoDate;
  const rolesFor = ({ who }: (typeof seats)[number]) =>
    pack.roles
      .filter(
        ({ id }) =>
          (who.role === undefined && who['any-of'] === undefined) || who.role === id || who['any-of']?.includes(id),
      )
      .flatMap(({ id: role }) => [
        { role, trainedOn },
        ...pack.services.map(({ id: area }) => ({ role, area, trainedOn })),
      ]);
  const people = seats.map(({ id }) => [seatField(id), `${step?.id}-${id}`]);
  const roles = seats.map((seat) => [seat.id, rolesFor(seat)]);
  return { ...Object.fromEntries(people), [SEAT_ROLES]: Object.fromEntries(roles) };
}

function answer(field: Field, { asOf }: Standing): [string, unknown][] {
  switch (field.kind) {
    case 'yes-no':
      return field.required ? [[field.name, true]] : [];
    case 'choice':
      return field.required && field.options[0] ? [[field.name, field.options[0].value]] : [];
    case 'date':
      return field.required ? [[field.name, addCalendarDays(asOf.on, field.name === 'next-update-on' ? 5 : 0)]] : [];
    case 'number':
    case 'money':
      return field.required ? [[field.name, 1]] : [];
    default:
      return [];
  }
}

/**
 * Takes a case through its procedure, the next thing asked for each time, the next stage asked for when nothing is
 * left, telling of every position it comes to. A day passes between two steps.
 */
export async function walkCase(
  server: CaseworkServer,
  id: string,
  tell: (standing: Standing, at: number) => Promise<void>,
  most = 25,
): Promise<void> {
  let tried = new Set<string>();
  for (let at = 0; at < most; at += 1) {
    const standing = standingNow(server, await loadCase(server, id));
    await tell(standing, at);
    const actions = listActions(standing, entitled(`person-${at}`)).filter(({ refusals }) => refusals.length === 0);
    const next = actions.find((action) => action.next && !tried.has(action.id));
    const action =
      next ??
      actions.find(
        ({ command }) => ['request-escalation', 'accept-escalation'].includes(command.name) && !tried.has(command.word),
      );
    if (!action) return;
    tried.add(action.id);
    await server.parts.casebook.act({
      organisation: server.organisation,
      caseId: id,
      actor: entitled(`person-${at}`),
      command: action.command.name,
      step: action.step?.id,
      moment: { on: standing.asOf.on },
      input: answerAll(standing, action),
    });
    const stage = standing.state.visits.length;
    const after = standingNow(server, await loadCase(server, id));
    if (after.state.visits.length > stage) tried = new Set();

    server.setDay(addCalendarDays(standing.asOf.on as IsoDate, 1));
  }
}
