// Two servers on one PostgreSQL: what an administrator did with the procedure in one is known to the other, and to one that
// starts later; a version that cannot be read keeps an installation from starting, with what to do.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { IsoDate } from '../../../engine/index.ts';
import { newPostgresUrl, postgresIsThere } from '../../../test/support/databases.ts';
import { readConfig } from '../../config.ts';
import { type Installation, openInstallation } from '../../installation.ts';
import { INSTALLED_POLICIES } from '../find-pack-files.ts';
import { keepProcedure, type ProcedureWish } from './keep-procedure.ts';

const PACK = 'anytown-homes';
const FILE = readFileSync(join(INSTALLED_POLICIES, PACK, '2000-01.yaml'), 'utf8');
const skip = postgresIsThere() ? false : 'no PostgreSQL 15 here: run npm ci, or set DATABASE_URL';

const make = (version: string): string => FILE.replace('version: 2000-01', `version: ${version}`);

async function keep({ database, procedures, now }: Installation, wish: ProcedureWish): Promise<void> {
  const outcome = await keepProcedure({ database, procedures, now }, PACK, wish, 'ash');
  assert.ok('done' in outcome, JSON.stringify(outcome));
}

async function register({ casebook }: Installation, on: string): Promise<string> {
  const registered = await casebook.register({
    organisation: PACK,
    actor: { id: 'fay', kind: 'staff', roles: [] },
    moment: { on: on as IsoDate },
    input: { 'what-happened': 'The roof leaks.', channel: 'letter', subject: 'A leak' },
    resident: { 'resident-name': 'Jo Sample' },
  });
  assert.ok('caseId' in registered, JSON.stringify(registered));
  return registered.caseId;
}

test('two servers agree on which version is in force, and so does one that starts later', { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-two-'));
  const config = {
    ...readConfig({ REDRESS_DATA: folder, PORT: '0', LOG_LEVEL: 'silent' }),
    database: { url: await newPostgresUrl() },
  };
  const clock = { now: '2026-03-31T10:00:00Z' };
  const start = () => openInstallation(config, () => clock.now);
  const opened: Installation[] = [];
  try {
    const [one, other] = [await start(), await start()];
    opened.push(one, other);
    const policyOf = (installation: Installation) =>
      installation.organisations.find(({ id }) => id === PACK)?.policy.pack.version;
    await keep(one, { what: 'add', version: '2026-04', hash: 'x', words: make('2026-04'), source: undefined });
    await keep(one, { what: 'put-in-force', version: '2026-04', from: '2026-04-01' as IsoDate });
    await other.refreshSettings();
    const before = await register(other, '2026-03-31');
    clock.now = '2026-04-01T10:00:00Z';
    assert.deepEqual([policyOf(one), policyOf(other)], ['2026-04', '2026-04'], 'no restart is needed');
    const after = await register(other, '2026-04-01');
    const versions = await Promise.all([before, after].map((id) => one.casebook.load(PACK, id)));
    assert.deepEqual(
      versions.map((record) => record?.origin.packVersion),
      ['2000-01', '2026-04'],
    );
    const later = await start();
    opened.push(later);
    assert.equal(policyOf(later), '2026-04');
    const words = make('2026-09').replace('rank: 4', 'rank: four');
    await keep(one, { what: 'add', version: '2026-09', hash: 'y', words, source: undefined });
    const started = await start();
    opened.push(started);
    assert.equal(policyOf(started), '2026-04', 'nobody follows it: everything else goes on');
    await keep(one, { what: 'put-in-force', version: '2026-09', from: '2026-09-01' as IsoDate });
    await assert.rejects(
      start(),
      /The version 2026-09 of anytown-homes.*cannot be read any more[\s\S]*line \d+: `rank`/,
    );
  } finally {
    for (const installation of opened) await installation.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
