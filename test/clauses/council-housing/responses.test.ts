// The council: what every response holds (2 to 4), what it holds where upheld (5) and where not (6).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  findingRecorded,
  promised,
  responseIssued,
  stepDone,
  type TestHappening,
  type UnderPolicy,
} from '../../support/under-policy.ts';
import {
  ACTION,
  acknowledgedAtOnce,
  atStageTwo,
  discussed,
  type Finding,
  fault,
  found,
  ines,
  investigated,
  readyToAnswer,
  reviewed,
  rhea,
} from './scenes.ts';

type Stage = 1 | 2;
type Service = 'housing' | 'other';

/** Everything done but the response, at this stage. */
async function ready(stage: Stage, finding: Finding, service: Service = 'housing'): Promise<UnderPolicy> {
  if (stage === 1) return (await readyToAnswer(finding, service)).on('2026-03-10');
  const scene = await reviewed(finding, service);
  return (service === 'other' ? scene : scene.given(discussed('2026-05-11', 2, 'declined'))).on('2026-05-12');
}

const issue = (stage: Stage, parts: Record<string, unknown> = {}): ReturnType<typeof responseIssued> =>
  responseIssued(stage === 1 ? '2026-03-10' : '2026-05-12', { parts }, { by: stage === 1 ? ines : rhea });

/** The clauses of the parts that the response of a stage has, with those parts, as the case stands. */
function partsOf(scene: UnderPolicy, stage: Stage): readonly (readonly [part: string, clause: string])[] {
  return scene.letter(`stage-${stage}-response`).parts.map(({ part, clause }) => [part, clause ?? ''] as const);
}

const STAGES = [1, 2] as const;
const SERVICES = ['housing', 'other'] as const;
const FINDINGS: readonly Finding[] = ['upheld', 'partially-upheld', 'not-upheld'];

test('[CO-2] decision, reasons, fault and the way on are in every response, at both stages, for every service', async () => {
  for (const stage of STAGES)
    for (const service of SERVICES)
      for (const finding of FINDINGS) {
        const scene = await ready(stage, finding, service);
        const clauses = new Map(partsOf(scene, stage));
        assert.deepEqual(
          ['decision', 'reasons', 'at-fault', 'about-the-handling', 'outstanding-actions'].map((id) => clauses.get(id)),
          ['4', '4', '2c', '2d', '2f'],
          `${service}, ${finding}, at stage ${stage}`,
        );
        assert.ok(clauses.has('remedies') || clauses.has('actions'), 'what will be put right');
        assert.ok(clauses.has('ombudsman') && (stage === 2 || clauses.has('how-to-escalate')), 'the way on');
        scene.when(issue(stage)).thenAllowed();
      }
});

test('[CO-2] what will be put right and what is outstanding are told, or answered with none', async () => {
  const kinds = async (finding: Finding): Promise<unknown> =>
    (await ready(1, finding))
      .letter('stage-1-response')
      .parts.filter(({ part }) => ['remedies', 'actions', 'outstanding-actions'].includes(part))
      .map(({ part, content }) => `${part} ${content?.kind}`);
  assert.deepEqual(await kinds('not-upheld'), ['remedies none', 'outstanding-actions none']);
  assert.deepEqual(await kinds('upheld'), ['actions promises', 'outstanding-actions promises']);
});

test('[CO-2] that one can be unhappy with the outcome or with the handling is said in the letter', async () => {
  for (const stage of STAGES) {
    const { parts } = (await ready(stage, 'not-upheld')).letter(`stage-${stage}-response`);
    const { content, missing } = parts.find(({ part }) => part === 'about-the-handling') ?? {};
    assert.equal(missing, undefined);
    assert.match(content?.kind === 'text' ? content.text : '', /our decision.*how we dealt with your complaint/);
  }
});

test('[CO-2] fault is an explicit yes, in part or no, and nothing goes without it', async () => {
  for (const [stage, scene] of [
    [1, await acknowledgedAtOnce('other')],
    [2, await atStageTwo('other')],
  ] as const) {
    const on = stage === 1 ? '2026-03-05' : '2026-05-08';
    const by = stage === 1 ? ines : rhea;
    const reviewedBy = scene.given(findingRecorded(on, found('not-upheld'), { by }));
    reviewedBy
      .on(stage === 1 ? '2026-03-10' : '2026-05-12')
      .when(issue(stage))
      .thenRefused('step-first', '2c')
      .thenRefused('part-not-known', '2c')
      .thenEvents();
    const say = (given: Record<string, unknown>): UnderPolicy =>
      reviewedBy.on(on).when(stepDone(on, 'say-whether-at-fault', { ...given }, { by }));
    for (const answer of ['yes', 'in-part', 'no']) say({ [`stage-${stage}-at-fault`]: answer }).thenAllowed();
    say({}).thenRefused('field-missing', '2c').thenEvents();
    say({ [`stage-${stage}-at-fault`]: 'perhaps' }).thenRefused('not-an-option', '2c');
  }
  // What was said of Stage 1 says nothing of Stage 2.
  const second = await atStageTwo();
  assert.equal(second.standing.state.facts['stage-1-at-fault'], 'no');
  const { missing } = second.letter('stage-2-response').parts.find(({ part }) => part === 'at-fault') ?? {};
  assert.equal(missing, 'not-known');
});

const spoken = (on: string, stage: Stage, given: Record<string, unknown> = {}): TestHappening => ({
  what: 'verbal-response-given',
  on,
  by: stage === 1 ? ines : rhea,
  with: { channel: 'telephone', conversation: 'We went through the points.', 'outcome-told': 'Not upheld.', ...given },
});

test('[CO-3] an answer in words is recorded and has to be confirmed with the response, which alone stops the time', async () => {
  for (const stage of STAGES) {
    const scene = await ready(stage, 'not-upheld');
    const on = stage === 1 ? '2026-03-10' : '2026-05-12';
    const due = scene.clock(`stage-${stage}-response`).due;
    assert.equal(scene.standing.clocks.find(({ id }) => id === `stage-${stage}-confirmation`)?.state, 'not-started');
    const told = scene.given(spoken(on, stage)).on(on);
    told.thenClock(`stage-${stage}-confirmation`, { starts: on, due, state: 'running', clause: '3' });
    told.thenClock(`stage-${stage}-response`, { state: 'running', stopped: undefined });
    const written = told.when(issue(stage)).thenAllowed();
    written.thenClock(`stage-${stage}-confirmation`, { state: 'met', stopped: on });
    written.thenClock(`stage-${stage}-response`, { state: 'met', stopped: on });
    const late = `${on.slice(0, 7)}-29`;
    told.on(late).thenClock(`stage-${stage}-confirmation`, { state: 'late' });
  }
});

test('[CO-3] it records both the conversation and the outcome', async () => {
  const scene = await ready(1, 'not-upheld');
  scene
    .when(spoken('2026-03-10', 1, { conversation: '' }))
    .thenRefused('field-missing')
    .thenEvents();
  scene
    .when(spoken('2026-03-10', 1, { 'outcome-told': '' }))
    .thenRefused('field-missing')
    .thenEvents();
});

test('[CO-3] the written confirmation holds the conversation and the outcome, and nothing of it where nobody talked', async () => {
  for (const service of SERVICES) {
    const told = (await ready(1, 'not-upheld', service)).given(spoken('2026-03-10', 1)).on('2026-03-10');
    told
      .when(issue(1, { conversation: '' }))
      .thenRefused('part-blank', '3')
      .thenEvents();
    told
      .when(issue(1, { conversation: 'TBC' }))
      .thenRefused('part-placeholder', '3')
      .thenEvents();
    const { parts } = told.when(issue(1)).thenAllowed().letter('stage-1-response');
    assert.ok(parts.some(({ part }) => part === 'decision'));
  }
  const silent = (await ready(1, 'not-upheld')).letter('stage-1-response');
  assert.ok(!silent.parts.some(({ part }) => part === 'conversation'));
});

test('[CO-4] each point is upheld, partially upheld or not upheld, with reasons, and so is the whole', async () => {
  const on = '2026-03-05';
  const record = (scene: UnderPolicy, finding: string): UnderPolicy =>
    scene.on(on).when(findingRecorded(on, { findings: { 1: { finding } } }, { by: ines }));
  const fresh = await acknowledgedAtOnce();
  for (const finding of FINDINGS) record(fresh, finding).thenAllowed();
  record(fresh, 'resolved').thenRefused('not-an-option').thenEvents();
  const half = (await acknowledgedAtOnce('other'))
    .given(
      findingRecorded(on, found('upheld'), { by: ines }),
      fault(on, 1, 'in-part'),
      promised(on, ACTION, { by: ines }),
      { what: 'point-added', on: '2026-03-06', with: { text: 'Nobody rang back', related: true } },
    )
    .on('2026-03-10');
  half
    .when(responseIssued('2026-03-10', { findings: [] }, { by: ines }))
    .thenRefused('point-unanswered', '3')
    .thenEvents();
  const whole = half
    .given(findingRecorded('2026-03-09', { findings: { 2: { finding: 'not-upheld' } } }, { by: ines }))
    .on('2026-03-10');
  const { content } = whole.letter('stage-1-response').parts.find(({ part }) => part === 'decision') ?? {};
  assert.deepEqual(content, {
    kind: 'points',
    points: [
      { n: 1, finding: 'upheld' },
      { n: 2, finding: 'not-upheld' },
    ],
    overall: 'partially-upheld',
  });
  whole.when(issue(1)).thenAllowed();
});

test('[CO-4] a point without reasons holds the response back, at both stages', async () => {
  for (const stage of STAGES) {
    const scene = await ready(stage, 'not-upheld');
    scene
      .when(issue(stage, { reasons: '' }))
      .thenRefused('part-blank', '4')
      .thenEvents();
    scene
      .when(issue(stage, { reasons: { 1: '[add reasons]' } }))
      .thenRefused('part-placeholder', '4')
      .thenEvents();
    scene.when(issue(stage, { reasons: 'The roof was mended in May.' })).thenAllowed();
  }
});

/** The paragraphs of the source that ask for a part on these findings, beside those that ask for it always. */
function clausesOf(scene: UnderPolicy, stage: Stage, paragraph: '5' | '6'): readonly string[] {
  const { letters } = scene.policy.pack;
  const letter = letters.find(({ id }) => id === `stage-${stage}-response`);
  const asked = new Set(partsOf(scene, stage).map(([part]) => part));
  const cited = (letter?.parts ?? [])
    .filter(({ part }) => asked.has(part) && part !== 'complaint-definition')
    .flatMap(({ clause, clauses = [] }) => [clause ?? '', ...clauses]);
  return [...new Set(cited)].filter((clause) => clause.startsWith(paragraph)).sort();
}

const SEVEN = ['5a', '5b', '5c', '5d', '5e', '5f', '5g'];
const WRITTEN_WHEN_UPHELD = {
  summary: '5a',
  background: '5b',
  'what-went-wrong': '5c',
  apology: '5c',
  lessons: '5d',
  'other-remedies': '5g',
};

test('[CO-5] upheld in whole or part, the seven are asked for at any stage and for any service', async () => {
  for (const stage of STAGES)
    for (const service of SERVICES)
      for (const finding of ['upheld', 'partially-upheld'] as const) {
        const scene = await ready(stage, finding, service);
        assert.deepEqual(clausesOf(scene, stage, '5'), SEVEN, `${service}, ${finding}, at stage ${stage}`);
        assert.deepEqual(clausesOf(scene, stage, '6'), []);
      }
});

test('[CO-5] each part that a person writes holds the response back while it is blank', async () => {
  for (const stage of STAGES) {
    const scene = await ready(stage, 'partially-upheld');
    for (const [part, clause] of Object.entries(WRITTEN_WHEN_UPHELD))
      scene
        .when(issue(stage, { [part]: '' }))
        .thenRefused('part-blank', clause)
        .thenRefusedOnly('part-blank')
        .thenEvents();
    scene.when(issue(stage)).thenAllowed();
  }
});

test('[CO-5] an action has its day, its officer and how to reach them, or the response cannot go', async () => {
  const scene = (await acknowledgedAtOnce('other')).given(
    findingRecorded('2026-03-05', found('upheld'), { by: ines }),
    fault('2026-03-05', 1, 'yes'),
  );
  scene.on('2026-03-10').when(issue(1)).thenRefused('fault-without-action', '5d').thenEvents();
  for (const lacking of ['owner', 'due', 'contact'] as const) {
    const { [lacking]: _left, ...rest } = ACTION;
    scene
      .given(promised('2026-03-06', rest, { by: ines }))
      .on('2026-03-10')
      .when(issue(1))
      .thenRefused('promise-incomplete', '5d')
      .thenEvents();
  }
  const whole = scene
    .given(promised('2026-03-06', ACTION, { by: ines }))
    .on('2026-03-10')
    .when(issue(1))
    .thenAllowed();
  const { content } = whole.letter('stage-1-response').parts.find(({ part }) => part === 'actions') ?? {};
  assert.ok(content?.kind === 'promises');
  const [made] = content.promises;
  assert.deepEqual([made?.due, made?.owner, made?.contact], ['2026-04-30', 'ines', true]);
});

test('[CO-5] what the complainant asked for is answered point by point', async () => {
  const scene = (await acknowledgedAtOnce('other')).given(
    { what: 'point-added', on: '2026-03-03', with: { text: 'Nobody rang back', related: true } },
    findingRecorded('2026-03-05', { findings: { 1: { finding: 'upheld' }, 2: { finding: 'upheld' } } }, { by: ines }),
    fault('2026-03-05', 1, 'yes'),
    promised('2026-03-05', ACTION, { by: ines }),
  );
  const answer = (given: Record<string, unknown>): UnderPolicy =>
    scene.on('2026-03-10').when(issue(1, { 'other-remedies': given }));
  answer({ 1: 'We will pay for the carpet.', 2: '' }).thenRefused('part-blank', '5g').thenEvents();
  answer({ 1: 'We will pay for the carpet.', 2: 'We cannot pay for the calls.' }).thenAllowed();
});

test('[CO-6] not upheld, the three are asked for, and no apology is forced', async () => {
  for (const stage of STAGES)
    for (const service of SERVICES) {
      const scene = await ready(stage, 'not-upheld', service);
      assert.deepEqual(clausesOf(scene, stage, '6'), ['6a', '6b', '6c'], `${service} at stage ${stage}`);
      assert.deepEqual(clausesOf(scene, stage, '5'), []);
      const asked = partsOf(scene, stage).map(([part]) => part);
      for (const part of ['apology', 'what-went-wrong', 'lessons', 'actions']) assert.ok(!asked.includes(part), part);
      scene.when(issue(stage, { apology: '', 'what-went-wrong': '' })).thenAllowed();
    }
});

test('[CO-6] without one of the three it cannot go', async () => {
  for (const stage of STAGES) {
    const scene = await ready(stage, 'not-upheld');
    for (const [part, clause] of [
      ['summary-not-upheld', '6a'],
      ['background-not-upheld', '6b'],
      ['explanation-not-upheld', '6c'],
    ] as const)
      scene
        .when(issue(stage, { [part]: '' }))
        .thenRefused('part-blank', clause)
        .thenRefusedOnly('part-blank')
        .thenEvents();
  }
  // An apology that is owed where it is upheld is not owed here: the same texts, another finding.
  (await investigated('upheld'))
    .given(discussed('2026-03-09', 1, 'declined'))
    .on('2026-03-10')
    .when(issue(1, { apology: '' }))
    .thenRefused('part-blank', '5c');
});
