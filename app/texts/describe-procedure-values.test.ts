// Conditions, who may, limits and places of a pack in plain words.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Guard, Pack } from '../../engine/index.ts';
import { loadPacks } from '../packs/load-packs.ts';
import {
  describeCondition,
  describeMoreTime,
  describePlace,
  describeTimeAllowed,
  describeWhoMay,
  loadTexts,
} from './index.ts';

const texts = loadTexts();
let pack: Pack;
before(async () => {
  const { versions } = await loadPacks({ only: ['anytown-homes'] });
  pack = versions[0]!.policy!.pack;
});

test('conditions, with questions and answers in the landlord’s own words', () => {
  const said: readonly (readonly [Guard, string])[] = [
    [
      { fact: 'written-agreement', is: 'yes' },
      '“Has the resident agreed in writing that somebody acts for them?”: yes',
    ],
    [{ fact: 'filed-on', given: false }, '“When was the claim filed at court?” is not answered'],
    [{ service: ['housing'] }, 'it is about Housing'],
    [{ kind: 'complaint' }, 'it is a complaint'],
    [{ finding: ['upheld', 'partially-upheld'] }, 'the finding is upheld or partially upheld'],
    [{ lapsed: 'stage-1-response' }, 'the time for “Stage 1 response” ran out'],
    [{ condition: 'represented' }, 'somebody acts for the complainant'],
    [
      { 'all-of': [{ service: 'housing' }, { 'any-of': [{ kind: 'complaint' }, { condition: 'anonymous' }] }] },
      'it is about Housing and (it is a complaint or the complainant gives no name)',
    ],
    [{ 'none-of': [{ condition: 'anonymous' }] }, 'not: the complainant gives no name'],
  ];
  for (const [guard, words] of said)
    assert.equal(describeCondition(texts, pack, guard).toLowerCase(), words.toLowerCase());
});

test('who may', () => {
  const name = (reference: string) => reference;
  const say = (who: Parameters<typeof describeWhoMay>[2]) => describeWhoMay(texts, pack, who, name);
  assert.equal(say(undefined), 'anybody on the staff');
  assert.equal(say({ 'any-of': ['investigator', 'director'], 'how-many': 2 }), 'Investigator or Director; 2 people');
  assert.equal(
    say({ 'at-or-above': 'director', 'not-who': ['a.b', 'a.c'] }),
    'Director or above; nobody who did a.b or a.c',
  );
  assert.equal(
    say({ usually: ['investigator'], 'at-or-above': 'investigator', trained: true }),
    'Investigator or above; usually Investigator, anybody else with a reason; with the training of their role',
  );
  assert.equal(
    say({ 'first-of': [{ role: 'director', when: { condition: 'anonymous' } }, { role: 'investigator' }] }),
    'Director, when the complainant gives no name; otherwise Investigator',
  );
});

test('times', () => {
  const days = (n: number) => ({ n, unit: 'working-day' }) as const;
  const say = (limit: Parameters<typeof describeTimeAllowed>[2]) => describeTimeAllowed(texts, pack, limit);
  assert.equal(say({ is: days(1) }), '1 working day');
  assert.equal(say({ none: true }), 'no limit is set');
  assert.equal(
    say({ 'as-agreed': true, 'at-most': days(20) }),
    'as agreed with the complainant, 20 working days at most',
  );
  assert.equal(say({ with: 'stage-1-response' }), 'by the same day as “Stage 1 response”');
  assert.equal(say({ unknown: true }), 'the source gives no limit');
  assert.equal(
    say({ 'first-of': [{ is: days(5), when: { kind: 'complaint' } }, { none: true }] }),
    '5 working days when it is a complaint; otherwise no limit is set',
  );
  const [first, beyond] = pack.procedures[0]!.stages[0]!.clocks[1]!.extensions;
  assert.equal(describeMoreTime(texts, first!), 'up to 10 working days more');
  assert.equal(
    describeMoreTime(texts, beyond!),
    'up to 60 working days in all; only after the ordinary extension; updates as agreed',
  );
});

test('a place in a pack', () => {
  const say = (...path: readonly (string | number)[]) => describePlace(texts, pack, path);
  assert.equal(
    say('procedures', 0, 'stages', 0, 'clocks', 1, 'limit'),
    'Complaints › Stage 1 › Stage 1 response › Time allowed',
  );
  assert.equal(say('facts', 'filed-on'), 'Questions › When was the claim filed at court?');
  assert.equal(say('intake', 'not-accepted', 'who'), 'Taking a complaint › Turning a complaint down › Who may');
  assert.equal(say('letters', 0, 'parts', 0), 'Letters › We have your complaint › The stage');
  assert.equal(say(), pack.title);
});
