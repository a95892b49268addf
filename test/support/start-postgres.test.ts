import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import pg from 'pg';
import { findNpmPostgres, findSystemPostgres, startPostgres } from './start-postgres.ts';

for (const [name, source] of [
  ['this machine', findSystemPostgres()],
  ['npm', findNpmPostgres()],
] as const) {
  test(`PostgreSQL 15 or later from ${name} starts, answers, and leaves nothing behind`, {
    skip: !source && 'not here',
  }, async () => {
    const server = await startPostgres(source);
    const client = new pg.Client(server.url());
    await client.connect();
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int as version, current_setting('listen_addresses') as listens`,
    );
    await client.end();
    await server.stop();
    assert.ok(rows[0].version >= 150_000);
    assert.equal(rows[0].listens, '');
    assert.equal(existsSync(new URL(server.url()).searchParams.get('host')!), false);
  });
}
