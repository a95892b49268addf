// The council: what its text leaves out, above all section 9, and that the pack cannot leave it unsaid too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Silence, testSilences } from '../../support/silences.ts';
import { acknowledged, allocated, defined, received, underPolicy } from '../../support/under-policy.ts';
import { acknowledgedAtOnce, atStageTwo, cora, ines, PACK } from './scenes.ts';

const STAGES = 'procedures[complaints].stages';

const UNCITED = /does not say where it comes from/;

const SILENCES: readonly Silence[] = [
  {
    about: 'section 9',
    at: 'silences.0',
    by: ['assumption'],
    told: /Section 9 is not in the text that we have/,
    named: UNCITED,
  },
  {
    about: 'the time for an answer about other services',
    at: `${STAGES}[stage-1].clocks[stage-1-response].limit.first-of.1`,
    by: ['assumption'],
    told: /gives no time for an answer about other services/,
    named: /unknown|does not say where it comes from/,
  },
  {
    about: 'the time for a review of other services',
    at: `${STAGES}[stage-2].clocks[stage-2-response].limit.first-of.1`,
    by: ['assumption'],
    told: /gives no time for a review of complaints about other services/,
    named: /unknown|does not say where it comes from/,
  },
  {
    about: 'the time for an acknowledgement',
    at: `${STAGES}[stage-1].clocks[stage-1-acknowledgement].limit`,
    by: ['assumption', 'regime'],
    told: /asks for an acknowledgement at both stages, for every service, and gives no time/,
    named: /stage-1-acknowledgement/,
  },
  {
    about: 'what starts the ten working days',
    at: `${STAGES}[stage-1].clocks[stage-1-response].starts`,
    by: ['assumption'],
    told: /does not say what starts the ten working days/,
    named: /`starts`|stage-1-response/,
  },
  {
    about: 'what starts them at Stage 2',
    at: `${STAGES}[stage-2].clocks[stage-2-response].starts`,
    by: ['assumption'],
    told: /does not say what starts the ten working days at Stage 2/,
    named: /`starts`|stage-2-response/,
  },
  {
    about: 'how Stage 2 is asked for',
    at: `${STAGES}[stage-1].escalation.window`,
    by: ['assumption', 'regime'],
    told: /sets no last day for asking for Stage 2/,
    named: UNCITED,
  },
  {
    about: 'who may review',
    at: 'silences.3',
    by: ['assumption'],
    told: /does not say who may be one/,
    named: UNCITED,
  },
  {
    about: 'extensions',
    at: `${STAGES}[stage-1].clocks[stage-1-response].extensions[extension]`,
    by: ['assumption', 'regime'],
    told: /does not speak of extensions/,
    named: /`extensions` “extension” does not say where it comes from/,
  },
  {
    about: 'exclusions',
    at: 'intake.not-accepted.grounds[already-considered]',
    by: ['assumption', 'regime'],
    told: /names no ground on which a complaint is not taken on/,
    named: /already-considered.*does not say where it comes from/,
  },
  {
    about: 'who refuses',
    at: 'intake.not-accepted.who',
    by: ['assumption'],
    told: /does not say who may refuse a complaint/,
    named: /`who` does not say where it comes from/,
  },
  {
    about: 'what a working day is',
    at: 'calendar',
    by: ['assumption'],
    told: /does not say what a working day is/,
    named: /`calendar` does not say where it comes from/,
  },
  {
    about: 'when it came into force',
    at: 'in-force',
    by: ['assumption'],
    told: /has no date/,
    named: /`in-force` does not say where it comes from/,
  },
];

testSilences('[CO-0]', PACK, '2020-01', SILENCES);

test('[CO-0] housing answers to the Housing Ombudsman’s Code, whose outer limits are shown', async () => {
  const housing = await acknowledgedAtOnce();
  const { policy } = housing;
  assert.equal(policy.pack.services.find(({ id }) => id === 'housing')?.regime, 'housing-ombudsman-2024');
  assert.match(policy.anchors.get('7') ?? '', /section 9 of the policy above/);
  housing.thenClock('regime-stage-1-response', { owner: 'regime', due: '2026-03-23' });
  housing.thenClock('stage-1-response', { limitUnknown: undefined, due: '2026-03-16' });
});

test('[CO-0] another service has no limit for its answer until one is set, at either stage', async () => {
  const first = await acknowledgedAtOnce('other');
  first.thenClock('stage-1-response', { state: 'running', due: undefined, limitUnknown: true });
  first.on('2026-12-01').thenClock('stage-1-response', { state: 'running', workingDaysLate: 0 });
  first
    .on('2026-03-03')
    .when({ what: 'time-agreed', with: { clock: 'stage-1-response', to: '2026-04-17' }, by: ines })
    .thenAllowed()
    .thenClock('stage-1-response', { due: '2026-04-17', limitUnknown: undefined, state: 'running' });
  const second = await atStageTwo('other');
  second.thenClock('stage-2-response', { state: 'running', due: undefined, limitUnknown: true });
  second
    .on('2026-05-06')
    .when({ what: 'time-agreed', with: { clock: 'stage-2-response', to: '2026-06-30' } })
    .thenAllowed()
    .thenClock('stage-2-response', { due: '2026-06-30', limitUnknown: undefined });
});

test('[CO-0] nothing is told of a day that nobody knows, and nothing that has a limit is left to be agreed', async () => {
  const other = (await underPolicy(PACK)).given(
    received('2026-03-02', { service: 'other' }),
    defined('2026-03-02', undefined, { by: cora }),
    allocated('2026-03-02', { to: 'ines' }, { by: cora }),
  );
  const sent = other
    .on('2026-03-03')
    .when(acknowledged('2026-03-03', undefined, { by: cora }))
    .thenAllowed();
  const told = sent.events.at(-1);
  assert.ok(told?.type === 'acknowledged' && told.told === undefined);
  const { content, missing } = sent.letter('acknowledgement').parts.find(({ part }) => part === 'response-due') ?? {};
  assert.deepEqual([content, missing], [{ kind: 'none' }, undefined]);
  (await acknowledgedAtOnce())
    .on('2026-03-03')
    .when({ what: 'time-agreed', with: { clock: 'stage-1-response', to: '2026-04-17' } })
    .thenRefused('no-time-to-agree')
    .thenEvents();
  other
    .on('2026-03-03')
    .when({ what: 'extended', with: { complexity: 'It is long.' } })
    .thenRefused('no-more-extension');
});
