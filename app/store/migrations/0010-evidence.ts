import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** What one person has chosen or typed for a case and not recorded yet: nobody else's to see, and no part of the case. */
export const evidence: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table held_file (
        organisation text not null,
        case_id text not null,
        person text not null,
        file_id text not null,
        form text not null,
        suggested_on date,
        held_at timestamptz not null,
        primary key (organisation, case_id, person, file_id)
      )`,
      `create table kept_typing (
        organisation text not null,
        case_id text not null,
        person text not null,
        form text not null,
        typed jsonb not null,
        kept_at timestamptz not null,
        primary key (organisation, case_id, person, form)
      )`,
    ]),
};
