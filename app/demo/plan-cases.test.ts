import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IsoDate } from '../../engine/index.ts';
import { loadOrganisations } from '../installation.ts';
import { INSTALLED_POLICIES } from '../packs/find-pack-files.ts';
import { makeWorld } from './fill-demo.ts';
import { loadStories } from './load-stories.ts';
import { makePeople } from './make-people.ts';
import { describeSituation, listPositions, type PlannedCase, planCases, standsAt } from './plan-cases.ts';
import { makeRandom } from './random.ts';
import type { WalkWorld } from './walk.ts';

const stories = loadStories();
// A Monday in a year without a day of grace, a Saturday, and the days between the years.
const DAYS = ['2026-11-20T12:00:00Z', '2027-05-29T08:00:00Z', '2026-12-29T16:00:00Z'];

async function planOn(until: string, seed = 'test'): Promise<{ world: WalkWorld; planned: readonly PlannedCase[] }[]> {
  const { organisations } = await loadOrganisations(INSTALLED_POLICIES, until.slice(0, 10) as IsoDate);
  return organisations.map((organisation) => {
    const cast = makePeople(organisation.policy.pack, stories, makeRandom(organisation.id));
    const people = cast.map((member, index) => ({ ...member, id: `p${index}`, state: 'active' as const }));
    const world = makeWorld(organisation, people, stories, until);
    return { world, planned: planCases(world, `${seed}/${organisation.id}`, 30) };
  });
}

for (const until of DAYS) {
  test(`on ${until.slice(0, 10)} a case stands at every stage and step of every pack`, async () => {
    for (const { world, planned } of await planOn(until)) {
      const empty = listPositions(world.policy.pack).filter(
        (position) => !planned.some(({ standing }) => standsAt(world.people, standing, position)),
      );
      assert.deepEqual(
        empty.map(({ stage, step }) => `${world.policy.pack.pack}: ${stage.id}, ${step.id}`),
        [],
      );
    }
  });
}

test('some are due today, late and at risk; some closed with promises open, withdrawn, refused, at a later stage', async () => {
  for (const { world, planned } of await planOn(DAYS[0]!)) {
    const pack = world.policy.pack.pack;
    const situations = new Set(planned.map(({ standing }) => describeSituation(standing)));
    assert.deepEqual([...situations].sort(), ['at-risk', 'due-today', 'late', 'on-time'], pack);
    const states = planned.map(({ standing }) => standing.state);
    assert.ok(
      states.some(({ status, promises }) => status === 'closed' && promises.some(({ kept }) => !kept)),
      pack,
    );
    const events = new Set(planned.flatMap(({ standing }) => standing.history.map(({ type }) => type)));
    for (const type of [
      'withdrawn',
      'complaint-refused',
      'escalation-accepted',
      'escalation-refused',
      'promise-kept',
      'extended',
    ]) {
      const opensByItself =
        type === 'escalation-accepted' &&
        world.policy.pack.procedures.every(({ stages }) =>
          stages.every(({ escalation }) => escalation?.opens !== 'on-acceptance'),
        );
      assert.ok(opensByItself || events.has(type as 'withdrawn'), `${pack}: ${type}`);
    }
  }
});

test('the same seed and day make the same cases, and nothing happens after now', async () => {
  const [first, second] = [await planOn(DAYS[0]!), await planOn(DAYS[0]!)];
  const tell = (plans: typeof first) => plans.map(({ planned }) => planned.map(({ goal, doings }) => [goal, doings]));
  assert.deepEqual(tell(first), tell(second));
  const moments = first.flatMap(({ planned }) =>
    planned.flatMap(({ doings }) => doings.map(({ moment }) => moment.at ?? '')),
  );
  assert.ok(moments.every((at) => at <= DAYS[0]! && at > '2025-11'));
});
