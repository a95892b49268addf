import type { Migration } from 'kysely/migration';
import { runStatements } from './run-statements.ts';

/** Staff accounts, across organisations. The columns of the first four tables are the sign-in library's own. */
export const accounts: Migration = {
  up: (db) =>
    runStatements(db, [
      `create table account (
        "id" text primary key,
        "name" text not null,
        "email" text not null unique,
        "emailVerified" boolean not null,
        "image" text,
        "createdAt" timestamptz not null default current_timestamp,
        "updatedAt" timestamptz not null default current_timestamp
      )`,
      `create table account_session (
        "id" text primary key,
        "expiresAt" timestamptz not null,
        "token" text not null unique,
        "createdAt" timestamptz not null default current_timestamp,
        "updatedAt" timestamptz not null,
        "ipAddress" text,
        "userAgent" text,
        "userId" text not null references account ("id") on delete cascade
      )`,
      `create table account_password (
        "id" text primary key,
        "accountId" text not null,
        "providerId" text not null,
        "userId" text not null references account ("id") on delete cascade,
        "accessToken" text,
        "refreshToken" text,
        "idToken" text,
        "accessTokenExpiresAt" timestamptz,
        "refreshTokenExpiresAt" timestamptz,
        "scope" text,
        "password" text,
        "createdAt" timestamptz not null default current_timestamp,
        "updatedAt" timestamptz not null
      )`,
      `create table account_verification (
        "id" text primary key,
        "identifier" text not null,
        "value" text not null,
        "expiresAt" timestamptz not null,
        "createdAt" timestamptz not null default current_timestamp,
        "updatedAt" timestamptz not null default current_timestamp
      )`,
      'create index account_session_by_account on account_session ("userId")',
      'create index account_password_by_account on account_password ("userId")',
      'create index account_verification_by_identifier on account_verification ("identifier")',
      // By the digest of the address typed, so that one nobody has is locked like one somebody has.
      `create table sign_in_lock (
        address_digest text primary key,
        failures integer not null,
        last_failure timestamptz not null,
        locked_until timestamptz
      )`,
      'create index person_by_account on person (person_id)',
    ]),
};
