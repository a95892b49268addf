// Asking colleagues and others for information: by when, reminders, answers, and what a late answer does to a clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acknowledged, closed, defined, happen, received, underPolicy } from '../../test/support/under-policy.ts';
import { addCalendarDays, type IsoDate, isWorkingDay } from '../calendar/index.ts';
import type { CaseEvent } from '../case/events.ts';
import { determineStanding, type Standing } from '../clocks/determine-standing.ts';
import { findCommand } from './all-commands.ts';
import { decideCommand } from './decide-command.ts';
import { findCausesOfDelay } from './find-causes-of-delay.ts';
import { numberEvents } from './foresee.ts';
import { isInternal } from './is-internal.ts';
import { listDuties } from './list-duties.ts';
import { findReminderDue, listReminderDays, suggestRequestDue } from './requests.ts';

const asked = happen('information-requested');
const chased = happen('information-chased');
const answered = happen('information-received');
const putOff = happen('information-put-off');
const moved = happen('information-due-moved');
const settled = happen('information-settled');
const withdrawn = happen('information-withdrawn');

const roofer = {
  'asked-name': 'Ridge Roofing',
  'asked-email': 'office@ridge.example',
  'asked-question': 'When was it mended?',
};
const colleague = { 'asked-of': 'p7', 'asked-question': 'Who was sent?' };

/** Received on Monday 2 March 2026 and acknowledged that day: to be answered by Monday 16 March. */
const scene = async () =>
  (await underPolicy('anytown-homes')).given(received('2026-03-02'), defined('2026-03-02'), acknowledged('2026-03-02'));

const dutiesOf = (standing: Standing) =>
  listDuties(standing)
    .filter(({ kind }) => kind === 'information-request')
    .map(({ id, due, owner, waitsForOthers }) =>
      [id, due ?? 'now', owner, waitsForOthers && 'waits'].filter(Boolean).join(' '),
    );

test('somebody outside is asked by name and address, and the case waits for them', async () => {
  const given = (await scene()).given(asked('2026-03-03', roofer));
  assert.deepEqual(dutiesOf(given.standing), ['information-request:1 2026-03-10 waits']);
  assert.equal(given.standing.state.requests[0]?.to, undefined);
});

test('a colleague asked has the answering as a duty of their own', async () => {
  const given = (await scene()).given(asked('2026-03-03', { ...colleague, 'answer-by': '2026-03-05' }));
  assert.deepEqual(dutiesOf(given.standing), [
    'information-request:1 2026-03-05 waits',
    'information-request:1:answer 2026-03-05 p7',
  ]);
});

test('who is asked is one of the two, whole, and by a day that has not passed', async () => {
  const ask = (given: object) => ({ what: 'information-requested', with: { 'asked-question': 'Which?', ...given } });
  const open = await scene();
  open.when(ask({})).thenRefused('nobody-asked');
  open.when(ask({ ...roofer, 'asked-of': 'p7' })).thenRefused('two-asked');
  open.when(ask({ 'asked-name': 'Ridge Roofing' })).thenRefused('field-missing');
  open.when(ask({ ...roofer, 'asked-email': 'office at ridge' })).thenRefused('not-an-address');
  open.when(ask({ ...roofer, 'answer-by': '2026-03-01' })).thenRefused('day-is-past');
  open.when(ask(roofer)).thenAllowed();
});

test('the day offered is five working days on, with what was left out', async () => {
  const { standing } = await scene();
  const suggested = suggestRequestDue(standing, '2026-04-02' as IsoDate);
  assert.equal(suggested.date, '2026-04-13');
  assert.deepEqual(
    suggested.skipped.flatMap(({ because }) => (/day$/.test(because) && !/^S/.test(because) ? [because] : [])),
    ['Good Friday', 'Easter Monday'],
  );
});

test('an answer waits to be read, more can be added, and one that is enough ends it', async () => {
  const given = (await scene()).given(
    asked('2026-03-03', colleague),
    answered('2026-03-05', { answer: 'The fitter.' }),
  );
  assert.deepEqual(dutiesOf(given.standing), ['information-request:1 now']);
  given.thenWarned('answer-to-read');
  const more = given.given(answered('2026-03-06', { answer: 'And his mate.' }));
  assert.equal(more.standing.state.requests[0]?.answered?.on, '2026-03-05');
  const over = more.given(settled('2026-03-09'));
  assert.deepEqual(dutiesOf(over.standing), []);
  over.when({ what: 'information-received', with: { answer: 'Once more.' } }).thenRefused('no-open-request');
});

test('who needs longer, or says it is not theirs, puts the next move to whoever has the case', async () => {
  const longer = { 'put-off': 'needs-longer', proposed: '2026-03-16', 'put-off-why': 'Away until then.' };
  const waiting = (await scene()).given(asked('2026-03-03', roofer), putOff('2026-03-05', longer));
  assert.deepEqual(dutiesOf(waiting.standing), ['information-request:1 now']);
  const agreed = waiting.given(moved('2026-03-06', { 'answer-by': '2026-03-16' }));
  assert.deepEqual(dutiesOf(agreed.standing), ['information-request:1 2026-03-16 waits']);
  assert.equal(agreed.standing.state.requests[0]?.firstDue, '2026-03-10');
  waiting.when({ what: 'information-due-moved', with: { 'answer-by': '2026-03-04' } }).thenRefused('day-is-past');
  const other = waiting.given(withdrawn('2026-03-06', { 'withdrawn-why': 'Asked the other firm.' }));
  assert.deepEqual(dutiesOf(other.standing), []);
});

test('all of it stays with the landlord', async () => {
  const given = (await scene()).given(asked('2026-03-03', roofer), chased('2026-03-04'), answered('2026-03-05'));
  const about = given.standing.history.filter(({ type }) => type.startsWith('information-'));
  assert.equal(about.length, 3);
  assert.ok(about.every((event) => isInternal(given.policy, event)));
});

test('reminders go the day before, the day after, and then every third working day', async () => {
  const given = (await scene()).given(asked('2026-03-02', roofer));
  const [request] = given.standing.state.requests;
  assert.ok(request);
  assert.deepEqual(listReminderDays(given.standing, request), [
    '2026-03-06',
    '2026-03-10',
    '2026-03-13',
    '2026-03-18',
    '2026-03-23',
    '2026-03-26',
    '2026-03-31',
  ]);
  assert.equal(findReminderDue(given.on('2026-03-05').standing, request), undefined);
  assert.equal(findReminderDue(given.on('2026-03-06').standing, request), '2026-03-06');
});

test('the system sends none on another day; a person may at any time', async () => {
  const given = (await scene()).given(asked('2026-03-02', roofer));
  const bySystem = { what: 'information-chased', by: { id: 'system', kind: 'system' as const, roles: [] } };
  given.on('2026-03-05').when(bySystem).thenRefused('no-reminder-due');
  given.on('2026-03-05').when({ what: 'information-chased' }).thenAllowed();
  given.on('2026-03-06').when(bySystem).thenAllowed();
  given
    .given({ ...bySystem, on: '2026-03-06' })
    .when(bySystem)
    .thenRefused('no-reminder-due');
});

/** What the system does each day from the day of asking on: the days on which it reminded. */
function remindDaily(start: Standing, days: number, answerOn: IsoDate | undefined, absent: readonly number[]) {
  const events = [...start.history] as CaseEvent[];
  const sent: IsoDate[] = [];
  for (let day = 0; day < days; day++) {
    const on = addCalendarDays(start.asOf.on, day);
    const record = (what: string, kind: 'system' | 'other-body', input: object): boolean => {
      const standing = determineStanding(start.policy, start.calendar, events, { on });
      const command = findCommand(what);
      assert.ok(command);
      const actor = { id: kind, kind, roles: [] };
      const decision = decideCommand(standing, { command, actor, moment: { on }, input: { ...input } });
      if (decision.refusals.length > 0) return false;
      const bodies = decision.events.map(({ body }) => body);
      events.push(...numberEvents(standing, bodies, { moment: { on } }, actor));
      return true;
    };
    if (on === answerOn) record('information-received', 'other-body', { answer: 'Yes.' });
    if (!absent.includes(day) && record('information-chased', 'system', {})) sent.push(on);
  }
  return sent;
}

test('however the days fall: at most seven reminders, on working days, in order, none once answered', async () => {
  const open = await scene();
  fc.assert(
    fc.property(
      fc.nat(300),
      fc.nat(20),
      fc.option(fc.nat(60), { nil: undefined }),
      fc.array(fc.nat(60), { maxLength: 20 }),
      (later, within, answer, absent) => {
        const on = addCalendarDays('2026-03-02' as IsoDate, later);
        const given = open.given(asked(on, { ...roofer, 'answer-by': addCalendarDays(on, within) })).on(on);
        const answerOn = answer === undefined ? undefined : addCalendarDays(on, answer);
        const sent = remindDaily(given.standing, 70, answerOn, absent);
        assert.ok(sent.length <= 7);
        assert.deepEqual(sent, [...new Set(sent)].sort());
        assert.ok(sent.every((day) => day > on && (answerOn === undefined || day < answerOn)));
        if (absent.length === 0) {
          assert.ok(sent.every((day) => isWorkingDay(given.standing.calendar, day)));
          if (answerOn === undefined) assert.ok(sent.length >= 6);
        }
      },
    ),
    { numRuns: 40, seed: 4 },
  );
});

test('a late answer is the cause of a delay of the clock that waited for it', async () => {
  const given = (await scene()).given(asked('2026-03-02', { ...roofer, 'answer-by': '2026-03-09' }));
  const causes = (standing: Standing) => {
    const clock = standing.clocks.find(({ id }) => id === 'stage-1-response');
    assert.ok(clock);
    return findCausesOfDelay(standing, clock);
  };
  // neither late nor at risk yet: nothing to explain
  assert.deepEqual(causes(given.on('2026-03-10').standing), []);
  const late = given.on('2026-03-18').standing;
  // 3 to 6, 9 to 13, 16 to 18 March; from the 10th on too late
  assert.deepEqual(
    causes(late).map(({ workingDays, workingDaysLate, answered: on }) => [workingDays, workingDaysLate, on]),
    [[12, 7, undefined]],
  );
  given.on('2026-03-18').thenWarned('waited-for-answer');
  const came = given.given(answered('2026-03-13', { answer: 'On Tuesday.' })).on('2026-03-18');
  assert.deepEqual(
    causes(came.standing).map(({ workingDays, workingDaysLate, answered: on }) => [workingDays, workingDaysLate, on]),
    [[9, 4, '2026-03-13']],
  );
  came.thenWarned('answer-came-late');
  const inTime = given.given(answered('2026-03-09', { answer: 'On Tuesday.' })).on('2026-03-18');
  assert.deepEqual(causes(inTime.standing), []);
});

test('a longer day that was agreed makes the wait no shorter', async () => {
  const given = (await scene())
    .given(
      asked('2026-03-02', { ...roofer, 'answer-by': '2026-03-04' }),
      moved('2026-03-04', { 'answer-by': '2026-03-13' }),
    )
    .given(answered('2026-03-13', { answer: 'Here.' }))
    .on('2026-03-17');
  const clock = given.standing.clocks.find(({ id }) => id === 'stage-1-response');
  assert.ok(clock);
  assert.deepEqual(
    findCausesOfDelay(given.standing, clock).map(({ due, workingDaysLate }) => [due, workingDaysLate]),
    [['2026-03-04', 7]],
  );
});

test('a closed case waits for no answer, and one re-opened does again', async () => {
  const asking = (await scene()).given(asked('2026-03-03', roofer));
  const over = asking.given(happen('withdrawn')('2026-03-04'));
  assert.deepEqual(dutiesOf(over.standing), []);
  over.when({ what: 'information-received', with: { answer: 'Late.' } }).thenRefused('case-closed');
  const again = over.given(happen('reopened')('2026-03-05', { why: 'They asked.' }));
  assert.deepEqual(dutiesOf(again.standing), ['information-request:1 2026-03-10 waits']);
  assert.equal(closed('2026-03-04').what, 'closed');
});
