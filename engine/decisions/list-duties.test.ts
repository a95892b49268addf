// What is to be done on a case and by when, under the fixture pack.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  closed,
  defined,
  escalationAccepted,
  escalationRequested,
  promised,
  received,
  responseIssued,
  underPolicy,
} from '../../test/support/under-policy.ts';
import { listDuties } from './list-duties.ts';

const scene = async () => (await underPolicy('anytown-homes')).given(received('2026-03-02'), defined('2026-03-03'));
const linesOf = (standing: Parameters<typeof listDuties>[0]) =>
  listDuties(standing).map(({ id, due, target, owner }) => [id, due, target, owner].filter((one) => one).join(' '));

test('a running clock is a duty with its target until it is stopped, late or not', async () => {
  const open = await scene();
  assert.deepEqual(linesOf(open.standing), ['clock:stage-1-acknowledgement 2026-03-09 2026-03-06']);
  assert.deepEqual(linesOf(open.on('2026-03-20').standing), ['clock:stage-1-acknowledgement 2026-03-09 2026-03-06']);
  const next = open.given(acknowledged('2026-03-04'));
  assert.deepEqual(linesOf(next.standing), ['clock:stage-1-response 2026-03-18 2026-03-16']);
});

test('a promise is a duty of whoever keeps it, on a closed case too', async () => {
  const given = (await scene()).given(
    acknowledged('2026-03-04'),
    promised('2026-03-05', { kind: 'work', what: 'Mend the roof', due: '2026-04-01', owner: 'p7' }),
    responseIssued('2026-03-06'),
    closed('2026-03-07'),
  );
  assert.deepEqual(linesOf(given.standing), ['promise:1 2026-04-01 p7']);
});

test('a request for the next stage that waits for a decision stands there by the day it was made', async () => {
  const scene = (await underPolicy('stockport-homes')).given(
    received('2026-03-02'),
    defined('2026-03-03'),
    acknowledged('2026-03-04'),
    responseIssued('2026-03-06'),
    escalationRequested('2026-03-09'),
  );
  assert.deepEqual(linesOf(scene.standing), ['escalation:6 2026-03-09']);
  assert.doesNotMatch(linesOf(scene.given(escalationAccepted('2026-03-10')).standing).join(), /escalation/);
});
