// What stands out on a case and forbids nothing, under the fixture pack.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  contacted,
  defined,
  extended,
  findingRecorded,
  person,
  received,
  responseIssued,
  underPolicy,
} from '../../test/support/under-policy.ts';
import type { IsoDate } from '../calendar/index.ts';
import { determineStanding } from '../clocks/determine-standing.ts';
import type { Pack } from '../policy/load-pack.ts';
import { listWarnings } from './list-warnings.ts';
import { replayHappenings } from './replay-happenings.ts';

const FIXTURE = 'anytown-homes';
const officer = person('o1', ['complaints-officer']);

/** Received on Monday 2 March 2026, acknowledged on the 4th: to be answered by the 18th. */
const acknowledgedInMarch = async (change?: (pack: Pack) => Pack) =>
  (await underPolicy(FIXTURE, change ? { change } : {})).given(
    received('2026-03-02'),
    defined('2026-03-03'),
    acknowledged('2026-03-04'),
  );

test('nothing received, nothing to warn of', async () => {
  const { policy, calendar } = (await acknowledgedInMarch()).standing;
  assert.deepEqual(listWarnings(determineStanding(policy, calendar, [], { on: '2026-03-04' as IsoDate })), []);
});

test('a target of the landlord’s own warns from its day until the clock is stopped or late', async () => {
  const scene = await acknowledgedInMarch();
  scene.on('2026-03-13').thenNotWarned('internal-target-reached');
  scene.on('2026-03-16').thenWarned('internal-target-reached', '3.2');
  scene.on('2026-03-18').thenWarned('internal-target-reached');
  scene.on('2026-03-19').thenNotWarned('internal-target-reached');
  scene.given(responseIssued('2026-03-16')).on('2026-03-17').thenNotWarned('internal-target-reached');
});

test('a letter that told another date than the rule gives now is pointed out, an extension is not', async () => {
  const scene = await acknowledgedInMarch();
  scene.thenNotWarned('told-another-due-date');
  const corrected = scene.given({
    what: 'corrected',
    on: '2026-03-09',
    with: { recording: 3, 'right-day': '2026-03-03', why: 'It went a day earlier' },
  });
  corrected.thenClock('stage-1-response', { due: '2026-03-17' }).thenWarned('told-another-due-date', '3.2');
  assert.deepEqual(corrected.warnings.find(({ code }) => code === 'told-another-due-date')?.values, {
    told: '2026-03-18',
    rule: '2026-03-17',
  });
  scene.given(extended('2026-03-10')).thenNotWarned('told-another-due-date');
});

test('another day in the letter, such as that of the next step, is no promise of the response', async () => {
  const next = { part: 'next-step-due', name: 'What comes next', 'filled-by': 'engine', clause: '3.2' };
  const withNext = (pack: Pack): Pack => ({
    ...pack,
    letters: pack.letters.map((letter) => ({ ...letter, parts: [next as (typeof letter.parts)[0], ...letter.parts] })),
  });
  const scene = await acknowledgedInMarch(withNext);
  scene.thenNotWarned('told-another-due-date');
  const { history } = scene.standing;
  assert.equal(history.find((event) => event.type === 'acknowledged')?.told, '2026-03-18');
});

test('an extension told too late, or for more than there is, is pointed out where a history tells it', async () => {
  const scene = await acknowledgedInMarch();
  const { policy, calendar } = scene.standing;
  const told = [received('2026-03-02'), acknowledged('2026-03-04'), extended('2026-03-20')] as const;
  const replay = replayHappenings(policy, calendar, told, { mode: 'history', asOf: '2026-03-25' as IsoDate });
  const codes = listWarnings(replay.standing).map(({ code }) => code);
  assert.ok(codes.includes('extension-told-too-late'), codes.join());
  const more = replayHappenings(policy, calendar, [...told.slice(0, 2), extended('2026-03-10', { by: 30 })], {
    mode: 'history',
    asOf: '2026-03-12' as IsoDate,
  });
  assert.ok(listWarnings(more.standing).some(({ code }) => code === 'extension-beyond-cap'));
});

/** The fixture with a conversation that is encouraged, taken by contacts. */
function withConversation(pack: Pack): Pack {
  const talk = {
    id: 'talk',
    name: 'Talk to the complainant',
    does: 'contact' as const,
    who: { role: 'complaints-officer' },
    optional: true,
    encouraged: true,
    internal: false,
    'tried-counts': true,
    repeatable: true,
    'after-last-edit': false,
    'for-comment': false,
    clause: '3.2',
  };
  const procedures = pack.procedures.map((procedure) => ({
    ...procedure,
    stages: procedure.stages.map((stage) => ({ ...stage, steps: [talk, ...stage.steps] })),
  }));
  return { ...pack, procedures };
}

test('an encouraged step left out is pointed out once the answer could go, and for good after it went', async () => {
  const scene = await acknowledgedInMarch(withConversation);
  scene.thenNotWarned('encouraged-step-left-out');
  const found = scene.given(findingRecorded('2026-03-09', { findings: { 1: { finding: 'not-upheld' } } }));
  found.thenWarned('encouraged-step-left-out', '3.2');
  found.given(responseIssued('2026-03-10')).thenWarned('encouraged-step-left-out', '3.2');
  found.given(contacted('2026-03-10', undefined, { by: officer })).thenNotWarned('encouraged-step-left-out');
  found.given(contacted('2026-03-10', { reached: false }, { by: officer })).thenNotWarned('encouraged-step-left-out');
});

test('a contact is the pack’s step for whoever may take it, and they have then taken part', async () => {
  const scene = await acknowledgedInMarch(withConversation);
  const taken = (by: ReturnType<typeof person>): readonly string[] =>
    scene
      .given(contacted('2026-03-05', undefined, { by }))
      .standing.state.steps.flatMap(({ step, person: who }) => (step === 'talk' ? [who] : []));
  assert.deepEqual(taken(officer), ['o1']);
  assert.deepEqual(taken(person('d1', ['director'])), []);
  const late = scene.given(responseIssued('2026-03-10'), contacted('2026-03-12', undefined, { by: officer }));
  assert.deepEqual(
    late.standing.state.steps.filter(({ step }) => step === 'talk'),
    [],
  );
  const plain = (await acknowledgedInMarch()).given(contacted('2026-03-05', undefined, { by: officer }));
  assert.ok(plain.events.every((event) => event.type !== 'contacted' || !('step' in event)));
});
