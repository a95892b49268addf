// A panel beside the steps of its pack: days, answers, declarations, papers, minutes, and what is due of it when.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { calendarOf, loadSoundPolicies } from '../../test/support/replay-files.ts';
import { happen, person } from '../../test/support/under-policy.ts';
import type { IsoDate } from '../calendar/index.ts';
import type { Policy } from '../policy/schema.ts';
import { listDuties } from './list-duties.ts';
import { findPanelStanding, listPanelLacks, listPapersChosen } from './panels.ts';
import { type Happening, type Replay, replayHappenings } from './replay-happenings.ts';

let policy: Policy;
before(async () => {
  const sound = await loadSoundPolicies(join(import.meta.dirname, '../../test/oddities/a-panel'));
  policy = sound.find(({ pack }) => pack.pack === 'a-panel')!;
});

const BOSS = person('boss', ['head-of-housing']);
const HEAD = [{ role: 'head-of-service' }];
const TENANT = [{ role: 'tenant', trainedOn: '2025-01-01' as IsoDate }];

/** Answered on 6 March, a panel asked for on 16 March 2026: to be answered by Wednesday 15 April. */
const BEGUN: readonly Happening[] = [
  happen('received')('2026-03-02', { service: 'homes' }),
  happen('defined')('2026-03-02', { points: [{ text: 'The lift' }], 'outcome-sought': 'Mend it' }),
  happen('response-issued')('2026-03-06'),
  happen('escalation-requested')('2026-03-16'),
];

const play = (asOf: string, ...told: readonly Happening[]): Replay =>
  replayHappenings(policy, calendarOf(policy), [...BEGUN, ...told], { mode: 'live', asOf: asOf as IsoDate });

const by = { by: BOSS };
const proposed = (given: object = {}) =>
  happen('panel-days-proposed')(
    '2026-03-17',
    {
      'panel-first-day': '2026-04-09',
      'panel-second-day': '2026-04-08',
      'panel-people': ['s2', 'ten'],
      'say-by': '2026-03-20',
      ...given,
    },
    by,
  );
const can = (on: string, member: string, days: readonly string[]) =>
  happen('panel-availability-given')(on, { 'can-on': days }, { by: person(member, ['tenant']) });
const declared = (on: string, member: string, conflict: boolean, what?: string) =>
  happen('interest-declared')(
    on,
    { 'panel-member': member, 'has-conflict': conflict, ...(what !== undefined && { 'conflict-what': what }) },
    by,
  );
const convened = (on: string, head = 's2', day = '2026-04-09') =>
  happen('step-done')(
    on,
    {
      step: 'convene',
      'seats.head': head,
      'seats.tenant': 'ten',
      'seat-roles': { head: HEAD, tenant: TENANT },
      'panel-on': day,
    },
    by,
  );
const chosen = (on: string, ...papers: readonly string[]) =>
  happen('panel-papers-chosen')(on, { 'panel-papers': papers }, by);
const sent = (on: string) =>
  happen('panel-papers-sent')(on, { 'papers-to': ['s2', 'ten'], 'papers-to-complainant': true }, by);
const minutes = (on: string) => happen('panel-minutes-kept')(on, { 'panel-attended': ['s2', 'ten'] }, by);
const heard = (on: string, who = BOSS) =>
  happen('step-done')(on, { step: 'hear', points: { 1: { conclusion: 'So.' } } }, { by: who });

const refusedOf = ({ refused }: Replay): readonly string[] =>
  refused.flatMap(({ reasons }) => reasons.map(({ code }) => code));
const lacksOf = ({ standing }: Replay): readonly string[] =>
  listPanelLacks(standing).map(({ what, person: who }) => (who === undefined ? what : `${what} ${who}`));
const dutiesOf = ({ standing }: Replay): readonly string[] =>
  listDuties(standing)
    .filter(({ kind }) => kind === 'panel')
    .map(({ id, due, owner }) => [id, due, owner].filter(Boolean).join(' '));

test('days are proposed in order, and each person asked has the answer as a duty of their own', () => {
  const replay = play('2026-03-18', proposed());
  assert.deepEqual(refusedOf(replay), []);
  assert.deepEqual(findPanelStanding(replay.standing)?.arranged?.proposed?.days, ['2026-04-08', '2026-04-09']);
  assert.deepEqual(dutiesOf(replay), ['panel:availability:s2 2026-03-20 s2', 'panel:availability:ten 2026-03-20 ten']);
  assert.deepEqual(lacksOf(replay), ['availability s2', 'availability ten', 'call']);
  assert.deepEqual(dutiesOf(play('2026-03-18', proposed(), can('2026-03-18', 's2', ['2026-04-09']))), [
    'panel:availability:ten 2026-03-20 ten',
  ]);
});

test('no day is proposed that is over, none twice, and none answered that was not proposed or by whom nobody asked', () => {
  assert.deepEqual(refusedOf(play('2026-03-18', proposed({ 'panel-second-day': '2026-04-09' }))), ['panel-day-twice']);
  assert.deepEqual(refusedOf(play('2026-03-18', proposed({ 'say-by': '2026-03-16' }))), ['day-is-past']);
  assert.deepEqual(refusedOf(play('2026-03-18', can('2026-03-18', 's2', []))), ['no-days-proposed']);
  assert.deepEqual(refusedOf(play('2026-03-18', proposed(), can('2026-03-18', 's2', ['2026-04-10']))), [
    'not-an-option',
  ]);
  assert.deepEqual(refusedOf(play('2026-03-18', proposed(), can('2026-03-18', 's9', []))), ['not-asked-to-sit']);
});

test('proposed anew, the earlier answers count no longer', () => {
  const again = play('2026-03-18', proposed(), can('2026-03-18', 's2', []), {
    ...proposed(),
    on: '2026-03-18' as IsoDate,
  });
  assert.deepEqual(lacksOf(again), ['availability s2', 'availability ten', 'call']);
});

test('whoever declared a conflict of interest takes no seat, and whose seat it is says who cannot', () => {
  const replay = play(
    '2026-03-19',
    proposed(),
    declared('2026-03-18', 's2', true, 'They are neighbours'),
    convened('2026-03-19'),
  );
  assert.deepEqual(refusedOf(replay), ['declared-conflict']);
  assert.equal(replay.refused[0]?.reasons[0]?.values['seat'], 'Head of service');
  assert.deepEqual(findPanelStanding(replay.standing)?.seats, []);
  const other = play(
    '2026-03-19',
    declared('2026-03-18', 's2', true, 'They are neighbours'),
    convened('2026-03-19', 's3'),
  );
  assert.deepEqual(refusedOf(other), []);
  assert.deepEqual(
    findPanelStanding(other.standing)?.seats.map(({ person: who }) => who),
    ['s3', 'ten'],
  );
});

test('a conflict is said in words, and so is that it is over; then the seat can be taken', () => {
  assert.deepEqual(refusedOf(play('2026-03-19', declared('2026-03-18', 's2', true))), ['conflict-without-words']);
  const said = declared('2026-03-18', 's2', true, 'They are neighbours');
  assert.deepEqual(refusedOf(play('2026-03-19', said, declared('2026-03-19', 's2', false))), [
    'conflict-without-words',
  ]);
  const over = declared('2026-03-19', 's2', false, 'It was another person of that name');
  assert.deepEqual(refusedOf(play('2026-03-19', said, over, convened('2026-03-19'))), []);
});

test('a conflict declared by whoever sits stops the meeting until somebody else does', () => {
  const late = [convened('2026-03-19'), declared('2026-03-23', 'ten', true, 'A friend of the family')];
  const stopped = play('2026-04-09', ...late, heard('2026-04-09'));
  assert.deepEqual(refusedOf(stopped), ['seat-in-conflict']);
  assert.ok(lacksOf(stopped).includes('conflict ten'));
  const again = convened('2026-03-24');
  const inOther = { ...again, with: { ...again.with, 'seats.tenant': 'other' } };
  assert.deepEqual(refusedOf(play('2026-04-09', ...late, inOther, heard('2026-04-09'))), []);
});

test('whoever declared a conflict decides nothing of the complaint, in whatever role', () => {
  const own = play(
    '2026-04-09',
    convened('2026-03-19'),
    declared('2026-03-23', 'boss', true, 'My sister'),
    heard('2026-04-09'),
  );
  assert.deepEqual(refusedOf(own), ['declared-conflict']);
});

test('papers go five working days before the meeting, Easter not counted, and what is theirs is due by then', () => {
  const replay = play('2026-03-20', convened('2026-03-19'));
  const panel = findPanelStanding(replay.standing);
  assert.equal(panel?.day, '2026-04-09');
  assert.equal(panel?.papersBy?.date, '2026-03-31');
  assert.deepEqual(
    panel?.papersBy?.skipped.map(({ date }) => date),
    ['2026-04-03', '2026-04-04', '2026-04-05', '2026-04-06'],
  );
  assert.deepEqual(dutiesOf(replay), [
    'panel:declaration:s2 2026-03-31 s2',
    'panel:declaration:ten 2026-03-31 ten',
    'panel:papers 2026-03-31',
    'panel:meeting 2026-04-09',
    'panel:sitting:s2 2026-04-09 s2',
    'panel:sitting:ten 2026-04-09 ten',
  ]);
});

test('papers are chosen in an order, sent as chosen, and nothing that staff noted is among those to choose', () => {
  const noted = happen('noted')('2026-03-20', { text: 'Inside' });
  const replay = play(
    '2026-03-31',
    convened('2026-03-19'),
    noted,
    chosen('2026-03-20', 'definition', 'complaint'),
    sent('2026-03-31'),
  );
  assert.deepEqual(refusedOf(replay), []);
  assert.deepEqual(listPapersChosen(replay.standing), ['definition', 'complaint']);
  assert.deepEqual(findPanelStanding(replay.standing)?.arranged?.sent[0]?.papers, ['definition', 'complaint']);
  assert.ok(!dutiesOf(replay).some((duty) => duty.startsWith('panel:papers')));
  const n = replay.events.find(({ type }) => type === 'noted')?.n;
  assert.deepEqual(refusedOf(play('2026-03-20', noted, chosen('2026-03-20', `letter-${n}`))), ['not-an-option']);
});

test('papers go to no panel that was not called together, and none go that nobody chose', () => {
  assert.deepEqual(refusedOf(play('2026-03-31', chosen('2026-03-20', 'complaint'), sent('2026-03-31'))), [
    'step-first',
  ]);
  assert.deepEqual(refusedOf(play('2026-03-31', convened('2026-03-19'), sent('2026-03-31'))), ['no-papers-chosen']);
});

test('evidence withdrawn after it was chosen goes to nobody', () => {
  const added = happen('evidence-added')('2026-03-17', { kind: 'document', description: 'The report' }, by);
  const gone = happen('evidence-withdrawn')('2026-03-21', { 'evidence-number': '1' }, by);
  const replay = play('2026-03-31', added, chosen('2026-03-20', 'evidence-1', 'complaint'), gone);
  assert.deepEqual(refusedOf(replay), []);
  assert.deepEqual(listPapersChosen(replay.standing), ['complaint']);
});

test('minutes are not written before the day; written again, both versions are kept', () => {
  assert.deepEqual(refusedOf(play('2026-04-08', convened('2026-03-19'), minutes('2026-04-08'))), ['panel-not-met-yet']);
  const twice = play('2026-04-10', convened('2026-03-19'), minutes('2026-04-09'), minutes('2026-04-10'));
  assert.equal(findPanelStanding(twice.standing)?.arranged?.minutes.length, 2);
});

test('once it has met nothing is missing or due of it any more', () => {
  const replay = play('2026-04-10', convened('2026-03-19'), heard('2026-04-09'));
  assert.deepEqual(refusedOf(replay), []);
  assert.deepEqual([lacksOf(replay), dutiesOf(replay)], [[], []]);
});

test('somebody who sits and cannot come on the day is told as missing', () => {
  const replay = play('2026-03-20', proposed(), can('2026-03-18', 's2', ['2026-04-08']), convened('2026-03-19'));
  assert.ok(lacksOf(replay).includes('not-free s2'));
});

test('the first stage has no panel: nothing of it can be done there', () => {
  const first = replayHappenings(
    policy,
    calendarOf(policy),
    [...BEGUN.slice(0, 2), { ...proposed(), on: '2026-03-03' as IsoDate }],
    {
      mode: 'live',
      asOf: '2026-03-18' as IsoDate,
    },
  );
  assert.deepEqual(refusedOf(first), ['step-not-needed']);
});
