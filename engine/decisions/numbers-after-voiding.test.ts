// Numbers that people quote name one thing only, also where a recording was voided; and what counts by the stay in a stage.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { calendarOf, loadSoundPolicies } from '../../test/support/replay-files.ts';
import {
  acknowledged,
  closed,
  defined,
  escalationRequested,
  happen,
  promised,
  received,
  reopened,
  responseIssued,
  underPolicy,
} from '../../test/support/under-policy.ts';
import type { IsoDate } from '../calendar/index.ts';
import type { Policy } from '../policy/schema.ts';
import { type Happening, replayHappenings } from './replay-happenings.ts';

const ON = '2026-03-02';
const voided = (recording: number): Happening => happen('voided')(ON, { recording, why: 'Told twice.' });
let drafts: Policy;

before(async () => {
  const sound = await loadSoundPolicies(join(import.meta.dirname, '../../test/oddities/draft-for-comment'));
  drafts = sound.find(({ pack }) => pack.pack === 'draft-for-comment')!;
});

test('a comment after a voided one has a number of its own', () => {
  const say = happen('draft-commented');
  const told: readonly Happening[] = [
    happen('received')(ON),
    happen('defined')(ON),
    happen('allocated')(ON),
    happen('step-done')(ON, { step: 'discuss', talk: 'not-possible', 'why-no-talk': 'No telephone.' }),
    happen('drafted')(ON),
    say(ON, { comment: 'One' }),
    say(ON, { comment: 'Two' }),
    voided(6),
    say(ON, { comment: 'Three' }),
  ];
  const { standing, refused } = replayHappenings(drafts, calendarOf(drafts), told, {
    mode: 'live',
    asOf: '2026-03-03' as IsoDate,
    recordingCounts: 'happenings',
  });
  assert.deepEqual(refused, []);
  assert.deepEqual(
    standing.state.comments.map(({ comment }) => comment),
    [2, 3],
  );
});

test('a promise after a voided one has a number of its own', async () => {
  const scene = (await underPolicy('anytown-homes')).given(
    received(ON),
    promised(ON, { what: 'A' }),
    promised(ON, { what: 'B' }),
    voided(2),
    promised(ON, { what: 'C' }),
  );
  assert.deepEqual(
    scene.standing.state.promises.map(({ promise }) => promise),
    [2, 3],
  );
});

describe('a request for the next stage in a stage that was opened again', () => {
  test('is only kept while the new answer has not gone, whatever answer went before', async () => {
    const scene = (await underPolicy('anytown-homes')).given(
      received(ON),
      defined(ON, { points: [{ text: 'The lift' }], 'outcome-sought': 'Mend it' }),
      acknowledged(ON),
      responseIssued(ON, { findings: { '1': { finding: 'not-upheld' } } }),
      closed('2026-03-03'),
      reopened('2026-03-04', { stage: 'stage-1', why: 'More was found.' }),
    );
    const asked = scene.when(escalationRequested('2026-03-05')).standing.state.escalations.at(-1);
    assert.deepEqual([asked?.visit, asked?.state], [1, 'kept']);
  });
});
