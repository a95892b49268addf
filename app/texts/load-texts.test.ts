import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMANDS, CONDITIONS, NAMED_EVENTS } from '../../engine/index.ts';
import { loadTexts } from './load-texts.ts';

const texts = loadTexts();

test('the words are read once', () => {
  assert.equal(loadTexts('en'), texts);
});

test('a language there is no folder for, or that is no language, is told plainly', () => {
  assert.throws(() => loadTexts('cy'), /texts\/cy\/clocks\.yaml cannot be read.*Add the file/s);
  assert.throws(() => loadTexts('../en'), /no language code/);
});

test('every command has its words, and none are left over', () => {
  assert.deepEqual(Object.keys(texts.commands).sort(), COMMANDS.map(({ name }) => name).sort());
});

test('every condition and event is named where procedures are drawn and shown', () => {
  const { conditions, events } = texts.procedures;
  assert.deepEqual(
    [
      ...CONDITIONS.filter((name) => conditions[name] === undefined),
      ...NAMED_EVENTS.filter((name) => events[name] === undefined),
    ],
    [],
  );
});

test('every event that can start a clock is named', () => {
  assert.deepEqual(
    NAMED_EVENTS.filter((name) => texts.clocks['started-by'][name] === undefined),
    [],
  );
});

const allTexts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(allTexts)
      : [];

test('no text holds a straight quotation mark around words, a double space or a stray end', () => {
  const wrong = allTexts(texts).filter((text) => /"|\s{2}|\.\.|^\s|\s$/.test(text));
  assert.deepEqual(
    wrong.filter((text) => ![', ', ' and ', ' or '].includes(text)),
    [],
  );
});

test('sentences of refusals and help end with a full stop and name no clause', () => {
  const sentences = [
    ...Object.values(texts.refusals).flatMap(({ says, mend, 'mend-points': points = mend }) => [says, mend, points]),
    ...Object.values(texts.warnings).map(({ mend }) => mend),
    ...Object.values(texts.commands).map(({ help }) => help),
  ];
  assert.deepEqual(
    sentences.filter((sentence) => !sentence.endsWith('.') || /\bclause\b/i.test(sentence)),
    [],
  );
});
