// Questions, evidence, notes and findings of an investigation: what is recorded, numbered, refused, and still missing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allocated, defined, findingRecorded, happen, received, underPolicy } from '../../test/support/under-policy.ts';
import { listMissing } from './list-missing.ts';

const ON = '2026-03-02';
const file = (id: string, mediaType = 'application/pdf') => ({ id, digest: 'a'.repeat(64), size: 10, mediaType });
const added = happen('evidence-added');
const begin = async () =>
  (await underPolicy('anytown-homes')).given(
    received(ON),
    defined(ON, { points: [{ text: 'The lift' }, { text: 'The calls' }] }),
    allocated(ON),
  );

test('each file is a piece of its own, for the points named; words of both sides never share an event', async () => {
  const given = {
    kind: 'photograph',
    description: 'INSIDE',
    points: [2, 1],
    caption: 'TOLD',
    files: [file('a'), file('b')],
  };
  const scene = (await begin()).when(added('2026-03-03', given)).thenAllowed();
  assert.deepEqual(
    scene.standing.state.evidence.map(({ evidence, kind, points, shared }) => [
      evidence,
      kind,
      points,
      shared !== undefined,
    ]),
    [
      [1, 'photograph', [1, 2], true],
      [2, 'photograph', [1, 2], true],
    ],
  );
  scene.thenEvents('evidence-added', 'evidence-shared', 'evidence-added', 'evidence-shared');
});

test('a number is never given twice, whether its piece was withdrawn or voided', async () => {
  const scene = (await begin()).given(
    added(ON, { kind: 'document', description: 'A' }),
    added(ON, { kind: 'document', description: 'B' }),
  );
  const last = scene.events.at(-1)!.n;
  const after = scene.given(
    happen('evidence-withdrawn')(ON, { 'evidence-number': '1', why: 'Not ours.' }),
    happen('voided')(ON, { recording: last, why: 'Never came.' }),
    added(ON, { kind: 'document', description: 'C' }),
  );
  const numbers = after.standing.state.evidence.map(({ evidence, withdrawn }) => [evidence, withdrawn !== undefined]);
  assert.deepEqual(numbers, [
    [1, true],
    [3, false],
  ]);
});

test('files of a visit are evidence that came with it', async () => {
  const scene = (await begin()).given(
    happen('visited')(ON, { present: 'Ada', 'what-was-seen': 'Damp', points: [1], files: [file('p', 'image/jpeg')] }),
  );
  assert.deepEqual(
    scene.standing.state.evidence.map(({ evidence, kind, partOf }) => [evidence, kind, partOf]),
    [
      [1, 'visit', undefined],
      [2, 'photograph', 1],
    ],
  );
});

test('a day to come, a file that is none, and a clause that is none are refused', async () => {
  const scene = await begin();
  const photo = { kind: 'photograph', description: 'x' };
  scene.when(added(ON, { ...photo, 'taken-on': '2026-03-03' })).thenRefused('taken-in-the-future');
  scene.when(added(ON, { ...photo, files: [{ id: 'a' }] })).thenRefused('not-a-file');
  scene.when(happen('evidence-withdrawn')(ON, { 'evidence-number': '1', why: 'x' })).thenRefused('no-evidence');
  const findings = { 1: { finding: 'upheld', clause: 'nowhere' } };
  scene.when(findingRecorded(ON, { findings })).thenRefused('no-such-clause');
});

test('what is missing on each point goes as it is done', async () => {
  const scene = await begin();
  const lacks = (of: typeof scene) => listMissing(of.standing).map(({ missing }) => missing.join(' '));
  assert.deepEqual(lacks(scene), Array(2).fill('question evidence finding reasons basis'));
  const asked = scene.given(
    happen('question-set')(ON, { questions: { 1: { question: 'Was it reported?' } } }),
    added(ON, { kind: 'record', description: 'Log', points: [1] }),
  );
  assert.deepEqual(lacks(asked), ['finding reasons basis', 'question evidence finding reasons basis']);
  const [clause] = scene.policy.anchors.keys();
  const found = asked.given(
    findingRecorded(ON, {
      findings: { 1: { finding: 'upheld', reasons: 'So.', clause }, 2: { finding: 'not-upheld', reasons: '' } },
    }),
  );
  assert.deepEqual(lacks(found), ['', 'question evidence reasons basis']);
});

test('evidence can be undone until the complainant was shown it; then it is withdrawn', async () => {
  const plain = (await begin()).given(added(ON, { kind: 'document', description: 'A' }));
  const n = plain.events.at(-1)!.n;
  plain.when(happen('undone')(ON, { recording: n, why: 'Twice.' })).thenAllowed();
  const shown = plain.given(happen('evidence-shared')(ON, { 'evidence-number': '1', caption: 'Our log' }));
  shown.when(happen('undone')(ON, { recording: n, why: 'Twice.' })).thenRefused('later-entry-rests-on-it');
  const withdrawn = shown.when(happen('evidence-withdrawn')(ON, { 'evidence-number': '1', why: 'Wrong case.' }));
  withdrawn.thenAllowed();
});
