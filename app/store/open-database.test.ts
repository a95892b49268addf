import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { newPostgresUrl, postgresIsThere } from '../../test/support/databases.ts';
import { lockFolder } from './lock-folder.ts';
import { migrations } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';

describe('the lock of a data folder', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'redress-lock-'));
  });
  after(() => rm(folder, { recursive: true }));

  test('a second lock is refused, naming the folder, the holder and the way out', async () => {
    const place = join(folder, 'held');
    const lock = await lockFolder(place);
    await assert.rejects(lockFolder(place), (error: Error) => {
      for (const part of [place, `process ${process.pid}`, hostname(), `delete ${place}.lock`, 'use PostgreSQL']) {
        assert.ok(error.message.includes(part), `"${part}" in ${error.message}`);
      }
      return true;
    });
    await lock.release();
    await (await lockFolder(place)).release();
    assert.equal(existsSync(`${place}.lock`), false);
  });

  test('the lock of another living process is respected, and taken over once it has died', async () => {
    const place = join(folder, 'killed');
    const module = join(import.meta.dirname, 'lock-folder.ts');
    const script = `const { lockFolder } = await import(${JSON.stringify(module)}); await lockFolder(${JSON.stringify(place)}); console.log('held'); setInterval(() => {}, 1e6);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    await assert.rejects(lockFolder(place), new RegExp(`process ${other.pid} `));
    other.kill('SIGKILL');
    await once(other, 'exit');
    const lock = await lockFolder(place);
    assert.equal(JSON.parse(await readFile(`${place}.lock`, 'utf8')).pid, process.pid);
    await lock.release();
  });

  test('a process that has been given a dead one’s id does not keep its lock', {
    skip: !existsSync('/proc/self/stat') && 'this system does not tell when a process started',
  }, async () => {
    const place = join(folder, 'again');
    await writeFile(`${place}.lock`, JSON.stringify({ host: hostname(), pid: process.pid, started: 'long-ago:1' }));
    await (await lockFolder(place)).release();
  });

  test('a process that has ended does not keep its lock, though its parent never took note of it', {
    skip: !existsSync('/proc/self/stat') && 'this system does not tell that a process has ended',
  }, async () => {
    const place = join(folder, 'undead');
    const parent = spawn('/bin/sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const pid = Number(String((await once(parent.stdout, 'data'))[0]));
      while (!/^sleep/.test(await readFile(`/proc/${parent.pid}/comm`, 'utf8'))) await setImmediate();
      process.kill(pid, 'SIGKILL');
      while (!/\) [ZX]/.test(await readFile(`/proc/${pid}/stat`, 'utf8'))) await setImmediate();
      await writeFile(`${place}.lock`, JSON.stringify({ host: hostname(), pid, started: '' }));
      await (await lockFolder(place)).release();
    } finally {
      parent.kill('SIGKILL');
    }
  });

  test('a lock from another machine, or one that cannot be read, is respected', async () => {
    const place = join(folder, 'far');
    await writeFile(`${place}.lock`, JSON.stringify({ host: 'elsewhere.invalid', pid: 1, started: '' }));
    await assert.rejects(lockFolder(place), /on machine elsewhere\.invalid/);
    await writeFile(`${place}.lock`, 'not json');
    await assert.rejects(lockFolder(place), /left no readable name/);
  });

  test('of many that want one folder at once, one gets it, over a stale lock too', async () => {
    const place = join(folder, 'wanted');
    await writeFile(`${place}.lock`, JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1, started: '' }));
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(place)));
    assert.equal(outcomes.filter((outcome) => outcome.status === 'fulfilled').length, 1);
  });
});

describe('opening a database', () => {
  test('a PGlite folder keeps what was stored, and takes one opener at a time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'redress-data-'));
    try {
      const first = await openDatabase({ folder });
      await assert.rejects(openDatabase({ folder }), /is in use by process/);
      await first.inOrganisation('anytown', (tx) =>
        sql`insert into stream_head values ('anytown', 's', 1, 'd')`.execute(tx),
      );
      await first.close();
      const second = await openDatabase({ folder });
      const heads = await second.inOrganisation('anytown', (tx) => tx.selectFrom('stream_head').selectAll().execute());
      assert.deepEqual(heads, [{ organisation: 'anytown', stream: 's', version: 1, digest: 'd' }]);
      await second.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  describe('on PostgreSQL', { skip: !postgresIsThere() && 'no PostgreSQL 15 here' }, () => {
    test('several starters at once bring one new database up to date together', async () => {
      const url = await newPostgresUrl();
      const databases = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url, connections: 2 })));
      const steps = await databases[0]!.acrossOrganisations((tx) => sql`select name from kysely_migration`.execute(tx));
      assert.equal(steps.rows.length, Object.keys(migrations).length);
      await Promise.all(databases.map((database) => database.close()));
    });

    test('a database of a later Redress is refused', async () => {
      const url = await newPostgresUrl();
      const database = await openDatabase({ url });
      await database.acrossOrganisations((tx) =>
        sql`insert into kysely_migration values ('9999-later', '2030')`.execute(tx),
      );
      await database.close();
      await assert.rejects(openDatabase({ url }), /later Redress than this one/);
    });

    test('a database that is not there is named without its password', async () => {
      const url = (await newPostgresUrl()).replace('redress@', 'redress:hush@').replace(/redress_test_\w+/, 'nowhere');
      await assert.rejects(openDatabase({ url }), (error: Error) => {
        assert.match(error.message, /\/nowhere cannot be used \(3D000\)/);
        return !error.message.includes('hush');
      });
    });
  });

  test('a server that is not there is said so', async () => {
    await assert.rejects(
      openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/x' }),
      /127\.0\.0\.1:1\/x cannot be used \(ECONNREFUSED\)/,
    );
  });
});
