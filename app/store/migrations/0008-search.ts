import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/**
 * Finding cases: the terms of each case, the words that occur with the keys of their other spellings, what somebody
 * searched for, and indexes by which a list is as quick with many cases as with few. Made from the events: run
 * `redress rebuild` once.
 */
export const search: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table case_search (
        organisation text not null,
        case_id text not null,
        subject text,
        resident text,
        terms bigint[] not null,
        primary key (organisation, case_id)
      )`,
      // The terms are numbers that differ by organisation. What waits to be merged is read by every search: kept short.
      'create index case_search_by_term on case_search using gin (terms) with (gin_pending_list_limit = 256)',
      `create table search_word (
        organisation text not null,
        word text collate "C" not null,
        keys bigint[] not null,
        primary key (organisation, word)
      )`,
      'create index search_word_by_key on search_word using gin (keys) with (gin_pending_list_limit = 256)',
      `create table kept_search (
        organisation text not null,
        search_id text not null,
        person text not null,
        words text not null,
        kept_at timestamptz not null,
        primary key (organisation, search_id)
      )`,
      'create index kept_search_by_time on kept_search (organisation, kept_at)',
      'alter table case_list add column channel text',
      'create index case_list_by_received on case_list (organisation, received_on, case_id)',
      'create index case_list_by_service on case_list (organisation, service, received_on, case_id)',
      'create index case_list_by_stage on case_list (organisation, stage, received_on, case_id)',
      `create index action_open_by_due on action (organisation, due nulls first, case_id, action_id)
        where state = 'open'`,
      'create index case_list_by_channel on case_list (organisation, channel, received_on, case_id)',
      'create index case_list_by_kind on case_list (organisation, kind, received_on, case_id)',
      'create index case_list_by_version on case_list (organisation, pack_version, received_on, case_id)',
    ]),
};
