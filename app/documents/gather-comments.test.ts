import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseEvent } from '../../engine/index.ts';
import { gatherComments } from './gather-comments.ts';

/** Comments told in order: `one 2` is number 2 in the stage `one`. */
const told = (...comments: readonly string[]) =>
  comments.map((comment, index) => {
    const [stage = '', number] = comment.split(' ');
    const by = { id: 'resident', kind: 'resident', roles: [] };
    const event = { type: 'draft-commented', comment: Number(number), stage, n: index + 1, on: '2026-03-02', by };
    return { event: event as unknown as CaseEvent, texts: { comment } };
  });
const textsOf = (...comments: readonly string[]): readonly string[] =>
  gatherComments(told(...comments)).map(({ text }) => text);

test('comments are those of the latest stay that has any', () => {
  assert.deepEqual(textsOf(), []);
  assert.deepEqual(textsOf('one 1', 'one 2'), ['one 1', 'one 2']);
  assert.deepEqual(textsOf('one 1', 'one 2', 'two 1'), ['two 1']);
  assert.deepEqual(textsOf('one 1', 'one 1', 'one 2'), ['one 1', 'one 2']);
});

test('with the first of a stay voided, those of another stay are not taken for its own', () => {
  assert.deepEqual(textsOf('one 1', 'two 2', 'two 3'), ['two 2', 'two 3']);
  assert.deepEqual(textsOf('one 1', 'one 2', 'one 2', 'one 3'), ['one 2', 'one 3']);
});
