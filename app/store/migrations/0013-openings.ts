import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/**
 * Who opened a restricted case, when, and why: the reason as a code, beside it what they wrote, which can be taken out
 * without the rest.
 */
export const openings: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table case_opening (
        organisation text not null,
        id bigint generated always as identity,
        case_id text not null,
        person text not null,
        opened_at timestamptz not null,
        reason text not null,
        words text,
        primary key (organisation, id)
      )`,
      'create index case_opening_by_case on case_opening (organisation, case_id, opened_at)',
      'create index case_opening_by_person on case_opening (organisation, person, case_id, opened_at)',
    ]),
};
