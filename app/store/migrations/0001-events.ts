import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

export const events: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table event (
        organisation text not null,
        stream text not null,
        version integer not null check (version > 0),
        type text not null,
        data jsonb not null,
        happened_on date not null,
        happened_at timestamptz,
        recorded_at timestamptz not null,
        actor text not null,
        private_digests jsonb not null,
        digest text not null,
        previous text not null,
        primary key (organisation, stream, version)
      )`,
      // Not a foreign key to event: texts are deleted alone, and checking it would cost every append.
      `create table event_private (
        organisation text not null,
        stream text not null,
        version integer not null,
        field text not null,
        salt text not null,
        text text not null,
        primary key (organisation, stream, version, field)
      )`,
      `create table stream_head (
        organisation text not null,
        stream text not null,
        version integer not null,
        digest text not null,
        primary key (organisation, stream)
      ) with (fillfactor = 80)`,
      `create table checkpoint (
        organisation text not null,
        taken_on date not null,
        number integer not null,
        streams integer not null,
        digest text not null,
        previous text not null,
        primary key (organisation, taken_on),
        unique (organisation, number)
      )`,
      `create table checkpoint_head (
        organisation text not null,
        stream text not null,
        version integer not null,
        taken_on date not null,
        digest text not null,
        primary key (organisation, stream, version)
      )`,
      'create index checkpoint_head_by_day on checkpoint_head (organisation, taken_on)',
    ]),
};
