import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

export const delivery: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table outbox (
        organisation text not null,
        kind text not null,
        key text not null,
        payload jsonb,
        due_at timestamptz not null,
        state text not null default 'waiting' check (state in ('waiting', 'done', 'dead')),
        attempts integer not null default 0,
        lease text,
        leased_until timestamptz,
        last_error text,
        settled_at timestamptz,
        primary key (organisation, kind, key)
      )`,
      // Runners look across organisations, so this one index starts with the moment.
      `create index outbox_waiting on outbox (due_at) where state = 'waiting'`,
      `create index outbox_dead on outbox (organisation, due_at) where state = 'dead'`,
      `create table case_read (
        organisation text not null,
        id bigint generated always as identity,
        case_id text not null,
        person text not null,
        read_at timestamptz not null,
        page text not null,
        primary key (organisation, id)
      )`,
      'create index case_read_by_case on case_read (organisation, case_id, read_at)',
      'create index case_read_by_person on case_read (organisation, person, read_at)',
      `create table file (
        organisation text not null,
        file_id text not null,
        case_id text,
        digest text not null,
        size bigint not null,
        name text not null,
        media_type text not null,
        kept_at timestamptz not null,
        kept_by text not null,
        primary key (organisation, file_id)
      )`,
      'create index file_by_case on file (organisation, case_id, kept_at)',
      'create index file_by_digest on file (organisation, digest)',
      `create table capability_link (
        organisation text not null,
        link_id text not null,
        form text not null check (form in ('link', 'code')),
        purpose text not null,
        subject text not null,
        salt text not null,
        secret_hash text not null,
        expires_at timestamptz not null,
        uses_left integer not null check (uses_left >= 0),
        attempts integer not null,
        attempts_left integer not null check (attempts_left >= 0),
        lock_minutes integer,
        locked_until timestamptz,
        revoked_at timestamptz,
        issued_at timestamptz not null,
        issued_by text not null,
        primary key (organisation, link_id)
      )`,
      'create index capability_link_by_subject on capability_link (organisation, purpose, subject)',
    ]),
};
