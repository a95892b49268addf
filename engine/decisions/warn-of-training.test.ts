// Whoever has a case, or a seat, without the training that their role asks for: warned of, and never refused by that alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocated, defined, person, received, underPolicy } from '../../test/support/under-policy.ts';
import type { IsoDate } from '../calendar/index.ts';
import type { RoleHeld } from '../case/events.ts';
import type { Pack } from '../policy/load-pack.ts';
import { findMissingTraining } from './find-missing-training.ts';
import { listWarnings } from './list-warnings.ts';
import { warnOfTraining } from './warn-of-training.ts';

const FIXTURE = 'anytown-homes';
const TRAINED = 'complaints-officer';

/** The fixture, whose complaints officers are to have had a training. */
const withTraining = (pack: Pack): Pack => ({
  ...pack,
  roles: pack.roles.map((role) => (role.id === TRAINED ? { ...role, training: 'listening' } : role)),
});

const day = (text: string): IsoDate => text as IsoDate;
const held = (...days: (string | undefined)[]): readonly RoleHeld[] =>
  days.map((trainedOn) => ({ role: TRAINED, ...(trainedOn !== undefined && { trainedOn: day(trainedOn) }) }));

const given = async (roles: readonly RoleHeld[], on = '2026-03-04') =>
  (await underPolicy(FIXTURE, { change: withTraining })).given(
    received('2026-03-02'),
    defined('2026-03-03'),
    allocated(on, { to: 'o1', 'to-roles': roles }, { by: person('o2', [TRAINED]) }),
  );

test('a training counts from its day on, and for no other role', async () => {
  const { policy } = await underPolicy(FIXTURE, { change: withTraining });
  const missing = (roles: readonly RoleHeld[]) =>
    findMissingTraining(policy, roles, day('2026-04-01')).map(({ training }) => training);
  assert.deepEqual(missing(held(undefined)), ['listening']);
  assert.deepEqual(missing(held('2026-04-02')), ['listening']);
  assert.deepEqual(missing(held('2026-04-01')), []);
  assert.deepEqual(missing(held(undefined, '2026-03-31')), []);
  assert.deepEqual(missing([{ role: 'senior-manager' }]), []);
});

test('a case given to somebody without it warns until the day it is recorded, and is given all the same', async () => {
  const scene = await given(held(undefined));
  scene.thenWarned('training-not-recorded');
  assert.equal(scene.standing.state.handler?.person, 'o1');
  (await given(held('2026-01-31'))).thenNotWarned('training-not-recorded');
  const recorded = () => held('2026-03-05');
  assert.equal(warnOfTraining(scene.on('2026-03-04').standing, recorded).length, 1);
  assert.deepEqual(warnOfTraining(scene.on('2026-03-05').standing, recorded), []);
});

test('given on to somebody who has it, nothing warns any more', async () => {
  const scene = (await given(held(undefined))).given(
    allocated('2026-03-05', { to: 'o3', 'to-roles': held('2026-01-31') }, { by: person('o2', [TRAINED]) }),
  );
  scene.thenNotWarned('training-not-recorded');
});

test('a procedure that names no training warns of nobody', async () => {
  const scene = (await underPolicy(FIXTURE)).given(
    received('2026-03-02'),
    defined('2026-03-03'),
    allocated('2026-03-04', { to: 'o1', 'to-roles': held(undefined) }, { by: person('o2', [TRAINED]) }),
  );
  assert.ok(!listWarnings(scene.standing).some(({ code }) => code === 'training-not-recorded'));
});
