import assert from 'node:assert/strict';
import { test } from 'node:test';
import { path } from './paths.ts';

const action = path('/cases/:id/actions/:action');
const list = path('/cases');

test('an address is built from its pattern, parts encoded', () => {
  assert.equal(action.pattern, '/cases/:id/actions/:action');
  assert.equal(action({ id: 'RED/12 ?', action: 'acknowledge' }), '/cases/RED%2F12%20%3F/actions/acknowledge');
  assert.equal(list(), '/cases');
});

test('a query leaves out what is empty and repeats a list', () => {
  assert.equal(
    list(undefined, { q: 'a b', page: 2, none: undefined, empty: '', tag: ['x', 'y'] }),
    '/cases?q=a+b&page=2&tag=x&tag=y',
  );
});

test('parts that would lead elsewhere are refused', () => {
  for (const id of ['', '.', '..']) assert.throws(() => action({ id, action: 'x' }), /needs "id"/);
});

test('the compiler knows the names', () => {
  // @ts-expect-error: action is missing
  assert.throws(() => action({ id: '1' }));
  // @ts-expect-error: no such part
  assert.equal(action({ id: '1', action: '2', other: '3' }), '/cases/1/actions/2');
});
