// What the procedure asks for next, under the fixture pack.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contacted, received, underPolicy } from '../../test/support/under-policy.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import type { Pack } from '../policy/load-pack.ts';
import { listActions } from './list-actions.ts';

/** The fixture with a talk in its first stage, asked for or not. */
const withTalk =
  (optional: boolean) =>
  (pack: Pack): Pack => {
    const changed = structuredClone(pack);
    const steps = changed.procedures.at(-1)!.stages[0]!.steps;
    const [first] = steps;
    steps.unshift({
      ...first!,
      id: 'talk',
      name: 'Talk to them',
      does: 'contact',
      optional,
      who: undefined,
      before: [],
    });
    return changed;
  };

const nextOf = (standing: Standing): readonly string[] =>
  listActions(standing, { id: 'anybody', kind: 'staff', roles: [], entitled: true })
    .filter(({ next }) => next)
    .map(({ id }) => id);

test('a contact that the stage asks for is among what comes next until it is made', async () => {
  const scene = (await underPolicy('anytown-homes', { change: withTalk(false) })).given(received('2026-03-02'));
  assert.ok(nextOf(scene.standing).includes('contacted'));
  assert.ok(!nextOf(scene.given(contacted('2026-03-03')).standing).includes('contacted'));
});

test('a contact that may be left out is not', async () => {
  const scene = (await underPolicy('anytown-homes', { change: withTalk(true) })).given(received('2026-03-02'));
  assert.ok(!nextOf(scene.standing).includes('contacted'));
});
