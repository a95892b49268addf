import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { findOutdated, generateSchema } from './generate-packs.ts';

test('what is generated from the packs and their language is current: else npm run packs', async () => {
  const outdated = await findOutdated(join(import.meta.dirname, '..', 'policies'));
  assert.deepEqual(
    outdated.map(({ path }) => path),
    [],
  );
});

test('a file that is not there counts as out of date', async () => {
  const outdated = await findOutdated(join(import.meta.dirname, 'no-such-folder'));
  assert.deepEqual(
    outdated.map(({ path }) => path),
    ['pack.schema.json', join('..', 'docs/reference/replay.md'), join('..', 'docs/reference/pack.md')],
  );
});

test('the schema for editors knows every key of a pack and refuses others', () => {
  const schema = JSON.parse(generateSchema().text) as {
    properties: Record<string, unknown>;
    required: string[];
    additionalProperties: unknown;
  };
  assert.equal(schema.additionalProperties, false);
  for (const key of ['pack', 'version', 'in-force', 'services', 'roles', 'procedures', 'signposting']) {
    assert.ok(key in schema.properties, key);
    assert.ok(schema.required.includes(key), key);
  }
});
