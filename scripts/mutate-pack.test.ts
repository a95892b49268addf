import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { getSegments, mutate, saveMutatedCopy } from './mutate-pack.ts';

const pack = `
procedures:
  - id: main
    stages:
      - id: stage-1
        clocks:
          - { id: response, limit: 10, extension: { extra: 10 } }
      - { id: stage-2, who: { not-who: [investigate, respond] } }
regimes: { "6.2": { days: 5 } }
`;

test('a path is split at dots; a bracketed segment may hold one', () => {
  assert.deepEqual(getSegments('procedures.0.stages[stage-1].clocks'), [
    'procedures',
    '0',
    'stages',
    'stage-1',
    'clocks',
  ]);
  assert.deepEqual(getSegments('regimes[6.2].days'), ['regimes', '6.2', 'days']);
});

const stagesAfter = (...change: Parameters<typeof mutate>[1]): unknown =>
  parse(mutate(pack, change) ?? '').procedures[0].stages;

test('a value is taken out, by place or by name', () => {
  const without = [
    { id: 'stage-1', clocks: [{ id: 'response', limit: 10 }] },
    { id: 'stage-2', who: { 'not-who': ['investigate', 'respond'] } },
  ];
  assert.deepEqual(stagesAfter({ path: 'procedures.0.stages.0.clocks.0.extension', remove: true }), without);
  assert.deepEqual(
    stagesAfter({ path: 'procedures[main].stages[stage-1].clocks[response].extension', remove: true }),
    without,
  );
});

test('a list item is taken out by its name, also where items are plain words', () => {
  const stages = stagesAfter({ path: 'procedures[main].stages[stage-2].who.not-who[respond]', remove: true }) as {
    who: unknown;
  }[];
  assert.deepEqual(stages[1]?.who, { 'not-who': ['investigate'] });
});

test('a value is put in place of another, or where there was none', () => {
  const stages = stagesAfter(
    { path: 'procedures[main].stages[stage-1].clocks[response].limit', set: 99 },
    { path: 'procedures[main].stages[stage-1].name', set: 'First' },
  ) as Record<string, unknown>[];
  assert.deepEqual(stages[0], {
    id: 'stage-1',
    clocks: [{ id: 'response', limit: 99, extension: { extra: 10 } }],
    name: 'First',
  });
});

test('a path that leads nowhere changes nothing and says so', () => {
  assert.equal(mutate(pack, [{ path: 'procedures[main].stages[stage-9].name', remove: true }]), undefined);
  assert.equal(mutate(pack, [{ path: 'procedures[main].stages[stage-1].colour', remove: true }]), undefined);
  assert.equal(mutate(pack, [{ path: 'nowhere.at.all', set: 1 }]), undefined);
});

test('the copy is changed, the original is not, and a mutation that fits no version is refused', () => {
  const policies = mkdtempSync(join(tmpdir(), 'redress-mutate-test-'));
  try {
    mkdirSync(join(policies, 'some-landlord'));
    writeFileSync(join(policies, 'some-landlord', '2020-01.yaml'), pack);
    const mutation = { clause: 'XX-1', pack: 'some-landlord', why: 'to see it' };
    const copy = saveMutatedCopy(policies, { ...mutation, change: [{ path: 'regimes', remove: true }] });
    assert.equal(parse(readFileSync(join(copy.folder, 'some-landlord', '2020-01.yaml'), 'utf8')).regimes, undefined);
    assert.equal(readFileSync(join(policies, 'some-landlord', '2020-01.yaml'), 'utf8'), pack);
    copy.remove();
    assert.equal(existsSync(copy.folder), false);
    assert.throws(
      () => saveMutatedCopy(policies, { ...mutation, change: [{ path: 'gone', remove: true }] }),
      /no version of some-landlord has gone/,
    );
    assert.throws(
      () => saveMutatedCopy(policies, { ...mutation, pack: 'other', change: [] }),
      /no pack folder “other”/,
    );
  } finally {
    rmSync(policies, { recursive: true, force: true });
  }
});
