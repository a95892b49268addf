import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Whose cases a team looks at: those its people have, and those of its services that nobody has. */
export type TeamWork = { readonly people: readonly string[]; readonly services: readonly string[] };

/**
 * Rows of `case_list` that are the work of a team: with one of its people, or with nobody and of a service that it looks
 * after. `active`: everybody whose account is open; a case of anybody else is nobody's. It narrows a list and never
 * widens it: who may see a case is asked beside it.
 */
export function isWorkOfTeam({ people, services }: TeamWork, active: readonly string[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`(case_list.handler = any(${[...people]}::text[])
    or (case_list.service = any(${[...services]}::text[])
      and (case_list.handler is null or case_list.handler <> all(${[...active]}::text[]))))`;
}
