import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

export const readModels: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table case_list (
        organisation text not null,
        case_id text not null,
        reference text not null,
        pack text not null,
        pack_version text not null,
        service text,
        stage text,
        status text not null,
        kind text not null,
        received_on date not null,
        handler text,
        next_due date,
        next_due_clock text,
        late boolean not null,
        restricted boolean not null,
        standing jsonb not null,
        version integer not null,
        primary key (organisation, case_id),
        unique (organisation, reference)
      )`,
      'create index case_list_by_next_due on case_list (organisation, next_due, case_id)',
      'create index case_list_by_handler on case_list (organisation, handler, next_due, case_id)',
      `create table running_clock (
        organisation text not null,
        case_id text not null,
        clock_id text not null,
        name text not null,
        stage text,
        due date,
        due_at timestamptz,
        state text not null,
        primary key (organisation, case_id, clock_id)
      )`,
      'create index running_clock_by_due on running_clock (organisation, due)',
      `create table point (
        organisation text not null,
        case_id text not null,
        point_id text not null,
        number integer not null,
        state text not null,
        finding text,
        details jsonb not null,
        primary key (organisation, case_id, point_id)
      )`,
      `create table action (
        organisation text not null,
        case_id text not null,
        action_id text not null,
        owner text,
        due date,
        state text not null,
        kept_on date,
        details jsonb not null,
        primary key (organisation, case_id, action_id)
      )`,
      'create index action_by_due on action (organisation, due)',
      'create index action_by_owner on action (organisation, owner, due)',
      `create table person (
        organisation text not null,
        person_id text not null,
        name text,
        state text not null,
        roles jsonb not null,
        details jsonb not null,
        version integer not null,
        primary key (organisation, person_id)
      )`,
      `create table learning (
        organisation text not null,
        case_id text not null,
        learning_id text not null,
        theme text,
        state text not null,
        noted_on date not null,
        details jsonb not null,
        primary key (organisation, case_id, learning_id)
      )`,
      'create index learning_by_day on learning (organisation, noted_on)',
    ]),
};
