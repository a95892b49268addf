// How much money somebody may offer on one complaint: by the pack, by role, by person, from a day on; and who approves more.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { defined, happen, person, promised, received, underPolicy } from '../../test/support/under-policy.ts';
import type { IsoDate } from '../calendar/index.ts';
import type { Pack } from '../policy/load-pack.ts';
import type { Actor } from './command.ts';
import { type AuthorityLimit, determineAuthority, findLimitOfRole } from './determine-authority.ts';
import { listAllowed } from './list-actions.ts';
import { listDuties } from './list-duties.ts';

const FIXTURE = 'anytown-homes';
const day = (text: string): IsoDate => text as IsoDate;

/** Officers £100, from July £250; the manager £1,000; nothing said of directors. */
const LIMITS: readonly AuthorityLimit[] = [
  { role: 'complaints-officer', pence: 100_00, from: day('2026-01-01') },
  { role: 'complaints-officer', pence: 250_00, from: day('2026-07-01') },
  { role: 'complaints-manager', pence: 1000_00, from: day('2026-01-01') },
];
const held = (id: string, roles: readonly string[], limits = LIMITS): Actor => ({ ...person(id, roles), limits });
const officer = held('o1', ['complaints-officer']);
const manager = held('m1', ['complaints-manager']);

/** The fixture with limits of its own, and one remedy that the law sets. */
const withLimits = (pack: Pack): Pack => ({
  ...pack,
  remedies: {
    ...pack.remedies!,
    heads: [
      ...pack.remedies!.heads,
      { id: 'home-loss', name: 'Home loss payment', money: true, statutory: true, clause: '5.1' },
    ],
    'authority-limits': [{ role: 'complaints-officer', 'up-to-pounds': 50.5, clause: '5.1' }],
  },
});

const pay = (pounds: number, by: Actor, on = '2026-03-05') =>
  promised(on, { kind: 'payment', what: 'For the trouble', amount: pounds * 100 }, { by });
const scene = async (change?: (pack: Pack) => Pack) =>
  (await underPolicy(FIXTURE, change ? { change } : {})).given(received('2026-03-02'), defined('2026-03-03'));

describe('what limits a person', () => {
  const penceOf = async (actor: Pick<Actor, 'id' | 'roles'>, limits: readonly AuthorityLimit[], on = '2026-03-05') => {
    const { policy } = await underPolicy(FIXTURE);
    return determineAuthority(policy, actor, limits, day(on))?.pence;
  };

  test('the latest day up to this one counts, and of two for the same day the one set last', async () => {
    assert.equal(await penceOf(officer, LIMITS, '2025-12-31'), undefined);
    assert.equal(await penceOf(officer, LIMITS, '2026-01-01'), 100_00);
    assert.equal(await penceOf(officer, LIMITS, '2026-06-30'), 100_00);
    assert.equal(await penceOf(officer, LIMITS, '2026-07-01'), 250_00);
    const again = [...LIMITS, { role: 'complaints-officer', pence: 300_00, from: day('2026-07-01') }];
    assert.equal(await penceOf(officer, again, '2026-07-01'), 300_00);
    const ended = [...LIMITS, { role: 'complaints-officer', from: day('2026-08-01') }];
    assert.equal(await penceOf(officer, ended, '2026-08-01'), undefined);
  });

  test('of several roles the highest counts, one without a limit is not limited, and no role may offer nothing', async () => {
    assert.equal(await penceOf(person('p', ['complaints-officer', 'complaints-manager']), LIMITS), 1000_00);
    assert.equal(await penceOf(person('p', ['complaints-officer', 'director']), LIMITS), undefined);
    assert.equal(await penceOf(person('p', []), LIMITS), 0);
    assert.equal(await penceOf(person('p', []), []), undefined);
  });

  test('a limit of their own comes in place of their roles’, until it is taken away', async () => {
    const own = [...LIMITS, { person: 'o1', pence: 400_00, from: day('2026-02-01') }];
    assert.equal(await penceOf(officer, own), 400_00);
    assert.equal(await penceOf(officer, own, '2026-01-31'), 100_00);
    assert.equal(await penceOf(held('o2', ['complaints-officer']), own), 100_00);
    assert.equal(await penceOf(officer, [...own, { person: 'o1', from: day('2026-03-01') }]), 100_00);
  });

  test('the pack’s limit comes before what was set for the role, and no person is raised above it', async () => {
    const { policy } = await underPolicy(FIXTURE, { change: withLimits });
    const own = [...LIMITS, { person: 'o1', pence: 400_00, from: day('2026-02-01') }];
    const found = findLimitOfRole(policy, LIMITS, 'complaints-officer', day('2026-03-05'));
    assert.deepEqual([found?.pence, found?.by], [50_50, 'pack']);
    assert.equal(determineAuthority(policy, officer, own, day('2026-03-05'))?.pence, 50_50);
    const less = [{ person: 'o1', pence: 10_00, from: day('2026-02-01') }];
    assert.equal(determineAuthority(policy, officer, less, day('2026-03-05'))?.pence, 10_00);
  });
});

describe('offering money', () => {
  test('up to the limit for one complaint, whatever was offered before counted in', async () => {
    const start = await scene();
    start.on('2026-03-05').when(pay(100, officer)).thenAllowed();
    start.on('2026-03-05').when(pay(100.01, officer)).thenRefused('above-authority', '5.1').thenEvents();
    const first = start.given(pay(60, officer)).on('2026-03-05');
    first.when(pay(40, officer)).thenAllowed();
    const refused = first.when(pay(41, officer)).thenRefused('above-authority').thenEvents();
    assert.deepEqual(
      refused.refusals.map(({ values }) => values),
      [{ limit: 100_00, total: 101_00 }],
    );
    first.when(pay(41, manager)).thenAllowed();
  });

  test('what the law sets is not counted, and is refused to nobody', async () => {
    const start = await scene(withLimits);
    const statutory = promised(
      '2026-03-05',
      { kind: 'home-loss', what: 'Home loss', amount: 8100_00 },
      { by: officer },
    );
    const paid = start.on('2026-03-05').when(statutory).thenAllowed().given(statutory).on('2026-03-05');
    paid.when(pay(50, officer)).thenAllowed();
    paid.when(pay(51, officer)).thenRefused('above-authority', '5.1').thenEvents();
  });

  test('where nobody is limited nothing is asked, and nothing to approve is offered', async () => {
    const free = held('o1', ['complaints-officer'], []);
    const start = (await scene()).on('2026-03-05');
    start.when(pay(9000, free)).thenAllowed();
    assert.ok(!listAllowed(start.standing, free).includes('award-decided'));
    assert.ok(listAllowed(start.standing, officer).includes('award-asked'));
    const ask = happen('award-asked')('2026-03-05', { amount: 1, of: 'm1', why: 'For it' }, { by: free });
    start.when(ask).thenRefused('no-authority-limits').thenEvents();
  });
});

describe('approving an amount', () => {
  const ask = happen('award-asked')(
    '2026-03-05',
    { amount: 300_00, of: 'm1', why: 'Six months of damp' },
    { by: officer },
  );
  const decide = (given: object, by: Actor = manager) =>
    happen('award-decided')('2026-03-06', { why: 'As others before', ...given }, { by });

  test('waits for the person asked, and lets anybody offer as much once it is given', async () => {
    const asked = (await scene()).given(ask).on('2026-03-06');
    assert.deepEqual(
      listDuties(asked.standing).flatMap(({ kind, owner, values }) =>
        kind === 'award' ? [[owner, values['pence']]] : [],
      ),
      [['m1', 300_00]],
    );
    asked
      .when(pay(300, officer, '2026-03-06'))
      .thenRefused('above-authority')
      .thenEvents();
    const approved = asked.given(decide({ 'award-decision': 'approved' })).on('2026-03-06');
    assert.equal(approved.standing.state.awardApproved, 300_00);
    assert.ok(!listDuties(approved.standing).some(({ kind }) => kind === 'award'));
    approved.when(pay(300, officer, '2026-03-06')).thenAllowed();
    approved
      .when(pay(301, officer, '2026-03-06'))
      .thenRefused('above-authority')
      .thenEvents();
  });

  test('nobody approves above their own limit, nor asks themselves', async () => {
    const asked = (await scene()).given(ask).on('2026-03-06');
    asked
      .when(decide({ 'award-decision': 'approved', amount: 1000_01 }))
      .thenRefused('above-authority', '5.1')
      .thenEvents();
    asked
      .when(decide({ 'award-decision': 'approved' }, officer))
      .thenRefused('above-authority')
      .thenEvents();
    const own = happen('award-asked')('2026-03-06', { amount: 1, of: 'o1', why: 'For it' }, { by: officer });
    asked.when(own).thenRefused('asks-themselves').thenEvents();
  });

  test('declined, it waits for nobody and lets nobody offer more', async () => {
    const declined = (await scene()).given(ask, decide({ 'award-decision': 'declined' })).on('2026-03-06');
    assert.ok(!listDuties(declined.standing).some(({ kind }) => kind === 'award'));
    declined
      .when(pay(300, officer, '2026-03-06'))
      .thenRefused('above-authority')
      .thenEvents();
  });

  test('approved for less than was asked, it still waits', async () => {
    const less = (await scene()).given(ask, decide({ 'award-decision': 'approved', amount: 200_00 })).on('2026-03-06');
    assert.ok(listDuties(less.standing).some(({ kind }) => kind === 'award'));
    less.when(pay(200, officer, '2026-03-06')).thenAllowed();
  });
});
