import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Teams with their members, how much money people may offer, and when each of them last signed in. */
export const teams: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table team (
        organisation text not null,
        team_id text not null,
        name text,
        services jsonb not null,
        leader text,
        members jsonb not null,
        made_on date not null,
        closed_on date,
        primary key (organisation, team_id)
      )`,
      `create table authority_limit (
        organisation text not null,
        limit_id text not null,
        role text,
        person text,
        pence integer,
        from_on date not null,
        set_on date not null,
        set_by text not null,
        primary key (organisation, limit_id)
      )`,
      `create table person_sign_in (
        organisation text not null,
        person text not null,
        signed_in_at timestamptz not null,
        primary key (organisation, person)
      )`,
    ]),
};
