import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Who is asked to sit on the panel of a case, or sits there, until it has met. Made from the events: run `redress rebuild` once. */
export const panelMembers: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table panel_member (
        organisation text not null,
        case_id text not null,
        person text not null,
        day date,
        primary key (organisation, case_id, person)
      )`,
      'create index panel_member_by_person on panel_member (organisation, person, day)',
    ]),
};
