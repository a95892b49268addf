import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Who has a case open now: one row for each person and case, thrown away minutes after it was last seen. */
export const presence: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table case_presence (
        organisation text not null,
        case_id text not null,
        person text not null,
        page text not null,
        seen_at timestamptz not null,
        primary key (organisation, case_id, person)
      )`,
      'create index case_presence_by_time on case_presence (organisation, seen_at)',
    ]),
};
