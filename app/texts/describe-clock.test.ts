import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  type CaseEvent,
  type ClockStanding,
  determineStanding,
  type EventBody,
  type IsoDate,
  type Policy,
  type Standing,
} from '../../engine/index.ts';
import { loadCalendars } from '../packs/load-calendars.ts';
import { loadPolicies } from '../packs/load-packs.ts';
import { type ClockWords, describeClock } from './describe-clock.ts';
import { loadTexts } from './load-texts.ts';

const texts = loadTexts();
const calendar = loadCalendars().calendarFor('england-and-wales');
let policy: Policy;
before(async () => {
  const { policies } = await loadPolicies({ only: ['anytown-homes'] });
  policy = policies.versions('anytown-homes')[0] as Policy;
});

type Happened = readonly [on: string, body: EventBody];
const received: EventBody = {
  type: 'received',
  kind: 'complaint',
  channel: 'letter',
  service: 'housing',
  facts: {},
  procedure: 'complaints',
  opens: 'stage-1',
};
const acknowledged: EventBody = { type: 'acknowledged', stage: 'stage-1', step: 'acknowledge', filled: [] };
const extended: EventBody = {
  type: 'extended',
  stage: 'stage-1',
  clock: 'stage-1-response',
  rule: 'extension',
  extra: { n: 5, unit: 'working-day' },
  facts: {},
};

function standOn(asOf: string, happened: readonly Happened[]): Standing {
  const by = { id: 'p1', kind: 'staff', roles: [] } as const;
  const events = happened.map(
    ([on, body], index): CaseEvent => ({ ...body, n: index + 1, on: on as IsoDate, recordedOn: on as IsoDate, by }),
  );
  return determineStanding(policy, calendar, events, { on: asOf as IsoDate });
}

function tell(
  id: string,
  asOf: string,
  happened: readonly Happened[],
  change: Partial<ClockStanding> = {},
): ClockWords {
  const standing = standOn(asOf, happened);
  const clock = standing.clocks.find((one) => one.id === id) as ClockStanding;
  return describeClock(texts, { ...clock, ...change }, standing);
}

const ACK = 'stage-1-acknowledgement';
const RESPONSE = 'stage-1-response';
const overEaster: readonly Happened[] = [['2026-04-02', received]];

test('running: the day and what is left, with its working', () => {
  const told = tell(ACK, '2026-04-08', overEaster);
  assert.deepEqual([told.state, told.due], ['Running', 'Monday 13 April 2026']);
  assert.equal(told.sentence, 'Due Monday 13 April 2026, 3 working days left');
  assert.deepEqual(told.working.slice(0, 4), [
    '5 working days from Thursday 2 April 2026 (the complaint was received).',
    'Thursday 2 April 2026 itself is not counted.',
    'Not counted: Good Friday 3 April and Easter Monday 6 April.',
    'Weekend days not counted: 4, 5, 11 and 12 April.',
  ]);
  assert.match(told.working.join(' '), /The landlord’s own target is Friday 10 April 2026\./);
});

test('one day left, today, and the day after', () => {
  assert.match(tell(ACK, '2026-04-10', overEaster).sentence, /, 1 working day left$/);
  const today = tell(ACK, '2026-04-13', overEaster);
  assert.deepEqual([today.situation, today.state, today.sentence], ['due-today', 'Due today', 'Due today']);
  const late = tell(ACK, '2026-04-14', overEaster);
  assert.deepEqual([late.situation, late.sentence], ['late', 'Was due Monday 13 April 2026, 1 working day late']);
});

test('late by a weekend only is less than a working day', () => {
  assert.match(
    tell(ACK, '2026-03-14', [['2026-03-06', received]]).sentence,
    /^Was due Friday 13 March 2026, less than a working day late$/,
  );
});

test('a clock that counts calendar days says how many of those are left, or late', () => {
  const change = { limit: [{ n: 9, unit: 'calendar-day' as const }], due: '2026-04-11' as IsoDate };
  assert.equal(
    tell(ACK, '2026-04-02', overEaster, change).sentence,
    'Due Saturday 11 April 2026, 9 calendar days left',
  );
  assert.match(tell(ACK, '2026-04-10', overEaster, change).sentence, /, 1 calendar day left$/);
  const late = { ...change, state: 'late' as const, workingDaysLate: 0 };
  assert.equal(
    tell(ACK, '2026-04-12', overEaster, late).sentence,
    'Was due Saturday 11 April 2026, 1 calendar day late',
    'also where no working day lies between',
  );
  const done = { ...late, stopped: '2026-04-14' as IsoDate };
  assert.match(
    tell(ACK, '2026-04-20', overEaster, done).sentence,
    /^Done Tuesday 14 April 2026, 3 calendar days late:/,
  );
});

test('done in time and done late say how long it took', () => {
  const met = tell(ACK, '2026-04-20', [...overEaster, ['2026-04-09', acknowledged]]);
  assert.equal(met.sentence, 'Done Thursday 9 April 2026, in time: it was due Monday 13 April 2026');
  assert.equal(met.working.at(-1), 'Took 3 working days, up to Thursday 9 April 2026.');
  const late = tell(ACK, '2026-04-20', [...overEaster, ['2026-04-15', acknowledged]]);
  assert.deepEqual([late.situation, late.state], ['late-done', 'Done late']);
  assert.equal(late.sentence, 'Done Wednesday 15 April 2026, 2 working days late: it was due Monday 13 April 2026');
});

test('not started says what it waits for, by the procedure’s name of the step', () => {
  const told = tell(RESPONSE, '2026-04-08', overEaster);
  assert.equal(told.sentence, 'Starts with: “Acknowledge the complaint” was done');
  assert.deepEqual([told.due, told.working], [undefined, []]);
});

test('an extension shows in the length of time and in the working', () => {
  const happened: readonly Happened[] = [
    ['2026-03-02', received],
    ['2026-03-03', acknowledged],
    ['2026-03-10', extended],
  ];
  const { working } = tell(RESPONSE, '2026-03-11', happened);
  assert.match(working[0] ?? '', /^10 working days, then 5 working days from Tuesday 3 March 2026/);
  assert.ok(working.includes('Extended to Tuesday 24 March 2026.'), working.join('\n'));
});

test('the days left out name their year where it is another', () => {
  const { working } = tell(ACK, '2025-12-31', [['2025-12-30', received]]);
  assert.match(
    working.join(' '),
    /Not counted: New Year['’]s Day 1 January\. Weekend days not counted: 3 and 4 January\./,
  );
  const { working: earlier } = tell(ACK, '2025-12-31', [['2025-12-24', received]]);
  assert.match(
    earlier.join(' '),
    /Christmas Day 25 December 2025, Boxing Day 26 December 2025 and New Year['’]s Day 1 January\. Weekend days not counted: 27 and 28 December 2025/,
  );
});

test('hours end at an instant, or at the close of the day where the hour is not known', () => {
  const hours = {
    limit: [{ n: 24, unit: 'hour' }],
    due: '2026-04-03',
    skipped: [],
    dueAt: '2026-04-03T09:30:00Z',
    startsAt: '2026-04-02T09:30:00Z',
  } as object;
  const exact = tell(ACK, '2026-04-03', overEaster, { ...(hours as Partial<ClockStanding>), state: 'running' });
  assert.deepEqual([exact.due, exact.sentence], ['Friday 3 April 2026 at 10:30', 'Due today at 10:30']);
  assert.equal(exact.working[0], '24 hours from Thursday 2 April 2026 at 10:30 (the complaint was received).');
  const rough = tell(ACK, '2026-04-03', overEaster, {
    ...(hours as Partial<ClockStanding>),
    state: 'running',
    approximate: true,
  });
  assert.deepEqual([rough.due, rough.sentence], ['Friday 3 April 2026', 'Due today']);
});

test('every other way a clock can stand has its sentence', () => {
  const other = (change: Partial<ClockStanding>): ClockWords => tell(ACK, '2026-04-20', overEaster, change);
  assert.equal(other({ lapsed: true, state: 'not-needed' }).sentence, 'Ran out on Monday 13 April 2026');
  assert.equal(other({ state: 'not-needed', window: true }).situation, 'window-over');
  assert.equal(other({ state: 'not-needed' }).sentence, 'Not needed on this case');
  assert.equal(other({ state: 'running', due: undefined, limit: [] }).sentence, 'No due date is set');
  assert.match(other({ state: 'running', due: undefined, limit: [] }).working[0] ?? '', /no limit is set\.$/);
  assert.match(other({ limit: [], skipped: [] }).working[0] ?? '', /to a date agreed with the complainant\.$/);
  const unknown = other({ state: 'running', due: undefined, limit: [], limitUnknown: true });
  assert.equal(unknown.sentence, 'The limit is not in the source, and none is agreed yet');
  assert.match(unknown.working[0] ?? '', /gives no limit\. It has none until a date is agreed/);
  assert.match(
    other({ limit: [], skipped: [], dueWith: RESPONSE }).working[0] ?? '',
    /is due together with “Stage 1 response”\.$/,
  );
  const capped = other({
    startImplied: true,
    extensions: [{ n: 3, rule: 'x', counts: true, why: 'beyond-cap', due: '2026-04-13' as IsoDate }],
  });
  assert.match(capped.working.join(' '), /The start was not recorded.*the latest that the procedure allows/);
});

test('what sets off a clock is named, alone or among several', () => {
  const starts = (startedBy: string): string =>
    tell(ACK, '2026-04-08', overEaster, { state: 'not-started', startedBy }).sentence;
  assert.equal(
    starts('earliest of received, stage-1.respond.done'),
    'Starts with: the first of: the complaint was received, “Send the Stage 1 response” was done',
  );
  assert.equal(starts('stage-2.respond.done'), 'Starts with: “Stage 2: Send the Stage 2 response” was done');
  assert.equal(starts('stage-1-response.ended'), 'Starts with: the time for “Stage 1 response” ended');
  assert.equal(starts('investigate.tried'), 'Starts with: “Look into each point” was tried');
});

test('what is taken for granted about bank holidays is told', () => {
  const told = tell(ACK, '2040-03-06', [['2040-03-05', received]]);
  assert.match(
    told.working.join(' '),
    /Taken for granted: no one-off bank holidays are known after \d+ [A-Z][a-z]+ \d{4}; none is assumed\./,
  );
});
