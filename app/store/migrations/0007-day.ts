import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/**
 * What a person's day is made of: since when and until when a duty holds although nobody records anything, when it
 * comes close, who is told beside its owner, and which steps wait for whom by role. Run `redress rebuild` once.
 */
export const day: Migration = {
  up: (db) =>
    runStatements(db, [
      `alter table duty
        add column since date not null default '0001-01-01',
        add column until date,
        add column risk_from date,
        add column named boolean not null default false`,
      `create table awaited (
        organisation text not null,
        case_id text not null,
        awaited_id text not null,
        who text not null,
        not_who jsonb not null,
        unassigned boolean not null,
        due date,
        risk_from date,
        since date not null,
        until date,
        primary key (organisation, case_id, awaited_id)
      )`,
      'create index awaited_by_who on awaited (organisation, who, unassigned, due, case_id)',
      `create table absence (
        organisation text not null,
        absence_id text not null,
        person text not null,
        from_on date not null,
        to_on date not null,
        deputies jsonb not null,
        primary key (organisation, absence_id)
      )`,
      'create index absence_by_last_day on absence (organisation, to_on)',
      `create index case_list_open_by_handler on case_list (organisation, handler, next_due, case_id) where status <> 'closed'`,
      `create index case_list_open_by_stage on case_list (organisation, stage, next_due, case_id) where status <> 'closed'`,
      `create index case_list_open_by_service on case_list (organisation, service, next_due, case_id) where status <> 'closed'`,
      `create index case_list_open_by_due on case_list (organisation, next_due, case_id) where status <> 'closed'`,
    ]),
};
