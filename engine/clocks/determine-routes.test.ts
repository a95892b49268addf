// Routes: who is told, since when, and what goes elsewhere; and what a closed and re-opened stay no longer waits for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  classified,
  closed,
  defined,
  person,
  received,
  reopened,
  responseIssued,
  type UnderPolicy,
  underPolicy,
} from '../../test/support/under-policy.ts';
import type { Pack } from '../policy/load-pack.ts';

const FIXTURE = 'anytown-homes';
const yesNo = { kind: 'yes-no' as const, at: 'triage', required: false, internal: false };

/** The fixture with a route beside the procedure, one instead of it, and a question that closing needs. */
function withRoutes(pack: Pack): Pack {
  const facts: Pack['facts'] = {
    ...pack.facts,
    urgent: { ...yesNo, ask: 'Is anybody in danger?' },
    'not-ours': { ...yesNo, ask: 'Is it about another landlord?' },
    'what-was-done': { kind: 'text', at: 'closing', required: true, internal: false, ask: 'What was done?' },
  };
  const routes: Pack['intake']['routes'] = [
    {
      id: 'danger',
      name: 'Danger',
      when: { fact: 'urgent', is: true },
      'adds-role': 'director',
      beside: true,
      restricts: false,
      clause: '1.1',
    },
    {
      id: 'elsewhere',
      name: 'Another landlord',
      when: { fact: 'not-ours', is: true },
      sends: 'them',
      letter: 'refusal',
      beside: false,
      restricts: false,
      clause: '1.2',
    },
  ];
  return {
    ...pack,
    facts,
    intake: { ...pack.intake, routes },
    closing: { needs: ['what-was-done'], 'needs-learning': false, clause: '5.2' },
  };
}

const scene = async (facts: object = {}): Promise<UnderPolicy> =>
  (await underPolicy(FIXTURE, { change: withRoutes })).given(received('2026-03-02', { ...facts }));

test('a route is open since the day that its facts were told without a break', async () => {
  const since = (told: UnderPolicy): unknown => told.standing.routes.map(({ route, since }) => [route, since]);
  assert.deepEqual(since(await scene()), []);
  assert.deepEqual(since(await scene({ urgent: true })), [['danger', '2026-03-02']]);
  const later = (await scene()).given(classified('2026-03-04', { urgent: true }));
  assert.deepEqual(since(later), [['danger', '2026-03-04']]);
  const off = later.given(classified('2026-03-05', { urgent: false }));
  assert.deepEqual(since(off), []);
  assert.deepEqual(since(off.given(classified('2026-03-09', { urgent: true }))), [['danger', '2026-03-09']]);
});

test('what goes elsewhere is not worked on here, and leaves only with its letter', async () => {
  const away = (await scene({ 'not-ours': true })).on('2026-03-03');
  away.when(defined('2026-03-03')).thenRefused('goes-elsewhere', '1.2').thenEvents();
  away.when({ what: 'noted' }).thenAllowed();
  away.when({ what: 'referred' }).thenAllowed().thenCase({ outcome: 'referred' });
  away.when({ what: 'referred', with: { parts: { explanation: '' } } }).thenRefused('part-blank', '2.3');
  (await scene({ urgent: true })).on('2026-03-03').when(defined('2026-03-03')).thenAllowed();
});

test('a case is closed only with the facts that closing needs', async () => {
  const answered = (await scene()).given(
    defined('2026-03-03'),
    { what: 'acknowledged', on: '2026-03-03' },
    responseIssued('2026-03-10'),
  );
  answered
    .on('2026-03-11')
    .when(closed('2026-03-11', { 'what-was-done': '' }))
    .thenRefused('field-missing');
  answered.on('2026-03-11').when(closed('2026-03-11')).thenAllowed().thenEvents('facts-recorded', 'closed');
});

test('a stay that was closed waits for nothing, also after the case is opened again', async () => {
  const again = (await scene()).given(
    { what: 'withdrawn', on: '2026-03-05' },
    reopened('2026-04-20', undefined, { by: person('h', ['complaints-manager']) }),
  );
  again
    .on('2026-04-21')
    .thenClock('stage-1-acknowledgement', { state: 'not-needed', waits: false, due: '2026-03-09' })
    .thenClock('stage-1-acknowledgement#2', { state: 'running', waits: true, due: '2026-04-27' });
  assert.equal(again.standing.nextDue?.id, 'stage-1-acknowledgement#2');
  const late = (await scene()).given({ what: 'withdrawn', on: '2026-03-11' }).on('2026-04-20');
  late.thenClock('stage-1-acknowledgement', { state: 'late', waits: false, workingDaysLate: 2 });
  assert.equal(late.standing.nextDue, undefined);
});
