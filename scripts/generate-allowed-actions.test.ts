import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateAllowedActions } from './generate-allowed-actions.ts';

const policies = join(import.meta.dirname, '..', 'policies');

test('what each role may do, as checked in, is what the engine allows: else npm run packs, and read the difference', async () => {
  const generated = await generateAllowedActions(policies);
  assert.ok(generated.length >= 2);
  for (const { path, text } of generated) assert.equal(readFileSync(join(policies, path), 'utf8'), text, path);
});

test('a folder without packs has nothing to tell', async () => {
  assert.deepEqual(await generateAllowedActions(join(policies, 'no-such-folder')), []);
});
