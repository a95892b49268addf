import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type Comparison, comparePacks, type Pack } from '../../engine/index.ts';
import { INSTALLED_POLICIES } from '../packs/find-pack-files.ts';
import { loadPacks } from '../packs/load-packs.ts';
import { renderComparison } from './render-comparison.ts';

let model: Pack;

/** This many packs, of which the last answers in 12 working days. */
function compare(n: number): Comparison {
  const packs = Array.from({ length: n }, (_, i) => ({ ...structuredClone(model), pack: `landlord-${i + 1}` }));
  const clock = packs.at(-1)?.procedures[0]?.stages[0]?.clocks.find(({ id }) => id === 'stage-1-response');
  assert.ok(clock);
  clock.limit = { is: { n: 12, unit: 'working-day' }, assumption: 'Twelve days are what this test is about.' };
  return comparePacks(packs);
}

const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('packs compared on a screen', () => {
  before(async () => {
    const { versions } = await loadPacks({ folder: INSTALLED_POLICIES, only: ['anytown-homes'] });
    model = versions[0]!.policy!.pack;
  });

  test('side by side where there is room for each', () => {
    for (const [n, width] of [
      [2, 80],
      [3, 120],
    ] as const) {
      const text = renderComparison(compare(n), width);
      assert.match(text, /^ +landlord-1@2000-01 +landlord-2@2000-01/m);
      assert.ok(widest(text) <= width, `${widest(text)} letters in ${width}`);
    }
  });

  test('else value by value: what most have first, then what others have, with who and by which clause', () => {
    const text = renderComparison(compare(6), 80);
    assert.match(
      text,
      / {2}response limit\n {4}· 10 working-days\n {8}landlord-1 \[3\.2\], [\s\S]*?\n {8}.*landlord-5 \[3\.2\]\n {4}≠ 12 working-days\n {8}landlord-6 \*\n/,
    );
    assert.doesNotMatch(text, /landlord-\d\n\s+[[*]/, 'a name and its clause stay together');
    for (const width of [60, 80, 120]) assert.ok(widest(renderComparison(compare(6), width)) <= width, `${width}`);
  });

  test('two versions of one pack keep their versions', () => {
    const versions = ['2020-01', '2021-01', '2022-01', '2023-01'].map((version) => ({ ...model, version }));
    assert.match(renderComparison(comparePacks(versions), 80), /anytown-homes@2020-01/);
  });
});
