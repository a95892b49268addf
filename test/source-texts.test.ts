// The landlords' own texts stand in the packs word for word: with the anchors taken out, nothing was added or changed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { stripAnchors } from '../engine/index.ts';

const folder = join(import.meta.dirname, '..', 'policies');

/** sha256 of each text as the landlord published it. */
const PUBLISHED: Readonly<Record<string, string>> = {
  carecall: '7f59fe926dba438edcf16101b9b1f836aeabd12bd2a25d465b2b8eac00b88cbc',
  'council-housing': '0af89fbfaabebce7da73e52c53d033e7d81fd35bfd8ec4086043327adac8cc9d',
  'housing-plus': '99008a720049c827517d48b7ccbbabc551c14d5bca19810accfda967224427a1',
  'resolution-team': '134773257091b612d1679eb6ac39e8d5b8eece42c68a94607a66d804a81b5f09',
  'stockport-homes': '42a67339e6fa3f23f7790b5416245e82e4c0395aad4ddb0e9090cf95eaa40a38',
};
/** Invented landlords, whose text is ours. */
const INVENTED = ['anytown-homes'];

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

for (const pack of Object.keys(PUBLISHED)) {
  const file = join(folder, pack, 'source.md');
  test(`${pack}: the text without its anchors is the landlord’s own, byte for byte`, {
    skip: !existsSync(file),
  }, () => {
    assert.equal(digestOf(stripAnchors(readFileSync(file, 'utf8'))), PUBLISHED[pack]);
  });
}

test('every text of a landlord is held to its digest', () => {
  const texts = globSync('*/source.md', { cwd: folder }).map((file) => basename(dirname(file)));
  assert.deepEqual(
    texts.filter((pack) => !(pack in PUBLISHED) && !INVENTED.includes(pack)),
    [],
  );
});
