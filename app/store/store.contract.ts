import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'kysely';
import type { TestDatabase } from '../../test/support/databases.ts';
import { appendEvents } from './append-events.ts';
import { takeCheckpoint, verifyCheckpoints } from './checkpoints.ts';
import { deletePrivateTexts } from './delete-private-texts.ts';
import type { Tx } from './open-database.ts';
import { type Projection, rebuild } from './projections.ts';
import { readStream } from './read-stream.ts';
import { findReads, recordRead } from './record-read.ts';
import { type CommandOutcome, type Decision, runOnStream, type StreamCommand } from './run-command.ts';
import { saveReadModels } from './save-read-models.ts';
import type { NewEvent, StoredEvent } from './stored-event.ts';
import { readModels } from './tables.ts';
import { verifyChain } from './verify-chain.ts';

const org = 'anytown';
const now = '2026-04-02T09:30:00.000Z';

/** The behaviour every database kind must show. */
export function storeContract(given: TestDatabase): void {
  const inOrg = <T>(work: (tx: Tx) => Promise<T>) => given.database.inOrganisation(org, work);
  const append = (stream: string, expectedVersion: number, events: NewEvent[], actor = 'p1') =>
    inOrg((tx) => appendEvents(tx, { organisation: org, stream, expectedVersion, events, actor, recordedAt: now }));
  const command = (stream: string, rest: Partial<StreamCommand>): StreamCommand => ({
    ...{ database: given.database, organisation: org, stream, actor: 'p1', now, kind: 'decides', projections: [] },
    ...rest,
  });
  beforeEach(() => given.empty());

  test('an event comes back as it was stored, its texts apart', async () => {
    const first = received({
      data: { channel: 'telephone', parts: [1, 'b', { c: null }] },
      texts: { name: 'Ada', 'what-is-wrong': 'Damp' },
    });
    await append('case:c1', 0, [first, noted('Rang back', '2026-04-03T10:15:30+01:00')]);
    const plain = await inOrg((tx) => readStream(tx, org, 'case:c1'));
    assert.deepEqual(
      plain.map(({ version, type, data, happenedOn, happenedAt, recordedAt, actor }) => ({
        version,
        type,
        data,
        happenedOn,
        happenedAt,
        recordedAt,
        actor,
      })),
      [
        {
          version: 1,
          type: 'received',
          data: first.data,
          happenedOn: '2026-04-01',
          happenedAt: undefined,
          recordedAt: now,
          actor: 'p1',
        },
        {
          version: 2,
          type: 'noted',
          data: {},
          happenedOn: '2026-04-03',
          happenedAt: '2026-04-03T09:15:30.000Z',
          recordedAt: now,
          actor: 'p1',
        },
      ],
    );
    assert.equal('texts' in plain[0]!, false);
    const told = await inOrg((tx) => readStream(tx, org, 'case:c1', { withTexts: true }));
    assert.deepEqual(
      told.map((event) => event.texts),
      [{ name: 'Ada', 'what-is-wrong': 'Damp' }, { text: 'Rang back' }],
    );
    assert.deepEqual(
      (await inOrg((tx) => readStream(tx, org, 'case:c1', { after: 1 }))).map((e) => e.version),
      [2],
    );
  });

  test('what is appended is what is read, and its chain holds', async () => {
    const outcome = await append('case:c1', 0, [received(), noted('a')]);
    assert.ok('stored' in outcome);
    assert.deepEqual(await inOrg((tx) => readStream(tx, org, 'case:c1')), outcome.stored);
    assert.deepEqual(await inOrg((tx) => verifyChain(tx, org, 'case:c1')), { intact: true, version: 2 });
  });

  test('organisations do not see each other', async () => {
    await append('case:c1', 0, [received()]);
    const theirs = await given.database.inOrganisation('other', (tx) => readStream(tx, 'other', 'case:c1'));
    assert.deepEqual(theirs, []);
  });

  test('the session says whose transaction it is, and forgets it', async () => {
    const setting = (tx: Tx) =>
      sql<{ is: string | null }>`select nullif(current_setting('redress.organisation', true), '') as is`.execute(tx);
    assert.equal((await inOrg(setting)).rows[0]?.is, org);
    assert.equal((await given.database.acrossOrganisations(setting)).rows[0]?.is, null);
  });

  test('a transaction inside another is refused instead of waiting for ever', async () => {
    await assert.rejects(
      inOrg(() => inOrg(async () => 1)),
      /inside an open one/,
    );
    await assert.rejects(
      given.database.inOrganisation('Not An Id', async () => 1),
      /cannot be an organisation's id/,
    );
  });

  test('texts that PostgreSQL refuses are stored with replacement characters', async () => {
    await append('case:c1', 0, [
      received({ data: { 'a\0b': 'x\0y', half: 'z\uD800' }, texts: { name: 'A\0da\uDC00' } }),
    ]);
    const [event] = await inOrg((tx) => readStream(tx, org, 'case:c1', { withTexts: true }));
    assert.deepEqual(event?.data, { 'a\uFFFDb': 'x\uFFFDy', half: 'z\uFFFD' });
    assert.deepEqual(event?.texts, { name: 'A\uFFFDda\uFFFD' });
    assert.deepEqual(await inOrg((tx) => verifyChain(tx, org, 'case:c1')), { intact: true, version: 1 });
  });

  test('numbers, dates and instants are of the same kind on every database', async () => {
    const { rows } = await inOrg((tx) =>
      sql`select 9007199254740991::int8 as big, date '2026-02-28' as day, 12.50::numeric as money,
        timestamptz '2026-07-01 12:00:00.25+05:30' as moment, 3 as small, null::date as none`.execute(tx),
    );
    assert.deepEqual(
      { ...(rows[0] as object) },
      {
        ...{
          big: 9007199254740991,
          day: '2026-02-28',
          money: '12.50',
          moment: '2026-07-01T06:30:00.250Z',
          small: 3,
          none: null,
        },
      },
    );
  });

  test('an append on an older version is told what came since and stores nothing', async () => {
    await append('case:c1', 0, [received()]);
    await append('case:c1', 1, [noted('theirs')], 'p2');
    for (const expected of [0, 1]) {
      const outcome = await append('case:c1', expected, [noted('mine')]);
      assert.ok('conflict' in outcome);
      assert.equal(outcome.conflict.version, 2);
      assert.deepEqual(
        outcome.conflict.events.map((event) => event.version),
        expected === 0 ? [1, 2] : [2],
      );
    }
    assert.equal((await inOrg((tx) => readStream(tx, org, 'case:c1'))).length, 2);
  });

  test('two that start one stream at once: one wins, the other is told', async () => {
    const outcomes = await Promise.all([
      append('case:c1', 0, [received()], 'p1'),
      append('case:c1', 0, [received()], 'p2'),
    ]);
    assert.equal(outcomes.filter((outcome) => 'stored' in outcome).length, 1);
    assert.equal((await inOrg((tx) => readStream(tx, org, 'case:c1'))).length, 1);
  });

  test('an append that fails leaves nothing behind', async () => {
    await assert.rejects(
      inOrg(async (tx) => {
        await appendEvents(tx, {
          organisation: org,
          stream: 'case:c1',
          expectedVersion: 0,
          events: [received()],
          actor: 'p1',
          recordedAt: now,
        });
        throw new Error('after all');
      }),
      /after all/,
    );
    assert.deepEqual(await inOrg((tx) => verifyChain(tx, org, 'case:c1')), { intact: true, version: 0 });
  });

  const tampers: [string, string, string][] = [
    ['a changed date', `update event set happened_on = '2026-03-01' where version = 2`, 'digest-differs'],
    ['a changed actor', `update event set actor = 'p9' where version = 2`, 'digest-differs'],
    ['a changed digest', `update event set digest = 'x' where version = 2`, 'digest-differs'],
    ['a changed link', `update event set previous = 'x' where version = 2`, 'previous-differs'],
    ['an event taken out', 'delete from event where version = 2', 'version-missing'],
    ['a changed text', `update event_private set text = 'nice' where version = 2`, 'text-differs'],
    [
      'an added text',
      `insert into event_private select organisation, stream, 2, 'more', 's', 't' from stream_head`,
      'text-differs',
    ],
  ];
  for (const [what, statement, because] of tampers) {
    test(`the chain shows ${what}`, async () => {
      await append('case:c1', 0, [received(), noted('a'), noted('b')]);
      await inOrg((tx) => sql.raw(statement).execute(tx));
      const verdict = await inOrg((tx) => verifyChain(tx, org, 'case:c1'));
      assert.ok('broken' in verdict);
      assert.deepEqual({ version: verdict.broken.version, because: verdict.broken.because }, { version: 2, because });
    });
  }

  test('the chain shows an event taken from the end', async () => {
    await append('case:c1', 0, [received(), noted('a')]);
    await inOrg((tx) => sql`delete from event where version = 2`.execute(tx));
    await inOrg((tx) => sql`delete from event_private where version = 2`.execute(tx));
    const verdict = await inOrg((tx) => verifyChain(tx, org, 'case:c1'));
    assert.deepEqual(verdict, { broken: { version: 2, because: 'head-differs' } });
  });

  test('private texts deleted: the chain still holds, and new events still chain to it', async () => {
    await append('case:c1', 0, [received({ texts: { name: 'Ada', address: 'Mill Lane' } }), noted('a')]);
    await append('case:c2', 0, [noted('kept')]);
    assert.equal(await inOrg((tx) => deletePrivateTexts(tx, org, 'case:c1', { versions: [1], fields: ['name'] })), 1);
    const [first] = await inOrg((tx) => readStream(tx, org, 'case:c1', { withTexts: true }));
    assert.deepEqual(first?.texts, { address: 'Mill Lane' });
    assert.equal(await inOrg((tx) => deletePrivateTexts(tx, org, 'case:c1')), 2);
    await append('case:c1', 2, [noted('c')]);
    assert.deepEqual(await inOrg((tx) => verifyChain(tx, org, 'case:c1')), { intact: true, version: 3 });
    const [other] = await inOrg((tx) => readStream(tx, org, 'case:c2', { withTexts: true }));
    assert.deepEqual(other?.texts, { text: 'kept' });
  });

  test('equal texts have different digests, so that one cannot be told from the other', async () => {
    await append('case:c1', 0, [noted('same'), noted('same')]);
    const [first, second] = await inOrg((tx) => readStream(tx, org, 'case:c1'));
    assert.notEqual(first?.privateDigests['text'], second?.privateDigests['text']);
  });

  test('a command stores, projects and fills the outbox together', async () => {
    const outcome = await runOnStream(command('case:c1', { kind: 'starts', projections: [caseLines] }), () => ({
      events: [received(), noted('a')],
      outbox: [{ kind: 'mail', key: 'k1', payload: { to: 'someone' }, dueAt: now }],
    }));
    assert.ok('stored' in outcome && outcome.version === 2);
    assert.deepEqual(await snapshot(inOrg), [
      { case_id: 'c1', status: 'noted', version: 2, standing: { types: ['received', 'noted'] } },
      { clock_id: 'ack', due: '2026-04-09', state: 'running' },
      { kind: 'mail', key: 'k1' },
    ]);
  });

  test('a command that fails while projecting stores nothing', async () => {
    const broken: Projection = {
      name: 'broken',
      tables: [],
      apply: async () => Promise.reject(new Error('cannot project')),
    };
    const failing = command('case:c1', { projections: [caseLines, broken] });
    await assert.rejects(
      runOnStream(failing, () => ({
        events: [received()],
        outbox: [{ kind: 'k', key: '1', payload: {}, dueAt: now }],
      })),
      /cannot project/,
    );
    assert.deepEqual(await snapshot(inOrg), []);
    assert.deepEqual(await inOrg((tx) => readStream(tx, org, 'case:c1')), []);
  });

  test('a refused command stores nothing', async () => {
    const outcome = await runOnStream(command('case:c1', {}), () => ({ refused: [{ code: 'no' }] }));
    assert.deepEqual(outcome, { refused: [{ code: 'no' }] });
  });

  test('a decision on an older version is told what changed and by whom', async () => {
    await append('case:c1', 0, [received()]);
    await append('case:c1', 1, [{ ...noted('x'), type: 'extended' }], 'p2');
    const outcome = await runOnStream(command('case:c1', { seenVersion: 1 }), acknowledge);
    assert.ok('changed' in outcome);
    assert.deepEqual(
      { by: outcome.changed.by, types: outcome.changed.events.map((event) => event.type) },
      { by: ['p2'], types: ['extended'] },
    );
    assert.equal((await inOrg((tx) => readStream(tx, org, 'case:c1'))).length, 2);
  });

  test('a decision on an older version lands when what it rests on is as it was', async () => {
    await append('case:c1', 0, [received()]);
    await append('case:c1', 1, [noted('x')], 'p2');
    const outcome = await runOnStream(command('case:c1', { seenVersion: 1 }), acknowledge);
    assert.ok('stored' in outcome && outcome.version === 3);
  });

  test('a decision that names nothing it rests on is stopped by any newer event, with its refusal', async () => {
    await append('case:c1', 0, [received(), noted('x')]);
    const outcome = await runOnStream<string>(command('case:c1', { seenVersion: 1 }), (events) =>
      events.length === 2 ? { refused: ['too late'] } : { events: [noted('y')] },
    );
    assert.deepEqual('changed' in outcome && outcome.changed.refused, ['too late']);
  });

  test('two writers on one case: one decision lands, the other is told', async () => {
    await append('case:c1', 0, [received()]);
    const outcomes = await Promise.all(
      ['p1', 'p2'].map((actor) => runOnStream(command('case:c1', { actor, seenVersion: 1 }), acknowledge)),
    );
    assert.deepEqual(outcomes.map(kindOfOutcome).sort(), ['changed', 'stored']);
  });

  test('two that add to one case both land', async () => {
    await append('case:c1', 0, [received()]);
    const outcomes = await Promise.all(
      ['p1', 'p2'].map((actor) =>
        runOnStream(command('case:c1', { actor, kind: 'adds-only', seenVersion: 1 }), () => ({
          events: [noted(actor)],
        })),
      ),
    );
    assert.deepEqual(outcomes.map(kindOfOutcome), ['stored', 'stored']);
    assert.deepEqual(await inOrg((tx) => verifyChain(tx, org, 'case:c1')), { intact: true, version: 3 });
  });

  test('six that decide at once: none is lost, none overtakes another', async () => {
    await append('case:c1', 0, [received()]);
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) =>
        runOnStream(command('case:c1', { actor: `p${n}`, seenVersion: 1, projections: [caseLines] }), acknowledge),
      ),
    );
    assert.deepEqual(outcomes.map(kindOfOutcome).sort(), [...Array(5).fill('changed'), 'stored']);
  });

  test('six that add at once, to a case that is not there yet: none is lost', async () => {
    const outcomes = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) =>
        runOnStream(command('case:c1', { actor: `p${n}`, kind: 'adds-only', projections: [caseLines] }), () => ({
          events: [noted(`${n}`)],
        })),
      ),
    );
    assert.deepEqual(outcomes.map(kindOfOutcome), Array(6).fill('stored'));
    const events = await inOrg((tx) => readStream(tx, org, 'case:c1'));
    assert.deepEqual(new Set(events.map((event) => event.actor)), new Set(['p1', 'p2', 'p3', 'p4', 'p5', 'p6']));
    assert.deepEqual(await inOrg((tx) => verifyChain(tx, org, 'case:c1')), { intact: true, version: 6 });
  });

  test('a writer waits for another that holds the stream', {
    skip: given.kind === 'pglite' && 'needs two connections; PGlite has one',
  }, async () => {
    await append('case:c1', 0, [received()]);
    const order: string[] = [];
    const holding = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const first = inOrg(async (tx) => {
      await appendEvents(tx, {
        organisation: org,
        stream: 'case:c1',
        expectedVersion: 1,
        events: [noted('first')],
        actor: 'p1',
        recordedAt: now,
      });
      holding.resolve();
      await release.promise;
      order.push('first');
    });
    await holding.promise;
    const second = append('case:c1', 1, [noted('second')], 'p2').then((outcome) => {
      order.push('second');
      return outcome;
    });
    await waitUntilBlocked(given);
    release.resolve();
    await first;
    assert.deepEqual('conflict' in (await second) && order, ['first', 'second']);
  });

  test('a rebuild makes the same rows again, whatever had become of them', async () => {
    for (const id of ['c1', 'c2', 'c3']) {
      await runOnStream(command(`case:${id}`, { kind: 'starts', projections: [caseLines] }), () => ({
        events: [received(), noted(id)],
      }));
    }
    await append('person:p1', 0, [noted('not a case')]);
    const before = await snapshot(inOrg);
    await inOrg((tx) => sql`update case_list set status = 'garbled', reference = reference || 'x'`.execute(tx));
    await inOrg((tx) => sql`delete from running_clock where case_id = 'c2'`.execute(tx));
    await inOrg((tx) =>
      sql`insert into running_clock (organisation, case_id, clock_id, name, state) values (${org}, 'c9', 'a', 'b', 'c')`.execute(
        tx,
      ),
    );
    const told: string[] = [];
    await rebuild(given.database, [caseLines], {
      onProgress: ({ organisation, done, of }) => told.push(`${organisation} ${done}/${of}`),
    });
    assert.deepEqual(await snapshot(inOrg), before);
    assert.deepEqual(told, [`${org} 0/4`, `${org} 4/4`]);
  });

  test('a rebuild of more streams than fit one transaction keeps each organisation apart', async () => {
    for (let n = 0; n < 120; n++) {
      const organisation = n % 3 === 0 ? 'other' : org;
      await runOnStream(
        { ...command(`case:c${n}`, { kind: 'starts', projections: [caseLines] }), organisation },
        () => ({ events: [received()] }),
      );
    }
    const count = () =>
      given.database.acrossOrganisations((tx) =>
        sql`select organisation, count(*), min(version) as least from case_list group by organisation order by organisation`.execute(
          tx,
        ),
      );
    const before = (await count()).rows;
    await rebuild(given.database, [caseLines]);
    assert.deepEqual((await count()).rows, before);
    assert.deepEqual(before, [
      { organisation: org, count: 80, least: 1 },
      { organisation: 'other', count: 40, least: 1 },
    ]);
  });

  test('a projection that asks for texts gets them, when it is applied and when it is rebuilt', async () => {
    const start = command('person:p7', { kind: 'starts', projections: [people] });
    await runOnStream(start, () => ({
      events: [{ type: 'joined', data: {}, happenedOn: '2026-04-01', texts: { name: 'Ada' } }],
    }));
    await runOnStream({ ...start, kind: 'decides' }, () => ({ events: [noted('x')] }));
    const names = () => inOrg((tx) => tx.selectFrom('person').select(['name', 'roles', 'version']).execute());
    assert.deepEqual(await names(), [{ name: 'Ada', roles: ['officer'], version: 2 }]);
    await rebuild(given.database, [people]);
    assert.deepEqual(await names(), [{ name: 'Ada', roles: ['officer'], version: 2 }]);
  });

  test('saving read models deletes what has gone, updates what is there, and leaves other owners alone', async () => {
    const clock = (clock_id: string, state: string) => {
      return { case_id: 'c1', clock_id, name: 'n', stage: null, due: '2026-04-09', due_at: null, state };
    };
    const save = (rows: Parameters<typeof saveReadModels>[3], case_id = 'c1') =>
      inOrg((tx) => saveReadModels(tx, org, { case_id }, rows));
    const left = () =>
      inOrg((tx) =>
        tx
          .selectFrom('running_clock')
          .select(['case_id', 'clock_id', 'state'])
          .orderBy('case_id')
          .orderBy('clock_id')
          .execute(),
      );
    await save({ running_clock: [clock('a', 'running'), clock('b', 'running')] });
    await save({ running_clock: [{ ...clock('a', 'met'), case_id: 'c2' }] }, 'c2');
    await save({ running_clock: [clock('b', 'late'), clock('c', 'running')], point: [] });
    const other = { case_id: 'c2', clock_id: 'a', state: 'met' };
    assert.deepEqual(await left(), [
      { case_id: 'c1', clock_id: 'b', state: 'late' },
      { case_id: 'c1', clock_id: 'c', state: 'running' },
      other,
    ]);
    await save({});
    await save({ running_clock: [], case_list: [] });
    assert.deepEqual(await left(), [other]);
  });

  test('a row of a point keeps its finding and its details, and goes with the point', async () => {
    const point = (point_id: string, finding: string | null) => {
      const details = { addedIn: 'stage-1', of: [1, null, { deep: 'x' }] };
      return { case_id: 'c1', point_id, number: Number(point_id), state: 'open', finding, details };
    };
    const save = (rows: ReturnType<typeof point>[]) =>
      inOrg((tx) => saveReadModels(tx, org, { case_id: 'c1' }, { point: rows }));
    const kept = () => inOrg((tx) => tx.selectFrom('point').selectAll().orderBy('number').execute());
    await save([point('1', null), point('2', null), point('10', 'not-upheld')]);
    await save([point('1', 'upheld'), point('10', null)]);
    const rows = [point('1', 'upheld'), point('10', null)].map((row) => ({ organisation: org, ...row }));
    assert.deepEqual(await kept(), rows);
    await save([]);
    assert.deepEqual(await kept(), []);
  });

  test('the list of read models names the columns that there are', async () => {
    for (const [model, { key, rest }] of Object.entries(readModels)) {
      const { rows } = await inOrg((tx) =>
        sql<{
          name: string;
        }>`select column_name as name from information_schema.columns where table_name = ${model}`.execute(tx),
      );
      assert.deepEqual([...key, ...rest].sort(), rows.map((row) => row.name).sort(), model);
    }
  });

  test('a list by due date is read from its index, in the order of the index', async () => {
    const { rows } = await inOrg(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      await sql`set local enable_bitmapscan = off`.execute(tx);
      return sql<{
        'QUERY PLAN': string;
      }>`explain select * from case_list where organisation = 'anytown' order by next_due, case_id limit 20`.execute(
        tx,
      );
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.match(plan, /case_list_by_next_due/);
    assert.doesNotMatch(plan, /Sort/);
  });

  test('every read of a case is recorded, newest first', async () => {
    const read = { caseId: 'c1', person: 'p1', readAt: now, page: 'case' };
    await inOrg((tx) => recordRead(tx, org, read));
    await inOrg((tx) => recordRead(tx, org, { ...read, person: 'p2', page: 'letter' }));
    await inOrg((tx) => recordRead(tx, org, { ...read, caseId: 'c2' }));
    const reads = await inOrg((tx) => findReads(tx, org, 'c1'));
    assert.deepEqual(reads, [{ ...read, person: 'p2', page: 'letter' }, read]);
  });

  test('checkpoints hold the heads of each day, and are taken once a day', async () => {
    await append('case:c1', 0, [received()]);
    const first = await inOrg((tx) => takeCheckpoint(tx, org, '2026-04-02'));
    await append('case:c1', 1, [noted('a')]);
    assert.deepEqual(await inOrg((tx) => takeCheckpoint(tx, org, '2026-04-02')), first);
    await append('case:c2', 0, [received()]);
    const second = await inOrg((tx) => takeCheckpoint(tx, org, '2026-04-03'));
    const third = await inOrg((tx) => takeCheckpoint(tx, org, '2026-04-04'));
    assert.deepEqual([first.streams, second.streams, third.streams], [1, 2, 0]);
    assert.deepEqual([second.previous, third.previous], [first.digest, second.digest]);
    assert.deepEqual(await inOrg((tx) => verifyCheckpoints(tx, org)), {
      intact: true,
      checkpoints: 3,
      digest: third.digest,
    });
  });

  test('a checkpoint shows an event that was taken away or sealed again, and a changed checkpoint', async () => {
    await append('case:c1', 0, [received(), noted('a')]);
    await inOrg((tx) => takeCheckpoint(tx, org, '2026-04-02'));
    const verdictAfter = async (statement: string) => {
      const holder = new Error('roll back');
      let verdict: unknown;
      await inOrg(async (tx) => {
        await sql.raw(statement).execute(tx);
        verdict = await verifyCheckpoints(tx, org);
        throw holder;
      }).catch((error) => assert.equal(error, holder));
      return verdict;
    };
    const gone = { broken: { takenOn: '2026-04-02', because: 'event-differs', stream: 'case:c1', version: 2 } };
    assert.deepEqual(await verdictAfter('delete from event where version = 2'), gone);
    assert.deepEqual(await verdictAfter(`update event set digest = 'x' where version = 2`), gone);
    assert.deepEqual(await verdictAfter('delete from checkpoint_head'), {
      broken: { takenOn: '2026-04-02', because: 'digest-differs' },
    });
    assert.deepEqual(await verdictAfter(`update checkpoint set previous = 'x'`), {
      broken: { takenOn: '2026-04-02', because: 'previous-differs' },
    });
  });
}

function received(rest: Partial<NewEvent> = {}): NewEvent {
  return { type: 'received', data: {}, happenedOn: '2026-04-01', ...rest };
}

function noted(text: string, happenedAt?: string): NewEvent {
  return { type: 'noted', data: {}, happenedOn: '2026-04-03', texts: { text }, ...(happenedAt ? { happenedAt } : {}) };
}

// Rests on everything but notes.
function acknowledge(events: StoredEvent[]): Decision<string> {
  const weighty = events.filter((event) => event.type !== 'noted').map((event) => `${event.version} ${event.type}`);
  return { events: [{ type: 'acknowledged', data: {}, happenedOn: '2026-04-02' }], restsOn: weighty.join() };
}

function kindOfOutcome(outcome: CommandOutcome<unknown>): string {
  return Object.keys(outcome)[0]!;
}

const caseLines: Projection = {
  name: 'case lines',
  tables: ['case_list', 'running_clock'],
  apply: async (tx, organisation, stream, events) => {
    if (!stream.startsWith('case:')) return;
    const caseId = stream.slice(5);
    const line = {
      case_id: caseId,
      reference: `R-${caseId}`,
      pack: 'a',
      pack_version: '1',
      service: null,
      stage: null,
    };
    const dates = { received_on: '2026-04-01', handler: null, next_due: '2026-04-09', next_due_clock: 'ack' };
    const state = { status: events.at(-1)!.type, kind: 'complaint', late: false, restricted: false };
    const standing = { types: events.map((event) => event.type) };
    await saveReadModels(
      tx,
      organisation,
      { case_id: caseId },
      {
        case_list: [{ ...line, ...dates, ...state, standing, version: events.length, channel: null }],
        running_clock: [
          {
            case_id: caseId,
            clock_id: 'ack',
            name: 'Ack',
            stage: null,
            due: '2026-04-09',
            due_at: null,
            state: 'running',
          },
        ],
      },
    );
  },
};

const people: Projection = {
  name: 'people',
  tables: ['person'],
  withTexts: true,
  apply: async (tx, organisation, stream, events) => {
    const first = events[0]!;
    const name = 'texts' in first ? (first.texts['name'] ?? null) : null;
    const person = {
      person_id: stream.slice(7),
      name,
      state: 'active',
      roles: ['officer'],
      details: {},
      version: events.length,
    };
    await saveReadModels(tx, organisation, { person_id: person.person_id }, { person: [person] });
  },
};

async function snapshot(inOrg: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): Promise<unknown[]> {
  return inOrg(async (tx) => [
    ...(await tx
      .selectFrom('case_list')
      .select(['case_id', 'status', 'version', 'standing'])
      .orderBy('case_id')
      .execute()),
    ...(await tx.selectFrom('running_clock').select(['clock_id', 'due', 'state']).orderBy('case_id').execute()),
    ...(await tx.selectFrom('outbox').select(['kind', 'key']).execute()),
  ]);
}

async function waitUntilBlocked(given: TestDatabase): Promise<void> {
  for (;;) {
    const { rows } = await given.database.acrossOrganisations((tx) =>
      sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(tx),
    );
    if (rows.length > 0) return;
  }
}
