// What is asked for next, but only once it has been looked into; and what is written before it is approved.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  allocated,
  defined,
  findingRecorded,
  happen,
  person,
  received,
  stepDone,
  underPolicy,
} from '../../test/support/under-policy.ts';
import { findDraftToWrite, isTooEarly } from './is-too-early.ts';
import { listNextActions } from './list-next-actions.ts';
import { chooseNextAction, orderNextActions } from './order-next-actions.ts';

const ada = person('ada', ['customer-advocacy-officer']);
const hal = person('hal', ['head-of-service']);
const drafted = happen('drafted');
const LEADS = {
  'seats.head-of-service': 'hal',
  'seats.advocacy-officer': 'ada',
  'seat-roles': { 'head-of-service': hal.roles, 'advocacy-officer': ada.roles },
};
const FOUND = { findings: { 1: { finding: 'not-upheld', reasons: 'We came at once.' } } };

const lookInto = async () =>
  (await underPolicy('housing-plus', { service: 'homes-plus' })).given(
    received('2026-03-02', {}, { by: ada }),
    defined('2026-03-03', undefined, { by: ada }),
    acknowledged('2026-03-03', undefined, { by: ada }),
    stepDone('2026-03-03', 'name-leads', LEADS, { by: ada }),
    allocated('2026-03-04', { to: 'ada', 'to-roles': ada.roles }, { by: ada }),
  );

type Scene = Awaited<ReturnType<typeof lookInto>>;

const nextOf = ({ standing }: Scene) => listNextActions(standing, ada, false);
const approvalsIn = (scene: Scene) => nextOf(scene).filter(({ step }) => step?.['after-last-edit']);
const draftIn = (scene: Scene) =>
  findDraftToWrite(scene.standing, ada, nextOf(scene)).map(({ command }) => command.name);

test('an approval is too early until it has been looked into', async () => {
  const scene = await lookInto();
  assert.ok(approvalsIn(scene).length > 0 && approvalsIn(scene).every((one) => isTooEarly(scene.standing, one)));
  const found = scene.given(findingRecorded('2026-03-05', FOUND, { by: ada }));
  assert.ok(approvalsIn(found).length > 0 && !approvalsIn(found).some((one) => isTooEarly(found.standing, one)));
});

test('the draft is asked for before its approvals, once: not before the looking into, nor after it was written', async () => {
  const scene = await lookInto();
  assert.deepEqual(draftIn(scene), []);
  const found = scene.given(findingRecorded('2026-03-05', FOUND, { by: ada }));
  assert.deepEqual(draftIn(found), ['draft']);
  const written = found.given(drafted('2026-03-06', {}, { by: ada }));
  assert.deepEqual(draftIn(written), []);
});

test('what is due first leads, and a draft that is still to be written comes in the place of its approval', async () => {
  const scene = (await underPolicy('housing-plus', { service: 'homes-plus' })).given(
    received('2026-03-02', {}, { by: ada }),
    defined('2026-03-03', undefined, { by: ada }),
  );
  const namesOf = (actions: readonly { command: { name: string } }[]) => actions.map(({ command }) => command.name);
  const now = nextOf(scene).filter(({ refusals }) => refusals.length === 0);
  // an acknowledgement says that it is accepted too, which is a time that runs before any stage
  for (const id of ['not-accepted', 'stage-1-acknowledgement']) {
    const clock = scene.standing.clocks.find((one) => one.clock === id && one.owner === 'pack');
    assert.equal(chooseNextAction(scene.standing, now, { clock })?.command.name, 'acknowledge', id);
  }
  assert.equal(namesOf(orderNextActions(scene.standing, now))[0], 'acknowledge');
  const found = (await lookInto()).given(findingRecorded('2026-03-05', FOUND, { by: ada }));
  const approvals = approvalsIn(found).filter(({ refusals }) => refusals.length === 0);
  const draft = findDraftToWrite(found.standing, ada, nextOf(found));
  assert.equal(chooseNextAction(found.standing, [...approvals, ...draft], {})?.command.name, 'draft');
});
