// Whoever sat in a step counts as having taken it, under the invented procedure with a panel.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { calendarOf, loadSoundPolicies } from '../../test/support/replay-files.ts';
import { happen, person } from '../../test/support/under-policy.ts';
import type { IsoDate } from '../calendar/index.ts';
import { type Happening, replayHappenings } from './replay-happenings.ts';

const ON = '2026-03-02' as IsoDate;
const HEAD = [{ role: 'head-of-service' }];

/** The panel, called together by an officer, whose hearing somebody senior to all of it is to hold. */
async function playPanel(...told: readonly Happening[]) {
  const sound = await loadSoundPolicies(join(import.meta.dirname, '../../test/oddities/a-panel'));
  const policy = structuredClone(sound.find(({ pack }) => pack.pack === 'a-panel')!);
  const steps = policy.pack.procedures[0]!.stages[1]!.steps;
  steps.find(({ id }) => id === 'convene')!.who = { role: 'officer' };
  steps.find(({ id }) => id === 'hear')!.who = {
    'any-of': ['head-of-service', 'head-of-housing'],
    'senior-to': 'convene',
  };
  const begun = [
    happen('received')(ON, { service: 'homes' }),
    happen('defined')(ON, { points: [{ text: 'The lift' }], 'outcome-sought': 'Mend it' }),
    happen('response-issued')(ON),
    happen('escalation-requested')(ON),
  ];
  return replayHappenings(policy, calendarOf(policy), [...begun, ...told], { mode: 'history', asOf: ON });
}
const convene = (seats: Readonly<Record<string, string>>, roles: Readonly<Record<string, unknown>>): Happening => {
  const named = Object.fromEntries(Object.entries(seats).map(([seat, id]) => [`seats.${seat}`, id]));
  return happen('step-done')(ON, { step: 'convene', ...named, 'seat-roles': roles }, { by: person('o1', ['officer']) });
};
const hear = (id: string, role: string): Happening =>
  happen('step-done')(ON, { step: 'hear', points: { '1': { conclusion: 'So.' } } }, { by: person(id, [role]) });
const TENANT = [{ role: 'tenant', trainedOn: ON }];
const codesOf = ({ departures }: Awaited<ReturnType<typeof playPanel>>, what: string, code: string): number =>
  departures.filter((one) => one.what === what).flatMap(({ reasons }) => reasons.filter((one) => one.code === code))
    .length;

test('somebody senior to who took a step is senior to who sat in it', async () => {
  const panel = convene({ head: 's2', tenant: 't1' }, { head: HEAD, tenant: TENANT });
  assert.equal(codesOf(await playPanel(panel, hear('s1', 'head-of-service')), 'step-done', 'wants-more-senior'), 1);
  assert.equal(codesOf(await playPanel(panel, hear('boss', 'head-of-housing')), 'step-done', 'wants-more-senior'), 0);
});

test('nobody sits twice, also where nothing is known of their roles', async () => {
  const twice = convene({ head: 's2', tenant: 's2' }, {});
  assert.equal(codesOf(await playPanel(twice), 'step-done', 'seat-taken-twice'), 1);
});
