// The versions of an installation: a file of the same name counts, what cannot be read is known, and cases go on under what was added.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { IsoDate } from '../../../engine/index.ts';
import { INSTALLED_POLICIES } from '../find-pack-files.ts';
import { loadPacks } from '../load-packs.ts';
import { openProcedures } from './open-procedures.ts';
import { EMPTY_BOOK, type ProcedureBook } from './procedure-events.ts';

const PACK = 'anytown-homes';
const FILE = readFileSync(join(INSTALLED_POLICIES, PACK, '2000-01.yaml'), 'utf8');
const book = (version: string, words: string, from?: string): ProcedureBook => ({
  ...EMPTY_BOOK,
  recordings: 1,
  added: [{ version, hash: 'x', words, source: undefined, addedOn: '2026-03-01' as IsoDate, by: 'a' }],
  days: from === undefined ? [] : [{ version, from: from as IsoDate }],
});
const loaded = await loadPacks({ only: [PACK] });
const next = (words = FILE): string => words.replace('version: 2000-01', 'version: 2027-01');

test('a version that was added is found for its cases, with a day or without, and counts from its day on', () => {
  const procedures = openProcedures(loaded);
  procedures.keepBook(PACK, book('2027-01', next()));
  assert.deepEqual(
    procedures.candidates(PACK).map(({ pack }) => pack.version),
    ['2027-01'],
  );
  assert.equal(procedures.get(PACK, '2027-01')?.pack.version, '2027-01');
  assert.equal(procedures.versions(PACK).length, 1);
  procedures.keepBook(PACK, book('2027-01', next(), '2027-01-01'));
  assert.deepEqual([procedures.candidates(PACK).length, procedures.versions(PACK).length], [0, 2]);
});

test('a file of the same name in the policies folder counts in place of what was added', async () => {
  const procedures = openProcedures(loaded);
  const words = FILE.replace('title: How we deal with complaints', 'title: Another');
  procedures.keepBook(PACK, book('2000-01', words));
  assert.equal(procedures.get(PACK, '2000-01')?.pack.title, 'How we deal with complaints');
  assert.equal(await procedures.wordsOf(PACK, '2000-01'), FILE);
  assert.deepEqual(procedures.unreadable(PACK), []);
});

test('a version with a fault goes on for its cases and says so; one that cannot be read at all is known', () => {
  const procedures = openProcedures(loaded);
  procedures.keepBook(
    PACK,
    book('2027-01', next().replace('is: 10 working-days', 'is: 11 working-days'), '2027-01-01'),
  );
  assert.equal(procedures.versions(PACK).length, 2);
  assert.ok(procedures.faults(PACK, '2027-01').length > 0);
  assert.deepEqual(procedures.unreadable(PACK), []);
  procedures.keepBook(PACK, book('2027-01', next().replace('rank: 4', 'rank: four'), '2027-01-01'));
  assert.deepEqual(
    procedures.unreadable(PACK).map(({ version }) => version),
    ['2027-01'],
  );
  assert.equal(procedures.versions(PACK).length, 1, 'the version before goes on');
});
