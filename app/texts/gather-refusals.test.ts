import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatherRefusals } from './gather-refusals.ts';

const part = (step: string, clause = '4.3') => ({ code: 'took-part', clause, values: { step } }) as const;
const role = { code: 'wants-role', clause: '4.3', values: { roles: 'Reviewer' } } as const;

test('the steps that somebody took part in are told in one reason, each stage named once', () => {
  const gathered = gatherRefusals([part('Stage 1: Look into it'), role, part('Stage 1: Draft'), part('Stage 2: Ask')]);
  assert.deepEqual(gathered, [part('Stage 1: Look into it”, “Draft” and “Stage 2: Ask'), role]);
});

test('what rests on another clause, and what is told once, stays as it is', () => {
  const refusals = [part('Stage 1: Look into it'), part('Stage 1: Draft', '5.1'), role];
  assert.deepEqual(gatherRefusals(refusals), refusals);
});
