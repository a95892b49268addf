import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { listDuties, type Policy, type Replay } from '../engine/index.ts';
import { loadSoundPolicies, loadToldCases, playToldCase, type ToldCase } from './support/replay-files.ts';

/** No number of a procedure stands anywhere but in its pack: change one there, and a date of some example changes. */

type Path = readonly (string | number)[];
type Numbered = { readonly path: Path; readonly words: string };

const isPeriod = (value: unknown): value is { n: number; unit: string } =>
  typeof value === 'object' && value !== null && 'n' in value && 'unit' in value;

/** Every period below the places of a pack that make dates. */
function findNumbers(node: unknown, path: Path = []): readonly Numbered[] {
  if (isPeriod(node)) return [{ path, words: `${path.join('.')}: ${node.n} ${node.unit}s` }];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    findNumbers(value, [...path, Array.isArray(node) ? Number(key) : key]),
  );
}

function changeNumber(policy: Policy, path: Path): Policy {
  const pack = structuredClone(policy.pack);
  let node: unknown = pack;
  for (const key of path) node = (node as Record<string | number, unknown>)[key];
  const period = node as { n: number };
  period.n += 1;
  return { ...policy, pack };
}

/** All dates that a replay came to, with what was refused on the way. */
const datesOf = ({ standing, refused }: Replay): string =>
  JSON.stringify([
    standing.clocks.map(({ id, due, dueAt, internalTarget }) => [id, due, dueAt, internalTarget]),
    standing.window?.lastDay,
    standing.timeLimits.map(({ limit, lastDay }) => [limit, lastDay]),
    standing.state.responses.map((response) => response.lastDayToEscalate),
    listDuties(standing).map(({ id, due }) => [id, due]),
    refused,
  ]);

const dates = (policy: Policy, cases: readonly ToldCase[]): readonly string[] =>
  cases.map((told) => datesOf(playToldCase(told, policy)));

const policies = await loadSoundPolicies(new URL('../policies', import.meta.url).pathname);

describe('any one number of a pack', () => {
  for (const policy of policies) {
    const { pack, version } = policy.pack;
    test(`${pack} ${version}: changed by one, it changes a date of an example`, () => {
      const cases = loadToldCases(`policies/${pack}/examples/*.yaml`);
      assert.ok(cases.length > 0, 'there are examples');
      const before = dates(policy, cases);
      const { procedures, intake } = policy.pack;
      const numbers = findNumbers({ procedures, intake, 'deemed-receipt': policy.pack['deemed-receipt'] });
      assert.ok(numbers.length >= 6, 'the pack holds numbers');
      const idle = numbers.filter(({ path }) => {
        const after = dates(changeNumber(policy, path), cases);
        return after.every((text, index) => text === before[index]);
      });
      assert.deepEqual(
        idle.map(({ words }) => words),
        [],
      );
    });
  }
});
