import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import { describeOnEveryDatabase } from '../../test/support/databases.ts';
import {
  determineNextAttempt,
  enqueue,
  findDeadLetters,
  type OutboxHandler,
  reviveDeadLetter,
  runOutboxOnce,
} from './outbox.ts';

const org = 'anytown';
const start = '2026-04-02T09:00:00.000Z';

describeOnEveryDatabase('the outbox', (given) => {
  let now = start;
  const later = (seconds: number) => {
    now = new Date(Date.parse(now) + seconds * 1000).toISOString();
  };
  const settings = { now: () => now, lease: 60, maxAttempts: 3 };
  const put = (key: string, rest: { kind?: string; dueAt?: string } = {}) =>
    given.database.inOrganisation(org, (tx) =>
      enqueue(tx, org, { kind: 'mail', key, payload: { to: 'ada' }, dueAt: start, ...rest }),
    );
  const rows = async () =>
    await given.database.acrossOrganisations((tx) => tx.selectFrom('outbox').selectAll().orderBy('key').execute());
  const sent: string[] = [];
  const mail: OutboxHandler = async ({ key, attempt }) => void sent.push(`${key}#${attempt}`);
  beforeEach(async () => {
    now = start;
    sent.length = 0;
    await given.empty();
  });

  test('what is due is done once, in order, and its payload then forgotten', async () => {
    await put('b', { dueAt: '2026-04-02T08:59:00Z' });
    await put('a');
    await put('later', { dueAt: '2026-04-02T10:00:00Z' });
    assert.deepEqual(await runOutboxOnce(given.database, { mail }, settings), { done: 2, failed: 0, dead: 0 });
    assert.deepEqual(await runOutboxOnce(given.database, { mail }, settings), { done: 0, failed: 0, dead: 0 });
    assert.deepEqual(sent.toSorted(), ['a#1', 'b#1']);
    assert.deepEqual(
      (await rows()).map(({ key, state, payload }) => ({ key, state, payload })),
      [
        { key: 'a', state: 'done', payload: null },
        { key: 'b', state: 'done', payload: null },
        { key: 'later', state: 'waiting', payload: { to: 'ada' } },
      ],
    );
  });

  test('one key is one message for ever', async () => {
    await put('a');
    await put('a');
    await runOutboxOnce(given.database, { mail }, settings);
    await put('a');
    await runOutboxOnce(given.database, { mail }, settings);
    assert.deepEqual(sent, ['a#1']);
  });

  test('what fails is tried again, not before its time, and then done', async () => {
    await put('a');
    let broken = true;
    const shaky: OutboxHandler = async (message) => {
      if (broken) throw Object.assign(new Error('ada@example.org is full'), { code: '452' });
      await mail(message);
    };
    const failures: unknown[] = [];
    const heard = { ...settings, onFailure: (failure: unknown) => failures.push(failure) };
    assert.deepEqual(await runOutboxOnce(given.database, { mail: shaky }, heard), { done: 0, failed: 1, dead: 0 });
    assert.deepEqual(failures, [{ organisation: org, kind: 'mail', key: 'a', attempt: 1, code: '452', dead: false }]);
    assert.equal((await rows())[0]?.last_error, '452: [address] is full');
    broken = false;
    later(29);
    assert.equal((await runOutboxOnce(given.database, { mail: shaky }, settings)).done, 0);
    later(1);
    assert.equal((await runOutboxOnce(given.database, { mail: shaky }, settings)).done, 1);
    assert.deepEqual(sent, ['a#2']);
  });

  test('what fails too often, or for good, is dead: kept, seen, and can be sent round again', async () => {
    await put('a');
    await put('b');
    const failing: OutboxHandler = async ({ key }) => {
      throw Object.assign(new Error('no'), { code: 'gone', permanent: key === 'b' });
    };
    for (let n = 0; n < 5; n++) {
      await runOutboxOnce(given.database, { mail: failing }, settings);
      later(3600);
    }
    const dead = await given.database.inOrganisation(org, (tx) => findDeadLetters(tx, org));
    assert.deepEqual(
      dead
        .map(({ key, attempts, lastError }) => ({ key, attempts, lastError }))
        .sort((x, y) => (x.key < y.key ? -1 : 1)),
      [
        { key: 'a', attempts: 3, lastError: 'gone: no' },
        { key: 'b', attempts: 1, lastError: 'gone: no' },
      ],
    );
    const revive = (key: string) =>
      given.database.inOrganisation(org, (tx) => reviveDeadLetter(tx, org, { kind: 'mail', key, dueAt: now }));
    assert.deepEqual([await revive('a'), await revive('a')], [true, false]);
    await runOutboxOnce(given.database, { mail }, settings);
    assert.deepEqual(sent, ['a#1']);
  });

  test('two runners at once never do the same message', async () => {
    for (let n = 0; n < 30; n++) await put(`k${String(n).padStart(2, '0')}`);
    const runs = await Promise.all(
      [1, 2, 3].map(() => runOutboxOnce(given.database, { mail }, { ...settings, batch: 10 })),
    );
    assert.equal(
      runs.reduce((sum, run) => sum + run.done, 0),
      30,
    );
    assert.equal(new Set(sent).size, 30);
    assert.equal(sent.length, 30);
  });

  test('a runner takes over what another left when its lease has run out, and the late one settles nothing', async () => {
    await put('a');
    const slow: OutboxHandler = async () => {
      assert.equal((await runOutboxOnce(given.database, { mail }, settings)).done, 0);
      later(61);
      assert.equal((await runOutboxOnce(given.database, { mail }, settings)).done, 1);
    };
    assert.deepEqual(await runOutboxOnce(given.database, { mail: slow }, settings), { done: 0, failed: 0, dead: 0 });
    assert.deepEqual(sent, ['a#2']);
    assert.equal((await rows())[0]?.state, 'done');
  });

  test('a message under which every runner died is given up', async () => {
    await put('a');
    await given.database.acrossOrganisations((tx) =>
      sql`update outbox set attempts = 3, leased_until = ${start}::timestamptz, lease = 'x'`.execute(tx),
    );
    assert.deepEqual(await runOutboxOnce(given.database, { mail }, settings), { done: 0, failed: 0, dead: 1 });
    assert.deepEqual(sent, []);
  });

  test('a kind without a handler waits', async () => {
    await put('a', { kind: 'fax' });
    assert.equal((await runOutboxOnce(given.database, { mail }, settings)).done, 0);
    assert.equal((await runOutboxOnce(given.database, {}, settings)).done, 0);
    assert.equal((await rows())[0]?.state, 'waiting');
  });
});

test('the pause doubles with each failure, six hours at most', () => {
  const pauses = [1, 2, 3, 20].map(
    (attempt) => (Date.parse(determineNextAttempt(start, attempt)) - Date.parse(start)) / 1000,
  );
  assert.deepEqual(pauses, [30, 60, 120, 21600]);
});
