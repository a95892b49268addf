// The standard paragraphs of the demo: sound, and each landlord has some for its letters.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPlaceholderFaults } from '../../engine/index.ts';
import { emptyDatabase, sharedDatabase } from '../../test/support/databases.ts';
import { listParagraphs } from '../documents/paragraphs/paragraph-book.ts';
import { loadPacks } from '../packs/load-packs.ts';
import { addParagraphs, loadParagraphs } from './add-paragraphs.ts';

test('every paragraph of the demo would be taken by the form of an administrator', () => {
  const known = ['resident-name', 'reference', 'organisation'];
  for (const { title, text, before = '' } of loadParagraphs())
    assert.deepEqual([...findPlaceholderFaults(text, known), ...findPlaceholderFaults(before, known)], [], title);
});

test('each landlord has paragraphs that fit its letters, one of them with a history and one withdrawn', async () => {
  const database = await sharedDatabase('pglite');
  await emptyDatabase(database);
  const person = {
    id: 'a',
    name: 'Ash',
    email: 'a@b.example',
    state: 'active',
    roles: [],
    administrator: true,
  } as const;
  for (const { policy } of (await loadPacks()).versions) {
    const organisation = policy?.pack.pack ?? '';
    if (!policy) throw new Error('a pack with faults');
    await addParagraphs(database, { organisation, pack: policy.pack, people: [person] }, '2026-11-20T12:00:00Z');
    const all = await listParagraphs({ database }, organisation);
    const parts = policy.pack.letters.flatMap((letter) => letter.parts.map(({ part }) => part));
    assert.ok(all.length >= 6, `${organisation}: ${all.length}`);
    for (const paragraph of all)
      assert.ok(
        paragraph.parts.every((part) => parts.includes(part)),
        `${organisation}: ${paragraph.title}`,
      );
    assert.equal(all.filter(({ retired }) => retired).length, 1, organisation);
  }
});
