// Who gets letters, on invented packs: somebody who acts for the complainant, several residents, nobody to write to.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { loadCalendars } from '../../app/packs/load-calendars.ts';
import {
  type Calendar,
  determineAddressees,
  determineLetter,
  findLetter,
  type Happening,
  type IsoDate,
  listRecipients,
  listWarnings,
  onlySendsLetter,
  type Policy,
  replayHappenings,
} from '../../engine/index.ts';
import { loadSoundPolicies } from '../support/replay-files.ts';

type Told = readonly [on: string, what: string, input?: Record<string, unknown>];

let policies: readonly Policy[] = [];
let calendar: Calendar;
before(async () => {
  policies = await loadSoundPolicies(import.meta.dirname);
  calendar = loadCalendars().calendarFor('england-and-wales');
});

function play(pack: string, told: readonly Told[], asOf = '2026-03-20') {
  const policy = policies.find((one) => one.pack.pack === pack);
  assert.ok(policy);
  const happenings = told.map(
    ([on, what, input]): Happening => ({ on: on as IsoDate, what, ...(input && { with: input }) }),
  );
  const replay = replayHappenings(policy, calendar, happenings, { mode: 'live', asOf: asOf as IsoDate });
  assert.deepEqual(replay.refused, []);
  return replay.standing;
}
const who = (pack: string, told: readonly Told[]): readonly string[] =>
  determineAddressees(play(pack, told)).map(({ key, keptFrom }) => (keptFrom ? `${key}: ${keptFrom}` : key));

const RECEIVED: Told = ['2026-03-02', 'received'];
const NAMED: Told = ['2026-03-03', 'representative-named'];
const may = (writeTo: string): Told => [
  '2026-03-04',
  'authority-recorded',
  { given: true, signed: true, 'wants-it': true, 'write-to': writeTo },
];

describe('somebody who acts for the complainant', () => {
  test('gets nothing before permission is recorded, and the complainant gets it all', () => {
    assert.deepEqual(who('speaks-for', [RECEIVED, NAMED]), ['resident-1', 'representative: no-authority']);
    const [, representative] = determineAddressees(play('speaks-for', [RECEIVED, NAMED]));
    assert.deepEqual(
      representative?.lacks.map(({ id }) => id),
      ['signed', 'wants-it', 'write-to'],
    );
  });

  test('gets it as agreed: one of the two, or both', () => {
    assert.deepEqual(who('speaks-for', [RECEIVED, NAMED, may('both')]), ['resident-1', 'representative']);
    assert.deepEqual(who('speaks-for', [RECEIVED, NAMED, may('representative')]), [
      'resident-1: goes-to-the-other',
      'representative',
    ]);
    assert.deepEqual(who('speaks-for', [RECEIVED, NAMED, may('complainant')]), [
      'resident-1',
      'representative: goes-to-the-other',
    ]);
  });

  test('gets nothing from the moment it is withdrawn, nor does somebody named in their place', () => {
    const withdrawn: Told = ['2026-03-05', 'authority-recorded', { given: false }];
    assert.deepEqual(who('speaks-for', [RECEIVED, NAMED, may('representative'), withdrawn]), [
      'resident-1',
      'representative: authority-withdrawn',
    ]);
    assert.deepEqual(who('speaks-for', [RECEIVED, NAMED, may('both'), ['2026-03-05', 'representative-named']]), [
      'resident-1',
      'representative: no-authority',
    ]);
  });

  test('told with an answer missing, the permission counts for nothing', () => {
    const policy = policies.find((one) => one.pack.pack === 'speaks-for');
    assert.ok(policy);
    const happened = [RECEIVED, NAMED, ['2026-03-04', 'authority-recorded', { given: true, signed: true }]] as const;
    const happenings = happened.map(([on, what, input]) => ({
      on: on as IsoDate,
      what,
      ...(input && { with: input }),
    }));
    const told = replayHappenings(policy, calendar, happenings, { mode: 'history', asOf: '2026-03-20' as IsoDate });
    assert.equal(told.standing.state.authority, true);
    assert.deepEqual(
      listRecipients(told.standing).map(({ key }) => key),
      ['resident-1'],
    );
  });

  test('a supporter is no addressee, and a warning tells that permission is missing', () => {
    assert.deepEqual(who('speaks-for', [RECEIVED, ['2026-03-03', 'supporter-named']]), ['resident-1']);
    const codes = (told: readonly Told[]) => listWarnings(play('speaks-for', told)).map(({ code }) => code);
    assert.deepEqual(codes([RECEIVED, NAMED]), ['representative-without-authority']);
    assert.deepEqual(codes([RECEIVED, NAMED, may('both')]), []);
  });
});

describe('several residents', () => {
  const acknowledged: readonly Told[] = [
    ['2026-03-04', 'defined'],
    ['2026-03-05', 'acknowledged'],
  ];

  test('each gets letters from when they join until they leave', () => {
    const told: readonly Told[] = [RECEIVED, ['2026-03-03', 'resident-joined'], ['2026-03-04', 'resident-joined']];
    assert.deepEqual(who('neighbours', told), ['resident-1', 'resident-2', 'resident-3']);
    assert.deepEqual(who('neighbours', [...told, ['2026-03-05', 'resident-left', { resident: 2 }]]), [
      'resident-1',
      'resident-2: has-left',
      'resident-3',
    ]);
  });

  test('who joined after a letter is shown as not having had it, until a copy is sent', () => {
    const told: readonly Told[] = [RECEIVED, ...acknowledged, ['2026-03-06', 'resident-joined']];
    const warnings = (more: readonly Told[]) =>
      listWarnings(play('neighbours', [...told, ...more])).map(({ code, values }) => ({ code, ...values }));
    assert.deepEqual(warnings([]), [
      { code: 'resident-without-letter', resident: 2, letters: 'We have your complaint' },
    ]);
    assert.deepEqual(warnings([['2026-03-06', 'copy-sent', { letter: 3, 'copy-to': 'resident-2' }]]), []);
  });

  test('details told without a number are those of the first who still complains', () => {
    const standing = play('neighbours', [
      RECEIVED,
      ['2026-03-03', 'resident-joined'],
      ['2026-03-04', 'resident-left', { resident: 1 }],
      ['2026-03-05', 'details-recorded', { 'resident-email': 'ben@example.org' }],
    ]);
    const last = standing.history.at(-1);
    assert.equal(last?.type === 'details-recorded' && last.resident, 2);
  });

  test('more told of than known are said to be so', () => {
    const [warning] = listWarnings(play('neighbours', [['2026-03-02', 'received', { residents: 3 }]]));
    assert.deepEqual([warning?.code, warning?.values], ['residents-not-known', { told: 3, known: 1 }]);
  });
});

describe('nobody to write to', () => {
  const anonymous: Told = ['2026-03-02', 'received', { anonymous: true }];

  test('what only sends a letter is not possible and never late; the rest goes on', () => {
    const standing = play('no-name', [anonymous], '2026-04-20');
    const states = standing.clocks.map(({ clock, state, starts, waits }) => ({ clock, state, starts, waits }));
    assert.deepEqual(states, [
      { clock: 'acknowledgement', state: 'not-possible', starts: '2026-03-02', waits: false },
      { clock: 'answer', state: 'late', starts: '2026-03-09', waits: true },
    ]);
    assert.deepEqual(listRecipients(standing), []);
  });

  test('with a way to write to them, name or no name, everything is as for anybody', () => {
    const standing = play('no-name', [['2026-03-02', 'received', { anonymous: true, reachable: true }]], '2026-03-20');
    assert.deepEqual(
      standing.clocks.map(({ state }) => state),
      ['late', 'not-started'],
    );
  });

  test('an answer is recorded and marked as not sent', () => {
    const standing = play('no-name', [anonymous, ['2026-03-03', 'defined'], ['2026-03-05', 'response-issued']]);
    const issued = standing.history.find((event) => event.type === 'response-issued');
    assert.equal(issued?.type === 'response-issued' && issued.unsent, true);
    assert.equal(standing.state.status, 'answered');
  });

  test('a step that records an answer, decides or leads on is more than a letter', () => {
    const policy = policies.find((one) => one.pack.pack === 'no-name');
    assert.ok(policy);
    const steps = policy.pack.procedures[0]?.stages[0]?.steps ?? [];
    assert.deepEqual(
      steps.filter((step) => onlySendsLetter(policy, step)).map(({ id }) => id),
      ['acknowledge', 'invite'],
    );
  });
});

describe('parts that the pack or an answer fills', () => {
  test('fixed words are there by themselves, where their condition holds', () => {
    const told: readonly Told[] = [RECEIVED, ['2026-03-03', 'step-done', { step: 'weigh', 'at-fault': 'none' }]];
    const standing = play('fixed-words', told);
    const letter = determineLetter(standing, findLetter(standing.policy, 'answer')?.id, {});
    const content = (id: string) => letter?.parts.find(({ part }) => part === id)?.content;
    assert.deepEqual(content('lessons-note'), {
      kind: 'text',
      text: 'We talk about every complaint in our monthly team meeting.',
    });
    assert.equal(content('sorry'), undefined);
    assert.deepEqual(content('fault'), { kind: 'answer', fact: 'at-fault', value: 'none' });
  });

  test('an answer that nobody gave is missing, with the question', () => {
    const part = determineLetter(play('fixed-words', [RECEIVED]), 'answer', {})?.parts.find(
      (one) => one.part === 'fault',
    );
    assert.deepEqual([part?.missing, part?.lacks], ['not-known', ['Are we at fault?']]);
  });
});
