// For whom a case waits: by role, found by the engine's own guards; and what will hold on days to come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  allocated,
  defined,
  findingRecorded,
  person,
  received,
  stepDone,
  underPolicy,
} from '../../test/support/under-policy.ts';
import { determineStanding } from '../clocks/determine-standing.ts';
import type { Pack } from '../policy/schema.ts';
import { findRiskDay } from './find-risk-day.ts';
import { listNamedPeople, listNamesAwaited, listWaiting } from './list-awaited.ts';
import { findForecastDay, listStandingsAhead } from './list-standings-ahead.ts';

const ada = person('ada', ['customer-advocacy-officer']);
const hal = person('hal', ['head-of-service']);
const ivy = person('ivy', ['investigator']);
const NOT_UPHELD = { findings: { 1: { finding: 'not-upheld', reasons: 'We came at once.' } } };
const LEADS = {
  'seats.head-of-service': 'hal',
  'seats.advocacy-officer': 'ada',
  'seat-roles': { 'head-of-service': hal.roles, 'advocacy-officer': ada.roles },
};

/** The same landlord, were its approvals for anybody of the role. */
const byRoleAlone = (pack: Pack): Pack =>
  JSON.parse(JSON.stringify(pack, (name, value) => (name === 'named-in' ? undefined : value)));

const given = async (change?: (pack: Pack) => Pack) =>
  (await underPolicy('housing-plus', { service: 'homes-plus', ...(change && { change }) })).given(
    received('2026-03-02', {}, { by: ada }),
    defined('2026-03-03', undefined, { by: ada }),
    acknowledged('2026-03-03', undefined, { by: ada }),
    stepDone('2026-03-03', 'name-leads', LEADS, { by: ada }),
    allocated('2026-03-04', { to: 'ivy', 'to-roles': ivy.roles }, { by: ada }),
  );

test('what whoever has it can go on with waits for nobody else, and an approval only once all is found', async () => {
  const early = await given();
  assert.deepEqual(listWaiting(early.standing), { forOthers: false, awaited: [], unassigned: false });
  assert.deepEqual(listNamedPeople(early.standing), ['hal', 'ada']);
  const found = early.given(findingRecorded('2026-03-05', NOT_UPHELD, { by: ivy }));
  assert.deepEqual(
    listWaiting(found.standing).awaited.map(({ who }) => who),
    ['=hal', '=ada'],
    'an approval that is for those who are named waits for them',
  );
  const byRole = (await given(byRoleAlone)).given(findingRecorded('2026-03-05', NOT_UPHELD, { by: ivy }));
  const names = listWaiting(byRole.standing).awaited.map(({ who }) => who);
  assert.ok(names.includes('head-of-service') && names.includes('customer-advocacy-officer'), names.join());
  assert.ok(names.includes('head-of-service@homes-plus') && !names.includes('head-of-service@care-plus'), names.join());
  assert.ok(!names.includes('investigator'));
});

test('a restricted case waits for whoever sees it for the seat they were named to, by name', async () => {
  const restricted = (await underPolicy('housing-plus', { service: 'homes-plus' })).given(
    received('2026-03-02', { 'about-staff-conduct': true }, { by: ada }),
    defined('2026-03-03', undefined, { by: ada }),
    acknowledged('2026-03-03', undefined, { by: ada }),
    stepDone('2026-03-03', 'name-leads', LEADS, { by: ada }),
    allocated('2026-03-04', { to: 'ivy', 'to-roles': ivy.roles }, { by: ada }),
    findingRecorded('2026-03-05', NOT_UPHELD, { by: ivy }),
  );
  const names = listWaiting(restricted.standing).awaited.map(({ who }) => who);
  assert.ok(names.includes('=hal'), names.join());
  assert.ok(!names.some((who) => who.startsWith('head-of-service')), names.join());
});

test('a case that nobody has waits for somebody to take it on', async () => {
  const { standing } = (await underPolicy('anytown-homes')).given(received('2026-03-02'));
  const { awaited, unassigned } = listWaiting(standing);
  assert.ok(unassigned && awaited.some(({ who }) => who === 'complaints-officer'));
  assert.deepEqual(listNamesAwaited({ id: 'p', roles: [{ role: 'a' }, { role: 'b', area: 's' }] }), [
    '*',
    '=p',
    'a',
    'b@s',
  ]);
});

test('at risk from the target or from what the pack calls near, whichever is first', async () => {
  const { standing } = (await underPolicy('anytown-homes')).given(received('2026-04-02'));
  const [clock] = standing.clocks.filter(({ waits }) => waits);
  assert.deepEqual([clock?.due, clock && findRiskDay(standing, clock)], ['2026-04-13', '2026-04-09']);
});

test('a stage that lapses is foreseen, with what is then to be done, and one that cannot is not', async () => {
  const quick = {
    'likely-to-be-quick': true,
    'agrees-to-early-resolution': true,
    'high-rise-safety': false,
    'health-and-safety': false,
  };
  const scene = (await underPolicy('stockport-homes')).given(received('2026-03-02', quick));
  const { standing, events } = scene;
  const on = (day: string) => determineStanding(standing.policy, standing.calendar, events, { on: day as never });
  const ahead = listStandingsAhead(standing, on);
  assert.deepEqual(
    ahead.map(({ asOf, state }) => [asOf.on, state.visits.at(-1)?.stage]),
    [
      ['2026-03-02', 'early-resolution'],
      ['2026-03-10', 'stage-1'],
    ],
  );
  const plain = (await underPolicy('anytown-homes')).given(received('2026-03-02'));
  assert.equal(listStandingsAhead(plain.standing, () => assert.fail('asked for nothing')).length, 1);
  assert.equal(
    findForecastDay(plain.standing, 'stage-1-response', '2026-03-16' as never, () => assert.fail()),
    undefined,
  );
});
