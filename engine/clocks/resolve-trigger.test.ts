import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { calendarOf } from '../../test/support/replay-files.ts';
import { loadPolicy } from '../../test/support/under-policy.ts';
import type { IsoDate } from '../calendar/index.ts';
import { replayHappenings } from '../decisions/replay-happenings.ts';
import type { Policy } from '../policy/schema.ts';
import type { ClockStanding } from './determine-clock.ts';

type Told = readonly [on: string, what: string];

function clockAfter(policy: Policy, id: string, ...told: readonly Told[]): ClockStanding {
  const happenings = told.map(([on, what]) => ({ on: on as IsoDate, what }));
  const { standing } = replayHappenings(policy, calendarOf(policy), happenings, {
    mode: 'history',
    asOf: '2026-03-20' as IsoDate,
  });
  const clock = standing.clocks.find((one) => one.id === id);
  assert.ok(clock, id);
  return clock;
}

describe('what stops a clock', () => {
  test('a response sent before the acknowledgement has met its clock beforehand', async () => {
    const told: readonly Told[] = [
      ['2026-03-02', 'received'],
      ['2026-03-04', 'response-issued'],
      ['2026-03-06', 'acknowledged'],
    ];
    const policy = await loadPolicy('anytown-homes');
    const response = clockAfter(policy, 'stage-1-response', ...told);
    assert.deepEqual([response.due, response.stopped, response.state], ['2026-03-20', '2026-03-04', 'met']);
    // told after all, the acknowledgement counts from its own day and is not taken from the response
    assert.equal(clockAfter(policy, 'stage-1-acknowledgement', ...told).stopped, '2026-03-06');
  });

  test('a contact made before a clock for the next contact started does not stop it; one made after does', async () => {
    const policy = await loadPolicy('anytown-homes');
    const pack = structuredClone(policy.pack);
    const clock = pack.procedures[0]?.stages[0]?.clocks[0];
    assert.ok(clock);
    Object.assign(clock, { id: 'next-contact', starts: { event: 'acknowledge.done' }, stops: { event: 'contacted' } });
    const told: readonly Told[] = [
      ['2026-03-02', 'received'],
      ['2026-03-03', 'contacted'],
      ['2026-03-04', 'acknowledged'],
    ];
    assert.equal(clockAfter({ ...policy, pack }, 'next-contact', ...told).state, 'late');
    const after = clockAfter({ ...policy, pack }, 'next-contact', ...told, ['2026-03-09', 'contacted']);
    assert.deepEqual([after.state, after.stopped], ['met', '2026-03-09']);
  });
});

describe('what starts a clock that ends with the decision on a request', () => {
  const told: readonly Told[] = [
    ['2026-03-02', 'received'],
    ['2026-03-03', 'escalation-requested'],
    ['2026-03-04', 'allocated'],
    ['2026-03-05', 'acknowledged'],
  ];

  test('is the request made in the stage, and not the one that opened it', async () => {
    const policy = await loadPolicy('resolution-team');
    assert.equal(clockAfter(policy, 'escalation-decision', ...told).state, 'not-started');
    const answered: readonly Told[] = [
      ...told,
      ['2026-03-10', 'response-issued'],
      ['2026-03-12', 'escalation-requested'],
    ];
    const asked = clockAfter(policy, 'escalation-decision', ...answered);
    // 13 and 16 to 19 March
    assert.deepEqual([asked.starts, asked.due], ['2026-03-12', '2026-03-19']);
  });

  test('any other clock of a stage opened by a request runs from that one', async () => {
    const policy = await loadPolicy('resolution-team');
    const pack = structuredClone(policy.pack);
    const clock = pack.procedures[0]?.stages[1]?.clocks[0];
    assert.ok(clock);
    Object.assign(clock, { id: 'from-the-request', starts: { event: 'escalation-requested' } });
    assert.equal(clockAfter({ ...policy, pack }, 'from-the-request', ...told).starts, '2026-03-03');
  });
});
