import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareWords } from './compare-words.ts';

const shown = (before: string, after: string): string =>
  compareWords(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `[+${text}+]` })[kind])
    .join('');

test('words in common stay, the others are removed or added', () => {
  assert.equal(shown('The lift is broken', 'The goods lift is broken'), 'The [+goods +]lift is broken');
  assert.equal(
    shown('A repair by Friday', 'A repair by Monday and an apology'),
    'A repair by [-Friday-][+Monday and an apology+]',
  );
  assert.equal(shown('', 'All new'), '[+All new+]');
  assert.equal(shown('All gone', ''), '[-All gone-]');
  assert.equal(shown('', ''), '');
});

test('white space alone is no change, and a wording can be put together again from its runs', () => {
  assert.deepEqual(
    compareWords('one  two\nthree', 'one two three').map(({ kind }) => kind),
    ['same'],
  );
  const after = 'It leaks\n\nagain in the hall.';
  const runs = compareWords('It leaked in the hall.', after);
  assert.equal(
    runs
      .filter(({ kind }) => kind !== 'removed')
      .map(({ text }) => text)
      .join(''),
    after,
  );
});

test('very long wordings are shown one after the other', () => {
  const [a, b] = ['a '.repeat(3000), 'b '.repeat(3000)];
  assert.deepEqual(
    compareWords(a, b).map(({ kind }) => kind),
    ['removed', 'added'],
  );
});
