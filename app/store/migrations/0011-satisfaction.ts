import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Whether complainants were happy with the solution, where a procedure asks. Made from the events: run `redress rebuild` once. */
export const satisfaction: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table satisfaction (
        organisation text not null,
        case_id text not null,
        service text,
        answered_on date not null,
        answer text,
        said_on date,
        primary key (organisation, case_id)
      )`,
      'create index satisfaction_by_day on satisfaction (organisation, answered_on, service, answer)',
    ]),
};
