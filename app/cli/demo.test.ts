import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { IsoDate } from '../../engine/index.ts';
import { readConfig } from '../config.ts';
import { listPositions, standsAt } from '../demo/plan-cases.ts';
import { openInstallation } from '../installation.ts';
import { standingOf } from '../store/cases/casebook.ts';
import { readModels } from '../store/tables.ts';
import { makeClockOn, runDemo } from './demo.ts';
import type { Io } from './main.ts';
import { runPeople } from './people.ts';
import { runRebuild } from './rebuild.ts';

const TODAY = '2026-11-20';
const folder = mkdtempSync(join(tmpdir(), 'redress-demo-test-'));
const data = join(folder, 'demo');
const environment = { REDRESS_DATA: data };

type Told = { url: string; people: { name: string; role: string; organisation: string; signIn: string }[] };
type Demo = { process: ChildProcess; told: Told; lines: string[] };

function startDemo(): Promise<Demo> {
  const args = ['app/cli/main.ts', 'demo', '--port', '0', '--data', data, '--today', TODAY, '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}: ${err}`)));
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
      if (!out.endsWith('\n')) return;
      const lines = out.trimEnd().split('\n');
      resolve({ process: child, told: JSON.parse(lines[0]!) as Told, lines });
    });
  });
}

async function stopDemo({ process: child }: Demo): Promise<number | null> {
  child.removeAllListeners('exit');
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}

function listen(): Io & { told: { out: string; err: string } } {
  const told = { out: '', err: '' };
  const stdin = { async *[Symbol.asyncIterator]() {} };
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

let demo: Demo;
before(async () => {
  demo = await startDemo();
});
after(async () => {
  await stopDemo(demo);
  rmSync(folder, { recursive: true, force: true });
});

test('it prints one line for programs, answers everybody at /, and signs a person in by their link', async () => {
  const { told, lines } = demo;
  assert.equal(lines.length, 1);
  assert.match(told.url, /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.ok(told.people.length > 10);
  for (const person of told.people) assert.deepEqual(Object.keys(person), ['name', 'role', 'organisation', 'signIn']);
  assert.equal((await fetch(`${told.url}/`)).status, 200);
  assert.equal(await (await fetch(`${told.url}/health`)).text(), 'ok\n');
  const { signIn, name } = told.people.find(({ role }) => role !== 'Administrator')!;
  const answer = await fetch(signIn, { redirect: 'manual' });
  assert.equal(answer.status, 303);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const work = await fetch(`${told.url}${answer.headers.get('location')}`, { headers: { cookie } });
  assert.equal(work.status, 200);
  assert.ok((await work.text()).includes(name));
  assert.equal((await fetch(`${told.url}/demo/sign-in/nobody`)).status, 404);
  assert.ok((await (await fetch(`${told.url}/demo`)).text()).includes(name));
  assert.equal((await fetch(`${told.url}/demo/mail`)).status, 200);
});

test('while it runs, commands on its data say so plainly', async () => {
  const io = listen();
  const args = ['list', '--organisation', 'anytown-homes'];
  assert.equal(await runPeople(args, io, environment), 1);
  assert.match(io.told.err, /use the page “People” instead/);
  const again = listen();
  assert.equal(await runDemo(['--data', data, '--fresh', '--port', '0'], again), 1);
  assert.match(again.told.err, /is in use by process/);
});

test('stopped and started again it goes on where it was; its lists can be made again and come out equal', async () => {
  assert.equal(await stopDemo(demo), 0);
  const before = await lookInto();
  assert.deepEqual(before.empty, []);
  assert.ok(before.cases >= 230 && before.cases <= 300, `${before.cases} cases`);
  const io = listen();
  assert.equal(await runRebuild([], io, environment), 0, io.told.err);
  assert.match(io.told.err, /: \d+ of \d+/);
  assert.deepEqual((await lookInto()).models, before.models);
  const people = demo.told.people.map(({ signIn }) => new URL(signIn).pathname);
  demo = await startDemo();
  assert.deepEqual(
    demo.told.people.map(({ signIn }) => new URL(signIn).pathname),
    people,
  );
});

test('a folder that is no demo is left alone', async () => {
  writeFileSync(join(folder, 'letter.txt'), 'mine');
  const io = listen();
  assert.equal(await runDemo(['--data', folder, '--fresh'], io), 1);
  assert.match(io.told.err, /no demo of Redress, and was left as it is/);
  assert.equal(readFileSync(join(folder, 'letter.txt'), 'utf8'), 'mine');
});

test('a day or a port that is none is refused', async () => {
  for (const [args, told] of [
    [['--today', '2026-02-30'], /not a date/],
    [['--port', 'x'], /--port must be/],
    [['--nonsense'], /--help/],
  ] as const) {
    const io = listen();
    assert.equal(await runDemo([...args], io), 1);
    assert.match(io.told.err, told);
  }
});

test('a clock on another day goes on from there, in summer as in winter', () => {
  const clock = { now: '2026-11-20T23:30:00.000Z' };
  const there = makeClockOn('2026-07-01' as IsoDate, () => clock.now);
  const first = there();
  assert.equal(new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date(first)), '2026-07-01');
  clock.now = '2026-11-20T23:40:00.000Z';
  assert.equal(Date.parse(there()) - Date.parse(first), 600_000);
});

/** The read models of the demo, how many cases it has, and where in the procedures none stands. */
async function lookInto(): Promise<{ models: unknown; cases: number; empty: string[] }> {
  const installation = await openInstallation(readConfig(environment), () => `${TODAY}T23:00:00Z`);
  const { database, casebook, organisations, people } = installation;
  try {
    const models: Record<string, unknown[]> = {};
    for (const [model, { key }] of Object.entries(readModels)) {
      models[model] = await database.acrossOrganisations((tx) =>
        key
          .reduce(
            (query, column) => query.orderBy(column as 'case_id'),
            tx.selectFrom(model as 'case_list').selectAll(),
          )
          .execute(),
      );
    }
    const cases = models['case_list'] as { organisation: string; case_id: string }[];
    const empty: string[] = [];
    for (const { id, policy } of organisations) {
      const cast = await people.list(id);
      const own = cases.filter(({ organisation }) => organisation === id);
      const records = await Promise.all(own.map((one) => casebook.load(id, one.case_id)));
      const standings = records.map((record) => standingOf(record!, { on: TODAY as IsoDate }));
      for (const position of listPositions(policy.pack)) {
        if (!standings.some((standing) => standsAt(cast, standing, position)))
          empty.push(`${id}: ${position.stage.id}, ${position.step.id}`);
      }
    }
    return { models, cases: cases.length, empty };
  } finally {
    await installation.close();
  }
}
