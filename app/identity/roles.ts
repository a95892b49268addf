import { type IsoDate, isIsoDate, type Pack, type RoleHeld } from '../../engine/index.ts';
import { describeDate } from '../texts/index.ts';
import type { Person } from './person.ts';

export type RoleChoice = { readonly value: string; readonly text: string };

/**
 * The roles of a pack as choices: `ROLE` for all services and, where the landlord has several, `ROLE@SERVICE` for a
 * role that goes with one.
 */
export function listRoleChoices(pack: Pack): readonly RoleChoice[] {
  return pack.roles.flatMap(({ id, title, area }) => [
    { value: id, text: title },
    ...(area === 'of-the-service' && pack.services.length > 1
      ? pack.services.map((service) => ({ value: `${id}@${service.id}`, text: `${title}, only for ${service.name}` }))
      : []),
  ]);
}

/**
 * Reads choices as roles held: `ROLE`, `ROLE@SERVICE`, and behind either `+2025-01-31`, the day of the training that
 * the role asks for. `unknown` are those that the pack does not have, or whose day is none.
 */
export function readRoles(
  pack: Pack,
  chosen: readonly string[],
): { readonly roles: readonly RoleHeld[]; readonly unknown: readonly string[] } {
  const known = new Set(listRoleChoices(pack).map(({ value }) => value));
  const isKnown = (value: string): boolean => {
    const [held = '', trainedOn] = value.split('+');
    return known.has(held) && (trainedOn === undefined || isIsoDate(trainedOn));
  };
  const roles = [...new Set(chosen)].filter(isKnown).map((value): RoleHeld => {
    const [held = '', trainedOn] = value.split('+');
    const [role = '', area] = held.split('@');
    return {
      role,
      ...(area !== undefined && { area }),
      ...(trainedOn !== undefined && { trainedOn: trainedOn as IsoDate }),
    };
  });
  return { roles, unknown: chosen.filter((value) => !isKnown(value)) };
}

/** The roles of a pack whose training counts, with what it is called. */
export function listTrainings(pack: Pack): readonly { readonly role: string; readonly training: string }[] {
  return pack.roles.flatMap(({ id, training }) => (training === undefined ? [] : [{ role: id, training }]));
}

/** The training recorded for a person, or that none is, for each role of theirs that asks for it. */
export function describeTraining(pack: Pack, { roles }: Pick<Person, 'roles'>): readonly string[] {
  return listTrainings(pack).flatMap(({ role, training }) => {
    const held = roles.filter((one) => one.role === role);
    if (held.length === 0) return [];
    const day = held.map(({ trainedOn }) => trainedOn).findLast((one) => one !== undefined);
    const title = pack.roles.find(({ id }) => id === role)?.title ?? role;
    return [`${title}: ${training}, ${day === undefined ? 'none recorded' : describeDate(day)}`];
  });
}

/** A person's roles by the landlord's titles, and that of administrator. */
export function describeRoles(pack: Pack, { roles, administrator }: Pick<Person, 'roles' | 'administrator'>): string[] {
  const titles = roles.map(({ role, area }) => {
    const title = pack.roles.find(({ id }) => id === role)?.title ?? role;
    const service = pack.services.find(({ id }) => id === area)?.name;
    return service === undefined ? title : `${title} (${service})`;
  });
  return administrator ? [...titles, 'Administrator'] : titles;
}
