// Stockport Homes: what follows from a fault, and how expectations are managed (3.2).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acknowledged,
  contacted,
  defined,
  findingRecorded,
  person,
  promised,
  received,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const officer = person('o1', ['investigating-officer']);

async function acknowledgedBeforeEaster(): Promise<UnderPolicy> {
  return (await underPolicy('stockport-homes')).given(
    received('2026-03-30'),
    defined('2026-03-31'),
    acknowledged('2026-04-01'),
    contacted('2026-04-02', undefined, { by: officer }),
  );
}

/** Everything done at Stage One but the response. */
const investigated = async (finding = 'not-upheld'): Promise<UnderPolicy> =>
  (await acknowledgedBeforeEaster()).given(
    findingRecorded('2026-04-13', { findings: { 1: { finding } } }, { by: officer }),
  );

test('[SH-3.2e] a fault found without an action is refused', async () => {
  const upheld = (await investigated('upheld')).on('2026-04-15');
  const issue = { what: 'response-issued', by: officer };
  upheld.when(issue).thenRefused('fault-without-action', '3.2').thenRefusedOnly('fault-without-action').thenEvents();
  (await investigated('partially-upheld')).on('2026-04-15').when(issue).thenRefused('fault-without-action', '3.2');
  upheld
    .given(promised('2026-04-14', { kind: 'apology', owner: 'o1', due: '2026-04-20' }))
    .on('2026-04-15')
    .when(issue)
    .thenAllowed();
  (await investigated()).on('2026-04-15').when(issue).thenAllowed();
});

test('[SH-3.2e] expectations can be managed from the first day, on one of three grounds', async () => {
  const day0 = (await underPolicy('stockport-homes')).given(received('2026-03-30')).on('2026-03-30');
  for (const ground of ['unreasonable', 'unrealistic', 'no-fault']) {
    const noted = day0.when(
      stepDone('2026-03-30', 'expectations-note', { 'expectations-ground': ground }, { by: officer }),
    );
    noted.thenAllowed().thenEvents('step-done');
    assert.equal(noted.standing.state.facts['expectations-ground'], ground);
  }
  day0
    .when(stepDone('2026-03-30', 'expectations-note', {}, { by: officer }))
    .thenRefused('field-missing', '3.2')
    .thenEvents();
  day0
    .when(stepDone('2026-03-30', 'expectations-note', { 'expectations-ground': 'busy' }, { by: officer }))
    .thenRefused('not-an-option', '3.2');
  day0
    .when(
      stepDone(
        '2026-03-30',
        'expectations-note',
        { 'expectations-ground': 'no-fault', parts: { 'what-we-cannot-do': '' } },
        { by: officer },
      ),
    )
    .thenRefused('part-blank', '3.2');
});

test('[SH-3.2e] the note decides nothing: each point still needs its finding', async () => {
  (await acknowledgedBeforeEaster())
    .given(stepDone('2026-04-02', 'expectations-note', { 'expectations-ground': 'no-fault' }, { by: officer }))
    .on('2026-04-15')
    .when({ what: 'response-issued', with: { findings: [] }, by: officer })
    .thenRefused('point-unanswered', '4.1')
    .thenCase({ stage: 'stage-1', status: 'open' });
});
