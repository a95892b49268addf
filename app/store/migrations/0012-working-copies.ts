import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** What somebody has typed for a letter and not recorded yet. Private text: it goes with the private texts of its case. */
export const workingCopies: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table working_copy (
        organisation text not null,
        case_id text not null,
        letter text not null,
        person text not null,
        version integer not null,
        page text not null,
        kept boolean not null,
        saved_at timestamptz not null,
        typed jsonb not null,
        primary key (organisation, case_id, letter, person, version)
      )`,
    ]),
};
