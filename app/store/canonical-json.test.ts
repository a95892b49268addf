import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';

test('keys are sorted at every depth, and keys without a value left out', () => {
  assert.equal(canonicalJson({ b: [{ z: 1, a: 'é"' }], a: null, c: undefined }), '{"a":null,"b":[{"a":"é\\"","z":1}]}');
});

test('a number that JSON cannot hold is refused', () => {
  assert.throws(() => canonicalJson({ amount: Number.NaN }), /cannot hold NaN/);
});

test('the text means the value, and does not depend on the order of its keys', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = canonicalJson(value);
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      assert.equal(canonicalJson(turned(value)), text);
    }),
    { seed: 2026, numRuns: 300 },
  );
});

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, turned(inner)] as const);
  return Object.fromEntries(entries.reverse());
}
