import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { RoleHeld } from '../../../engine/index.ts';

/**
 * Rows of `case_list` that a person of the staff may see, by who may see each case as it was last recorded: none about
 * themselves, and restricted ones only where they act on the case or hold a role that sees it. Every query that lists
 * cases for somebody has this condition. Who sees no cases at all must not get as far as a list.
 */
export function isListedFor(person: { readonly id: string; readonly roles: readonly RoleHeld[] }): RawBuilder<SqlBool> {
  const own = JSON.stringify([person.id]);
  const roles = person.roles.map(
    ({ role, area }) =>
      sql`(case_list.standing -> 'reach' -> 'roles' @> ${JSON.stringify([role])}::jsonb
        and (${area ?? null}::text is null or case_list.service = ${area ?? null}::text))`,
  );
  const byRole = roles.length === 0 ? sql`false` : sql.join(roles, sql` or `);
  return sql<SqlBool>`not (case_list.restricted and (
    case_list.standing -> 'restrictedPeople' @> ${own}::jsonb
    or (coalesce(jsonb_typeof(case_list.standing -> 'reach') = 'object', false)
      and not (case_list.standing -> 'reach' -> 'people' @> ${own}::jsonb or ${byRole}))))`;
}
