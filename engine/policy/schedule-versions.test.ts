import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IsoDate } from '../calendar/index.ts';
import { checkVersions, policyFor } from './load-pack.ts';
import { scheduleVersions } from './schedule-versions.ts';
import type { Pack, Policy } from './schema.ts';

const version = (name: string, from: string, until?: string): Policy => ({
  pack: { pack: 'homes', version: name, 'in-force': { from, ...(until && { until }) } } as unknown as Pack,
  hash: name,
  regimes: new Map(),
  ombudsmen: new Map(),
  anchors: new Map(),
});
const day = (name: string, from: string) => ({ version: name, from: from as IsoDate });
const spans = (policies: readonly Policy[]) =>
  policies.map(({ pack }) => [pack.version, pack['in-force'].from, pack['in-force'].until]);
const on = (policies: readonly Policy[], date: string) => {
  const found = policyFor(policies, 'homes', date);
  return 'pack' in found ? found.pack.version : found.code;
};

test('without a chosen day files are in force as they say, and what was added is not', () => {
  const files = [version('b', '2023-08-01'), version('a', '2020-01-01', '2023-07-31')];
  const scheduled = scheduleVersions(files, [version('c', '2000-01-01')], []);
  assert.deepEqual(scheduled, [files[1], files[0]]);
});

test('a version that was added begins on its day, and the one before ends on the day before', () => {
  const scheduled = scheduleVersions(
    [version('a', '2020-01-01')],
    [version('b', '2019-01-01')],
    [day('b', '2027-01-01')],
  );
  assert.deepEqual(spans(scheduled), [
    ['a', '2020-01-01', '2026-12-31'],
    ['b', '2027-01-01', undefined],
  ]);
  assert.deepEqual(
    ['2026-12-31', '2027-01-01', '2019-06-01'].map((date) => on(scheduled, date)),
    ['a', 'b', 'no-version-in-force'],
  );
});

test('a file that was to begin can be given another day: nothing falls into the gap', () => {
  const files = [version('a', '2020-01-01', '2026-12-31'), version('b', '2027-01-01')];
  for (const from of ['2026-12-01', '2027-03-01']) {
    const scheduled = scheduleVersions(files, [], [day('b', from)]);
    assert.deepEqual(checkVersions(scheduled.map(({ pack }) => pack)), [], from);
    assert.equal(on(scheduled, from), 'b');
    assert.equal(on(scheduled, '2026-11-30'), 'a');
  }
});

test('one between two others lasts to the day before the second', () => {
  const scheduled = scheduleVersions(
    [version('a', '2020-01-01')],
    [version('b', '2020-01-01'), version('c', '2020-01-01', '2028-01-01')],
    [day('c', '2027-06-01'), day('b', '2027-01-01')],
  );
  assert.deepEqual(spans(scheduled), [
    ['a', '2020-01-01', '2026-12-31'],
    ['b', '2027-01-01', '2027-05-31'],
    ['c', '2027-06-01', undefined],
  ]);
});

test('a version that nothing changes for is the same object', () => {
  const [a, b] = [version('a', '2020-01-01', '2026-12-31'), version('b', '2027-01-01')];
  assert.equal(scheduleVersions([a, b], [], [day('b', '2027-01-01')])[0], a);
});
