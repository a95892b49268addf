import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** What waits to be sorted. Made from the events: run `redress rebuild` once. */
export const inbox: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table inbox_item (
        organisation text not null,
        case_id text not null,
        received_on date not null,
        received_at timestamptz,
        channel text not null,
        primary key (organisation, case_id)
      )`,
      'create index inbox_item_by_receipt on inbox_item (organisation, received_on, case_id)',
    ]),
};
