import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** What is to be done on cases, by whom and by when. Made from the events: run `redress rebuild` once. */
export const duties: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table duty (
        organisation text not null,
        case_id text not null,
        duty_id text not null,
        kind text not null,
        owner text,
        due date,
        target date,
        waits_for_others boolean not null,
        details jsonb not null,
        primary key (organisation, case_id, duty_id)
      )`,
      'create index duty_by_owner on duty (organisation, owner, due, case_id)',
      'create index duty_by_due on duty (organisation, due, case_id)',
    ]),
};
