import type { Pack, RoleHeld } from '../../engine/index.ts';
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

/** Reads choices as roles held; `unknown` are those that the pack does not have. */
export function readRoles(
  pack: Pack,
  chosen: readonly string[],
): { readonly roles: readonly RoleHeld[]; readonly unknown: readonly string[] } {
  const known = new Set(listRoleChoices(pack).map(({ value }) => value));
  const roles = [...new Set(chosen)]
    .filter((value) => known.has(value))
    .map((value): RoleHeld => {
      const [role = '', area] = value.split('@');
      return area === undefined ? { role } : { role, area };
    });
  return { roles, unknown: chosen.filter((value) => !known.has(value)) };
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
