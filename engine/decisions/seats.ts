import type { RoleHeld, SeatTaken } from '../case/events.ts';
import type { Seat, Step } from '../policy/schema.ts';
import { checkWho } from './check-who.ts';
import type { CaseContext, Input } from './command.ts';
import type { Field } from './field.ts';
import { answerOf, textOf } from './input-values.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The input that holds the roles of the people chosen, by seat; whoever calls looks them up. */
export const SEAT_ROLES = 'seat-roles';

/** The name of the field that asks who sits there: `seats.chair`. */
export const seatField = (seat: string): string => `seats.${seat}`;

/** A person for each seat of a step. A mere try, where one counts, fills none. */
export function seatFields(step: Step): readonly Field[] {
  return (step.seats ?? []).map((seat) => ({
    name: seatField(seat.id),
    label: seat.name,
    required: !seat.optional && !step['tried-counts'],
    clause: seat.clause ?? step.clause,
    kind: 'person',
  }));
}

/** Who sits where, as the event keeps it; undefined for a step without seats. */
export function readSeats(step: Step, input: Input): readonly SeatTaken[] | undefined {
  const taken = (step.seats ?? []).flatMap(({ id }) => {
    const person = textOf(input, seatField(id));
    return person === undefined ? [] : [{ seat: id, person, roles: rolesOf(input, id) ?? [] }];
  });
  return taken.length === 0 ? undefined : taken;
}

function rolesOf(input: Input, seat: string): readonly RoleHeld[] | undefined {
  const roles = (input[SEAT_ROLES] as Readonly<Record<string, unknown>> | undefined)?.[seat];
  return Array.isArray(roles) ? (roles as readonly RoleHeld[]) : undefined;
}

/**
 * Why somebody cannot sit where they were put: each person is judged by the seat's own `who`, with the name of the
 * seat beside the reason; nobody sits twice; a seat that must be filled is.
 */
export function checkSeats(context: CaseContext, step: Step, input: Input): readonly Refusal[] {
  if (step['tried-counts'] && answerOf(input, 'tried') === true) return [];
  return (step.seats ?? []).flatMap((seat, index) => {
    const person = textOf(input, seatField(seat.id));
    if (person === undefined) return step['tried-counts'] ? checkEmpty(step, seat) : [];
    const roles = rolesOf(input, seat.id);
    const sitter = { id: person, kind: 'staff' as const, roles: roles ?? [], entitled: roles === undefined };
    const reasons = checkWho(context, sitter, seat.who, seat.clause ? seat : step);
    const before = (step.seats ?? []).slice(0, index).filter(({ id }) => textOf(input, seatField(id)) === person);
    const twice = before.map((other) => refuse('seat-taken-twice', [seat, step], { other: other.name }));
    return [...reasons, ...twice].map((reason) => nameSeat(reason, seat));
  });
}

const nameSeat = (reason: Refusal, seat: Seat): Refusal => ({
  ...reason,
  values: { ...reason.values, seat: seat.name, field: seatField(seat.id) },
});

function checkEmpty(step: Step, seat: Seat): readonly Refusal[] {
  if (seat.optional) return [];
  return [refuse('field-missing', [seat, step], { field: seatField(seat.id), label: seat.name })];
}
