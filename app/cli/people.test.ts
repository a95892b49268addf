import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { newPostgresUrl, postgresIsThere } from '../../test/support/databases.ts';
import { ConfigFaults, readConfig, SETTINGS } from '../config.ts';
import { loadSecret, openInstallation } from '../installation.ts';
import type { Io } from './main.ts';
import { runPeople } from './people.ts';
import { describeMissing, runServe } from './serve.ts';

const PASSWORD = 'correct horse battery';
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'redress-people-test-'));
  folders.push(folder);
  return folder;
};
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function listen(typed = ''): Io & { told: { out: string; err: string } } {
  const told = { out: '', err: '' };
  const stdin = {
    async *[Symbol.asyncIterator]() {
      yield typed;
    },
  };
  return {
    told,
    stdin,
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
  };
}

for (const kind of ['PGlite', 'PostgreSQL'] as const) {
  const skip = kind === 'PostgreSQL' && !postgresIsThere() ? 'no PostgreSQL 15 here' : false;
  describe(`people on ${kind}`, { skip }, () => {
    let environment: NodeJS.ProcessEnv;
    before(async () => {
      const data = newFolder();
      environment = { REDRESS_DATA: data, ...(kind === 'PostgreSQL' && { DATABASE_URL: await newPostgresUrl() }) };
    });

    const run = async (args: string, typed?: string) => {
      const io = listen(typed);
      const code = await runPeople([...args.split(' '), '--organisation', 'anytown-homes'], io, environment);
      return { code, ...io.told };
    };

    test('the first administrator is made, and signs in; then listed, given a new password, and closed', async () => {
      const installation = await openInstallation(readConfig(environment));
      const missing = await describeMissing(installation);
      await installation.close();
      assert.match(missing ?? '', /bin\/redress people add --organisation \S+ .*--administrator\n {2}npm start/);
      const added = await run(
        'add --name Ada --email ADA@example.org --administrator --password-stdin',
        `${PASSWORD}\n`,
      );
      assert.deepEqual([added.code, added.err], [0, '']);
      assert.doesNotMatch(added.out, /correct horse/);
      await checkSignIn(environment);
      // Each command opens the database anew, which takes PGlite a second: the rest is the same code.
      if (kind === 'PGlite' && postgresIsThere()) return;
      const second = await run('add --name Olu --email olu@example.org --roles complaints-officer,investigator');
      assert.match(second.out, /shown only now:\n\n {2}(\w{4}-){3}\w{4}\n/);
      assert.match((await run('add --name Olu --email olu@example.org --roles staff')).err, /on the list already/);
      const list = await run('list');
      assert.match(
        list.out,
        /Ada <ada@example\.org> {2}Administrator\nOlu <olu@example\.org> {2}Complaints officer, Investigator\n/,
      );
      const day = await run('change-roles --email olu@example.org --roles complaints-officer+2025-01-31');
      assert.deepEqual([day.code, day.err], [0, '']);
      assert.match((await run('list')).out, /Olu <olu@example\.org> {2}Complaints officer\n/);
      const reset = await run('reset-password --email olu@example.org --password-stdin', 'another long password');
      assert.equal(reset.code, 0);
      assert.equal((await run('close --email olu@example.org')).code, 0);
      assert.match((await run('list')).out, /Olu .*account closed/);
      assert.match((await run('close --email ada@example.org')).err, /only administrator/);
    });

    const isRepeated = kind === 'PGlite' && postgresIsThere();
    test('what is missing or unknown is told, and nothing is made', { skip: isRepeated }, async () => {
      const wrong: [string, RegExp][] = [
        [
          'add --name X --email x@example.org',
          /--roles, or --administrator[\s\S]*complaints-officer: Complaints officer/,
        ],
        ['add --name X --email x@example.org --roles king', /no role king/],
        ['add --name X --email x@example.org --roles investigator+soon', /no role investigator\+soon/],
        ['change-roles --email nobody@example.org --roles investigator', /not on the list/],
        ['add --email x@example.org --administrator', /--name is missing/],
        ['add --name X --email nonsense --administrator', /--email/],
        ['close --email nobody@example.org', /not on the list/],
        ['dance', /say one of add, list/],
      ];
      for (const [args, told] of wrong) {
        const answer = await run(args);
        assert.equal(answer.code, 1, args);
        assert.match(answer.err, told);
      }
      const short = await run('add --name X --email x@example.org --administrator --password-stdin', 'short');
      assert.match(short.err, /at least 12 characters/);
    });
  });
}

async function checkSignIn(environment: NodeJS.ProcessEnv): Promise<void> {
  const installation = await openInstallation(readConfig(environment));
  try {
    assert.ok('account' in (await installation.accounts.signIn('ada@example.org', PASSWORD)));
    assert.equal(await describeMissing(installation), undefined);
  } finally {
    await installation.close();
  }
}

test('without a landlord, or with a fault in a pack, serving does not begin, and the commands that mend it are told', async () => {
  const [data, empty, faulty] = [newFolder(), newFolder(), newFolder()];
  const io = listen();
  assert.equal(await runServe([], io, { REDRESS_DATA: data, REDRESS_POLICIES: empty }), 1);
  assert.match(io.told.err, /no pack in[\s\S]*bin\/redress packs list[\s\S]*npm start/);
  writeFileSync(join(faulty, 'one.yaml'), 'pack: one\n');
  const second = listen();
  assert.equal(await runServe([], second, { REDRESS_DATA: data, REDRESS_POLICIES: faulty }), 1);
  assert.match(second.told.err, /packs have faults[\s\S]*one\.yaml:1[\s\S]*bin\/redress packs check/);
});

test('serve --help lists every setting', async () => {
  const io = listen();
  assert.equal(await runServe(['--help'], io, {}), 0);
  for (const { name } of SETTINGS) assert.ok(io.told.out.includes(name), name);
});

test('settings that are wrong are told together; empty ones count as not given', () => {
  const wrong = {
    DATABASE_URL: 'mysql://x',
    PORT: '99999',
    SECRET: 'short',
    SMTP_URL: 'smtp://mail.example',
    LOG_LEVEL: 'loud',
    PUBLIC_URL: 'example',
  };
  assert.throws(
    () => readConfig(wrong),
    (error: Error) => {
      assert.ok(error instanceof ConfigFaults);
      for (const name of ['DATABASE_URL', 'PORT', 'SECRET', 'MAIL_FROM', 'LOG_LEVEL', 'PUBLIC_URL'])
        assert.match(error.message, new RegExp(name));
      return true;
    },
  );
  const config = readConfig({ PORT: '', PUBLIC_URL: 'https://complaints.example/', REDRESS_DATA: '/somewhere' });
  assert.deepEqual([config.port, config.publicUrl, config.host], [4600, 'https://complaints.example', '127.0.0.1']);
  assert.deepEqual(config.database, { folder: '/somewhere' });
});

test('the secret is made once and kept from others', async () => {
  const dataFolder = newFolder();
  const first = await loadSecret({ secret: undefined, dataFolder });
  assert.ok(first.length >= 32);
  assert.equal(await loadSecret({ secret: undefined, dataFolder }), first);
  assert.equal(statSync(join(dataFolder, 'secret')).mode & 0o077, 0);
  assert.equal(readFileSync(join(dataFolder, 'secret'), 'utf8').trim(), first);
  assert.equal(await loadSecret({ secret: 'given', dataFolder }), 'given');
});
