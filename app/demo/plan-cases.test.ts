import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkWho, type IsoDate, makeContext } from '../../engine/index.ts';
import { loadOrganisations } from '../installation.ts';
import { INSTALLED_POLICIES } from '../packs/find-pack-files.ts';
import { makeWorld } from './fill-demo.ts';
import { loadStories } from './load-stories.ts';
import { makePeople } from './make-people.ts';
import { describeSituation, listPositions, type PlannedCase, planCases, standsAt } from './plan-cases.ts';
import { makeRandom } from './random.ts';
import { SPECIAL_CASES } from './special-cases.ts';
import { actorOf, type WalkWorld } from './walk.ts';

const stories = loadStories();
// A Friday, a Sunday in summer, Christmas week, and Easter Monday.
const DAYS = ['2026-11-20T12:00:00Z', '2027-06-13T08:00:00Z', '2026-12-29T16:00:00Z', '2027-03-29T07:30:00Z'];

type Plan = { readonly world: WalkWorld; readonly planned: readonly PlannedCase[] };

async function planOn(until: string, atMost = Number.POSITIVE_INFINITY): Promise<readonly Plan[]> {
  const { organisations } = await loadOrganisations(INSTALLED_POLICIES, () => until.slice(0, 10) as IsoDate);
  return organisations.slice(0, atMost).map((organisation) => {
    const cast = makePeople(organisation.policy.pack, stories, makeRandom(organisation.id));
    const people = cast.map((member, index) => ({ ...member, id: `p${index}`, state: 'active' as const }));
    const world = makeWorld(organisation, people, stories, until);
    return { world, planned: planCases(world, `test/${organisation.id}`, 16) };
  });
}

// Thought out once for each day: several tests look at the same.
const known = new Map<string, Promise<readonly Plan[]>>();
function plansOf(until: string): Promise<readonly Plan[]> {
  const found = known.get(until) ?? planOn(until);
  known.set(until, found);
  return found;
}

for (const until of DAYS) {
  test(`on ${until.slice(0, 10)} a case stands at every stage and step of every pack`, async () => {
    for (const { world, planned } of await plansOf(until)) {
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

for (const until of DAYS) {
  test(`on ${until.slice(0, 10)} each special sort of case is there for every pack that can have one, and for some pack`, async () => {
    const plans = await plansOf(until);
    for (const { id, canHold, isSo } of SPECIAL_CASES) {
      const able = plans.filter(({ world }) => canHold(world.policy.pack));
      const without = able.filter(({ planned }) => !planned.some(({ standing }) => isSo(standing)));
      assert.deepEqual(
        without.map(({ world }) => world.policy.pack.pack),
        [],
        id,
      );
      assert.ok(able.length > 0, `no pack can have one: ${id}`);
    }
  });
}

test('a special sort of case is none where its sign is missing', async () => {
  for (const { planned } of await plansOf(DAYS[0]!)) {
    const plain = planned.find(({ goal }) => goal === 'withdrawn');
    assert.ok(plain);
    for (const { id, isSo } of SPECIAL_CASES) assert.equal(isSo(plain.standing), false, id);
  }
});

test('every service of every pack has some cases, with a story that fits it', async () => {
  for (const { world, planned } of await plansOf(DAYS[0]!)) {
    for (const { id } of world.policy.pack.services) {
      const own = planned.filter(({ standing }) => standing.state.service === id);
      assert.ok(own.length >= 2, `${world.policy.pack.pack}: ${id}`);
    }
    for (const { story, standing } of planned) {
      const about = stories.complaints.find(({ subject }) => subject === story.subject)?.about;
      const service = world.policy.pack.services.find(({ id }) => id === standing.state.service);
      const isAbout = about === undefined || new RegExp(about, 'i').test(`${service?.name} ${service?.regime}`);
      assert.ok(isAbout, `${world.policy.pack.pack}: ${story.subject}, about ${service?.name}`);
    }
  }
});

test('no story is told more than eight times by one landlord', async () => {
  for (const { world, planned } of await plansOf(DAYS[0]!)) {
    const groups = Map.groupBy(planned, ({ story }) => story.subject);
    const most = Math.max(...[...groups.values()].map(({ length }) => length));
    assert.ok(most <= 8, `${world.policy.pack.pack}: one story is told ${most} times`);
  }
});

test('every role has people, a service its own, and a review finds somebody who took no part', async () => {
  for (const { world, planned } of await plansOf(DAYS[0]!)) {
    const { pack } = world.policy;
    for (const role of pack.roles) {
      const held = world.people.flatMap(({ roles }) => roles.filter((one) => one.role === role.id));
      const areas = role.area === 'of-the-service' && pack.services.length > 1 ? pack.services.map(({ id }) => id) : [];
      assert.deepEqual([...new Set(held.flatMap(({ area }) => area ?? []))], areas, `${pack.pack}: ${role.id}`);
      assert.ok(held.length >= 2, `${pack.pack}: ${role.id}`);
      if (role.training !== undefined) assert.equal(held.filter(({ trainedOn }) => !trainedOn).length, 1, role.id);
    }
    assert.equal(world.people.filter(({ administrator }) => administrator).length, 1);
    for (const { standing } of planned) {
      const context = makeContext(standing, standing.asOf);
      if (standing.state.status === 'closed') continue;
      for (const step of context.stage?.steps.filter(({ who }) => who?.['not-who'] !== undefined) ?? []) {
        const able = world.people.filter((person) => checkWho(context, actorOf(person), step.who).length === 0);
        assert.ok(able.length > 0, `${pack.pack}: nobody can take ${step.id}`);
      }
    }
  }
});

test('whoever is on a panel, and whoever was given a case, is recorded with the roles they held', async () => {
  const plans = await plansOf(DAYS[0]!);
  const steps = plans.flatMap(({ planned }) => planned.flatMap(({ standing }) => standing.state.steps));
  const seats = steps.flatMap((step) => step.seats ?? []);
  assert.ok(seats.length > 0);
  assert.ok(seats.every(({ roles }) => roles.length > 0));
});

test('most open cases are in time', async () => {
  for (const { world, planned } of await plansOf(DAYS[0]!)) {
    const open = planned.filter(({ standing }) => standing.state.status === 'open');
    const late = open.filter(({ standing }) => describeSituation(standing) === 'late');
    assert.ok(late.length * 3 < open.length, `${world.policy.pack.pack}: ${late.length} of ${open.length} are late`);
  }
});

test('some are due today, late and at risk; some closed with promises open, withdrawn, refused, at a later stage', async () => {
  for (const { world, planned } of await plansOf(DAYS[0]!)) {
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
  const [first, second] = [(await plansOf(DAYS[0]!)).slice(0, 2), await planOn(DAYS[0]!, 2)];
  const tell = (plans: readonly Plan[]) =>
    plans.map(({ planned }) => planned.map(({ goal, resident, doings }) => [goal, resident, doings]));
  assert.deepEqual(tell(first), tell(second));
  const moments = (await plansOf(DAYS[0]!)).flatMap(({ planned }) =>
    planned.flatMap(({ doings }) => doings.map(({ moment }) => moment.at ?? '')),
  );
  assert.ok(moments.every((at) => at <= DAYS[0]! && at > '2025-11'));
});
