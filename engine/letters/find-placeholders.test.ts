import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPlaceholderFaults, findPlaceholders } from './find-placeholders.ts';

test('every gap in a text is found, each once, as it stands there; ordinary brackets pass', () => {
  const text =
    'We came on [[date of the visit]] and again on [[second date]].\nSince [[date of the visit]] it is dry [sic].';
  assert.deepEqual(findPlaceholders(text), ['[[date of the visit]]', '[[second date]]']);
  assert.deepEqual(findPlaceholders('By [date] we pay £____ to XXX, and to XXX again.'), ['[date]', '____', 'XXX']);
  assert.deepEqual(findPlaceholders('[[amount TBC]]'), ['[[amount TBC]]'], 'what stands inside a gap is part of it');
  assert.deepEqual(findPlaceholders('We are sorry (see point 2) that it [sic] leaked.'), []);
});

test('a paragraph whose gaps are marked in one way only has no fault', () => {
  assert.deepEqual(findPlaceholderFaults('We will come on [[date]] between [[from]] and [[to]].\n\nThank you.'), []);
});

test('what is wrong is told with its line: not closed, not opened, empty, single brackets, another mark', () => {
  const codes = (text: string) => findPlaceholderFaults(text).map(({ code, line, found }) => [code, line, found]);
  assert.deepEqual(codes('Fine.\nWe come on [[date of the visit.'), [['not-closed', 2, '[[date of the visit.']]);
  assert.deepEqual(codes('We come on date]] then.'), [['not-opened', 1, 'We come on date]]']]);
  assert.deepEqual(codes('We come on [[ ]].'), [['empty', 1, '[[ ]]']]);
  assert.deepEqual(codes('We come on [visit day].'), [['single', 1, '[visit day]']]);
  assert.deepEqual(codes('One\nTwo\nWe pay XXX.'), [['other-mark', 3, 'XXX']]);
  assert.deepEqual(codes('We pay {{amount}}.'), [['unknown', 1, '{{amount}}']]);
  assert.deepEqual(codes('We pay {{amount.'), [['other-mark', 1, '{{amount.']]);
  assert.deepEqual(codes('On [[date] we come.'), [['not-closed', 1, '[[date] we come.']]);
});

test('a name that fills in by itself is no fault, and any other name is', () => {
  const faults = findPlaceholderFaults('Dear {{resident-name}},\nyour {{ reference }} and {{referense}}.', [
    'resident-name',
    'reference',
  ]);
  assert.deepEqual(faults, [{ code: 'unknown', line: 2, found: '{{referense}}' }]);
});
