import type { PersonNamed, RoleHeld } from '../case/events.ts';
import type { CaseContext, Input } from './command.ts';
import { findBarred } from './determine-reach.ts';
import type { Field } from './field.ts';
import { listOf } from './input-values.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The input that holds the roles of the people named, by id; whoever calls looks them up. */
export const OPEN_TO_ROLES = 'open-to-roles';

/** The question whom a restricted case is open to, beside those who act on it and a few roles. */
export const openToField = (required: boolean): Field => ({
  ...{ name: 'open-to', label: '', required },
  ...({ kind: 'people', holdRoles: true } as const),
});

/** Who was named, each with the roles they hold then. */
export const readNamed = (input: Input): readonly PersonNamed[] =>
  listOf(input, 'open-to').map((person) => ({ person, roles: rolesOf(input, person) ?? [] }));

const rolesOf = (input: Input, person: string): readonly RoleHeld[] | undefined =>
  (input[OPEN_TO_ROLES] as Readonly<Record<string, readonly RoleHeld[]>> | undefined)?.[person];

/**
 * Why somebody cannot be named to work on a restricted case: it is kept from them, or they hold no role that could do
 * anything on it. `keptFrom`: whoever is being kept from it in the same step.
 */
export function checkNamed({ standing }: CaseContext, input: Input, keptFrom?: string): readonly Refusal[] {
  const rule = standing.policy.pack.intake['restricted-to'];
  const barred = [...findBarred(standing).map(({ person }) => person), keptFrom];
  const named = listOf(input, 'open-to');
  return [
    ...(named.some((person) => barred.includes(person)) ? [refuse('named-is-kept-from', rule)] : []),
    ...(named.some((person) => rolesOf(input, person)?.length === 0) ? [refuse('named-without-role', rule)] : []),
  ];
}
