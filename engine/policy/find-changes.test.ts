import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findChanges } from './find-changes.ts';
import type { Pack } from './schema.ts';

const days = (n: number) => ({ n, unit: 'working-day' });
const pack = (more: object): Pack =>
  ({
    version: '1',
    title: 'Complaints',
    roles: [
      { id: 'officer', title: 'Officer', rank: 1 },
      { id: 'manager', title: 'Manager', rank: 2 },
    ],
    procedures: [{ id: 'complaints', clocks: [{ id: 'answer', limit: { is: days(10), clause: '1', quote: 'ten' } }] }],
    ...more,
  }) as unknown as Pack;
const told = (before: Pack, after: Pack) =>
  findChanges(before, after).map(({ path, in: side, before: was, after: is }) => [path.join('.'), side, was, is]);

test('the name of a version, its days, and the words that prove a value are no change', () => {
  const other = pack({
    version: '2',
    'in-force': { from: '2027-01-01' },
    procedures: [{ id: 'complaints', clocks: [{ id: 'answer', limit: { is: days(10), clause: '1', quote: '10' } }] }],
  });
  assert.deepEqual(told(pack({}), other), []);
});

test('a value that changed is told with its place; a period as a whole', () => {
  const clocks = [{ id: 'answer', limit: { is: days(8), clause: '1' }, 'internal-target': days(2) }];
  assert.deepEqual(told(pack({}), pack({ procedures: [{ id: 'complaints', clocks }] })), [
    ['procedures.0.clocks.0.limit.is', 'after', days(10), days(8)],
    ['procedures.0.clocks.0.internal-target', 'after', undefined, days(2)],
  ]);
});

test('entries of a list are found by their name: another order is no change, one more and one less are', () => {
  const manager = { id: 'manager', title: 'Manager', rank: 2 };
  const roles = [manager, { id: 'helper', title: 'Helper', rank: 1 }];
  assert.deepEqual(told(pack({}), pack({ roles })), [
    ['roles.1', 'after', undefined, roles[1]],
    ['roles.0', 'before', { id: 'officer', title: 'Officer', rank: 1 }, undefined],
  ]);
  assert.deepEqual(told(pack({ roles }), pack({ roles: roles.toReversed() })), []);
});

test('a list of plain values, and a value in place of another kind of value, are told whole', () => {
  assert.deepEqual(told(pack({ channels: ['letter'] }), pack({ channels: ['letter', 'web'] })), [
    ['channels', 'after', ['letter'], ['letter', 'web']],
  ]);
  assert.deepEqual(told(pack({ limit: 'as-agreed' }), pack({ limit: days(3) })), [
    ['limit', 'after', 'as-agreed', days(3)],
  ]);
});
