// The council, housing complaints only (7): the ombudsman for the subject, the opportunity to discuss, the draft where no
// conversation is possible, the time for comments, and the ten working days.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  escalationRequested,
  findingRecorded,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';
import {
  acknowledgedAtOnce,
  atStageTwo,
  commented,
  discussed,
  draftSent,
  fault,
  found,
  ines,
  investigated,
  PACK,
  reviewed,
  rhea,
  withDraftOut,
} from './scenes.ts';

const issue = (on: string, parts: Record<string, unknown> = {}, by = ines): ReturnType<typeof responseIssued> =>
  responseIssued(on, { parts }, { by });

/** Whom a letter names, as the case stands. */
function named(scene: UnderPolicy, letter: string): unknown {
  const { content } = scene.letter(letter).parts.find(({ part }) => part === 'ombudsman') ?? {};
  return content?.kind === 'signposts' && content.signposts.map(({ ombudsman }) => ombudsman);
}

test('[CO-7a] each housing subject has its ombudsman, in every letter', async () => {
  const { policy } = await underPolicy(PACK);
  const subjects = policy.pack.facts['housing-subject']?.options?.map(({ id }) => id) ?? [];
  assert.ok(subjects.length >= 5);
  for (const subject of subjects) {
    const given = received('2026-03-02', { service: 'housing', 'housing-subject': subject });
    const scene = (await underPolicy(PACK)).given(given);
    const expected = ['homelessness', 'allocations'].includes(subject) ? ['lgsco'] : ['housing-ombudsman'];
    for (const { id } of policy.pack.letters) assert.deepEqual(named(scene, id), expected, `${subject}: ${id}`);
  }
});

test('[CO-7a] a subject that nobody asked about is asked for, and other services have an ombudsman of their own', async () => {
  (await underPolicy(PACK))
    .given(received('2026-03-02', { service: 'housing' }))
    .thenWarned('question-not-answered', '7a');
  const other = (await underPolicy(PACK)).given(received('2026-03-02', { service: 'other' }));
  other.thenNotWarned('question-not-answered');
  for (const letter of ['acknowledgement', 'stage-1-response', 'stage-2-response', 'refusal'])
    assert.deepEqual(named(other, letter), ['lgsco'], letter);
});

test('[CO-7b] no final at Stage 1 until the discussion or the refusal of it is on record', async () => {
  const scene = (await investigated()).on('2026-03-10');
  scene.when(issue('2026-03-10')).thenRefused('step-first', '7b').thenRefusedOnly('step-first').thenEvents();
  for (const opportunity of ['by-telephone', 'face-to-face', 'declined'])
    scene
      .given(discussed('2026-03-09', 1, opportunity))
      .on('2026-03-10')
      .when(issue('2026-03-10'))
      .thenAllowed();
  (await investigated('not-upheld', 'other')).on('2026-03-10').when(issue('2026-03-10')).thenAllowed();
});

test('[CO-7b] the opportunity is owed again at Stage 2, whatever happened at Stage 1', async () => {
  const scene = (await reviewed()).on('2026-05-12');
  assert.equal(scene.standing.state.facts['stage-1-opportunity'], 'declined');
  scene
    .when(issue('2026-05-12', {}, rhea))
    .thenRefused('step-first', '7b')
    .thenRefusedOnly('step-first')
    .thenEvents();
  for (const opportunity of ['by-telephone', 'declined'])
    scene
      .given(discussed('2026-05-11', 2, opportunity))
      .on('2026-05-12')
      .when(issue('2026-05-12', {}, rhea))
      .thenAllowed();
});

test('[CO-7b] it comes when the investigation is completed, and the answer confirms what was said', async () => {
  const early = (await acknowledgedAtOnce()).on('2026-03-03');
  early
    .when(discussed('2026-03-03', 1, 'by-telephone'))
    .thenRefused('step-first')
    .thenEvents();
  const record = (given: Record<string, unknown>): UnderPolicy =>
    early
      .given(findingRecorded('2026-03-03', found('not-upheld'), { by: ines }))
      .when(stepDone('2026-03-03', 'discuss', given, { by: ines }));
  record({}).thenRefused('field-missing', '7b').thenEvents();
  record({ 'stage-1-opportunity': 'by-telephone', 'stage-1-discussion': '' }).thenRefused('field-missing', '7c');
  const talked = (await investigated()).given(discussed('2026-03-09', 1, 'by-telephone')).on('2026-03-10');
  talked
    .when(issue('2026-03-10', { conversation: '' }))
    .thenRefused('part-blank', '3')
    .thenEvents();
  talked.when(issue('2026-03-10')).thenAllowed();
});

test('[CO-7b] where a draft went instead, its time for comments has to run out first', async () => {
  const out = (await withDraftOut()).on('2026-03-16');
  out.when(issue('2026-03-16')).thenRefused('time-not-over', '7d').thenEvents();
  out.on('2026-03-17').when(issue('2026-03-17')).thenAllowed();
});

test('[CO-7c] five working days for the draft from the allocation, at either stage, and why none could talk', async () => {
  const first = (await investigated()).given(discussed('2026-03-06', 1, 'not-possible'));
  first.thenClock('stage-1-draft', { starts: '2026-03-02', due: '2026-03-09', state: 'running', clause: '7c' });
  first.on('2026-03-10').thenClock('stage-1-draft', { state: 'late', workingDaysLate: 1 });
  first.given(draftSent('2026-03-09')).thenClock('stage-1-draft', { state: 'met', stopped: '2026-03-09' });
  const noted = first.events.find((event) => event.type === 'step-done' && event.step === 'discuss');
  assert.equal(first.replay.texts.get(noted?.n ?? 0)?.['stage-1-discussion'], 'We rang three times in one week.');
  // 6 to 8, 11 and 12 May
  const second = (await reviewed()).given(discussed('2026-05-11', 2, 'not-possible'));
  second.thenClock('stage-2-draft', { starts: '2026-05-05', due: '2026-05-12', state: 'running', clause: '7c' });
  second.given(draftSent('2026-05-12', {}, rhea)).thenClock('stage-2-draft', { state: 'met', stopped: '2026-05-12' });
});

test('[CO-7c] how soon it is allocated has no limit of its own: the outer limit of the code is shown', async () => {
  const scene = (await underPolicy(PACK)).given(received('2026-03-02', { service: 'housing' })).on('2026-03-20');
  assert.ok(!scene.standing.clocks.some(({ stopped, name }) => stopped === undefined && /alloc/i.test(name)));
  scene.thenClock('regime-stage-1-response', { due: '2026-03-23', state: 'running', owner: 'regime' });
});

test('[CO-7c] a draft goes only where no conversation is possible, and in place of it one has to', async () => {
  for (const opportunity of ['by-telephone', 'declined'])
    (await investigated())
      .given(discussed('2026-03-06', 1, opportunity))
      .on('2026-03-06')
      .when(draftSent('2026-03-06'))
      .thenRefused('step-not-needed', '7c')
      .thenEvents();
  const chosen = (await investigated()).given(discussed('2026-03-06', 1, 'not-possible')).on('2026-03-30');
  chosen.when(issue('2026-03-30')).thenRefused('step-first', '7c').thenRefusedOnly('step-first').thenEvents();
});

test('[CO-7c] the draft invites in both forms, and goes the way they prefer', async () => {
  const chosen = (await investigated()).given(discussed('2026-03-06', 1, 'not-possible')).on('2026-03-06');
  const sent = chosen.when(draftSent('2026-03-06')).thenAllowed();
  const event = sent.events.find(({ type }) => type === 'drafted');
  assert.ok(event?.type === 'drafted' && event.forComment === true);
  assert.equal(event.channel, 'e-mail', 'they complained by letter, and prefer e-mail');
  chosen
    .when(draftSent('2026-03-06', { channel: 'letter' }))
    .thenRefused('another-way-preferred', '7c')
    .thenEvents();
  const { parts } = sent.letter('draft-response', { 'draft-reasons': 'The log.' });
  const said = (id: string): string => {
    const { content } = parts.find(({ part }) => part === id) ?? {};
    return content?.kind === 'text' ? content.text : '';
  };
  assert.match(said('invite-to-talk'), /get in touch with us to talk about your complaint/);
  assert.match(said('invite-to-write'), /write to us/);
  const { content } = parts.find(({ part }) => part === 'comments-due') ?? {};
  assert.deepEqual(content, { kind: 'date', on: '2026-03-13' });
  chosen
    .when(draftSent('2026-03-06', { parts: { 'draft-reasons': '' } }))
    .thenRefused('part-blank')
    .thenEvents();
});

test('[CO-7c] nobody sends a draft before it is known how they want it', async () => {
  const asked = { 'housing-subject': 'repairs' };
  (await underPolicy(PACK))
    .given(
      received('2026-03-02', { service: 'housing', ...asked }),
      { what: 'allocated', on: '2026-03-02' },
      { what: 'acknowledged', on: '2026-03-02' },
      findingRecorded('2026-03-05', found('not-upheld')),
      stepDone('2026-03-05', 'discuss', { 'stage-1-opportunity': 'not-possible' }),
    )
    .on('2026-03-06')
    .when({ what: 'drafted' })
    .thenRefused('preferred-way-not-known', '7c')
    .thenEvents();
});

test('[CO-7d] five working days to comment, and five after them for the final, over Easter', async () => {
  // comments: 27, 30, 31 March, 1 and 2 April; the final: 7 to 10 and 13 April, after Good Friday and Easter Monday
  const early = (await underPolicy(PACK)).given(
    received('2026-03-19', { service: 'housing', 'housing-subject': 'repairs', 'preferred-contact': 'letter' }),
    { what: 'allocated', on: '2026-03-20' },
    { what: 'acknowledged', on: '2026-03-20' },
    findingRecorded('2026-03-25', found('not-upheld')),
    discussed('2026-03-26', 1, 'not-possible'),
    draftSent('2026-03-26'),
  );
  early.thenClock('stage-1-comments', { starts: '2026-03-26', due: '2026-04-02', state: 'running', clause: '7d' });
  early.thenClock('stage-1-after-comments', { state: 'not-started' });
  const over = early.on('2026-04-07');
  over.thenClock('stage-1-comments', { state: 'not-needed', window: true });
  over.thenClock('stage-1-after-comments', { starts: '2026-04-02', due: '2026-04-13', state: 'running', clause: '7d' });
  const { skipped } = over.clock('stage-1-after-comments');
  const holidays = skipped.map(({ because }) => because).filter((because) => /Friday|Monday/.test(because));
  assert.deepEqual(holidays, ['Good Friday', 'Easter Monday']);
  over.on('2026-04-14').thenClock('stage-1-after-comments', { state: 'late', workingDaysLate: 1 });
});

test('[CO-7d] early comments do not shorten it; that they are done does', async () => {
  const out = await withDraftOut();
  const said = out.given(commented('2026-03-10')).on('2026-03-11');
  said.thenClock('stage-1-comments', { due: '2026-03-16', state: 'running', stopped: undefined });
  const refused = said.when(issue('2026-03-11')).thenRefused('time-not-over', '7d').thenEvents();
  assert.equal(refused.refusals.find(({ code }) => code === 'time-not-over')?.until, '2026-03-16');
  for (const finished of [
    commented('2026-03-11', { finished: true }),
    { what: 'draft-commented', on: '2026-03-11', with: { comment: '', finished: true } },
  ]) {
    const done = out.given(finished).on('2026-03-11');
    done.thenClock('stage-1-comments', { stopped: '2026-03-11' });
    done.thenClock('stage-1-after-comments', { starts: '2026-03-11', due: '2026-03-18' });
    done.when(issue('2026-03-11')).thenAllowed();
  }
});

test('[CO-7d] the same holds at Stage 2', async () => {
  // 13, 14, 15, 18 and 19 May, then 20 to 22, 26 and 27 May: the 25th is a bank holiday
  const out = (await reviewed()).given(discussed('2026-05-11', 2, 'not-possible'), draftSent('2026-05-12', {}, rhea));
  out.thenClock('stage-2-comments', { starts: '2026-05-12', due: '2026-05-19', state: 'running' });
  out
    .on('2026-05-19')
    .when(issue('2026-05-19', {}, rhea))
    .thenRefused('time-not-over', '7d')
    .thenEvents();
  const over = out.on('2026-05-20');
  over.thenClock('stage-2-after-comments', { starts: '2026-05-19', due: '2026-05-27', state: 'running', clause: '7d' });
  over.when(issue('2026-05-20', {}, rhea)).thenAllowed();
});

test('[CO-7e] the final says of each comment how it was considered', async () => {
  const said = (await withDraftOut())
    .given(commented('2026-03-10'), commented('2026-03-12', { comment: 'And I was at home on Friday.' }))
    .on('2026-03-17');
  const answer = (considered: unknown): UnderPolicy =>
    said.when(issue('2026-03-17', { 'comments-considered': considered }));
  answer({ 1: 'We looked at the date again.' }).thenRefused('part-comments-unanswered', '7e').thenEvents();
  answer('').thenRefused('part-comments-unanswered', '7e').thenEvents();
  answer({ 1: 'TBC', 2: 'We believe you.' }).thenRefused('part-placeholder', '7e');
  const both = answer({ 1: 'We looked at the date again.', 2: 'We believe you.' }).thenAllowed();
  const told = both.events.at(-1);
  assert.ok(told?.type === 'response-issued' && told.filled.includes('comments-considered'));
});

test('[CO-7e] with no comment there is nothing to consider, and at Stage 2 it holds as well', async () => {
  const silent = (await withDraftOut()).on('2026-03-17').when(issue('2026-03-17')).thenAllowed();
  const told = silent.events.at(-1);
  assert.ok(told?.type === 'response-issued' && !told.filled.includes('comments-considered'));
  (await reviewed())
    .given(discussed('2026-05-11', 2, 'not-possible'), draftSent('2026-05-12', {}, rhea), commented('2026-05-13'))
    .on('2026-05-20')
    .when(issue('2026-05-20', { 'comments-considered': { 1: '' } }, rhea))
    .thenRefused('part-comments-unanswered', '7e')
    .thenEvents();
});

test('[CO-7f] both clocks are shown: three times five against ten', async () => {
  const out = await withDraftOut();
  out.thenClock('stage-1-draft', { starts: '2026-03-02', due: '2026-03-09' });
  out.thenClock('stage-1-comments', { due: '2026-03-16' });
  out.thenClock('stage-1-response', { starts: '2026-03-02', due: '2026-03-16', state: 'running', clause: '7f' });
  const over = out.on('2026-03-17');
  over.thenClock('stage-1-after-comments', { due: '2026-03-23', state: 'running' });
  over.thenClock('stage-1-response', { due: '2026-03-16', state: 'late', workingDaysLate: 1 });
});

test('[CO-7f] the breach of the ten is announced on the day the draft is chosen, and not before', async () => {
  (await investigated()).on('2026-03-09').thenNotWarned('forecast-breach');
  const chosen = (await investigated()).given(discussed('2026-03-09', 1, 'not-possible')).on('2026-03-09');
  chosen.thenWarned('forecast-breach', '7f');
  const { values } = chosen.warnings.find(({ code }) => code === 'forecast-breach') ?? {};
  assert.deepEqual(
    { id: values?.['id'], due: values?.['due'], soonest: values?.['soonest'], latest: values?.['latest'] },
    { id: 'stage-1-response', due: '2026-03-16', soonest: '2026-03-17', latest: '2026-03-23' },
  );
  (await investigated())
    .given(discussed('2026-03-09', 1, 'declined'))
    .on('2026-03-09')
    .thenNotWarned('forecast-breach');
});

test('[CO-7f] which of them binds, what starts the ten, Stage 2 and ‘tenant’ are assumptions with their reasons', async () => {
  const { policy } = await underPolicy(PACK);
  const clockOf = (stage: string) =>
    policy.pack.procedures[0]?.stages
      .find(({ id }) => id === stage)
      ?.clocks.find(({ id }) => id === `${stage}-response`);
  const [first, second] = [clockOf('stage-1'), clockOf('stage-2')];
  const binds = first?.limit['first-of']?.[0]?.assumption ?? '';
  assert.match(binds, /We take the three fives to bind, because the complainant's own time to comment must not be cut/);
  assert.match(binds, /'tenant' as any complainant, because/);
  assert.match(first?.starts.assumption ?? '', /the day the complaint was received, because/);
  assert.match(second?.limit['first-of']?.[0]?.assumption ?? '', /hold at Stage 2 as well, because/);
  assert.match(second?.starts.assumption ?? '', /the day the review was asked for/);
});

test('[CO-7f] more time, taken before the ten are over, settles it', async () => {
  const out = (await withDraftOut()).on('2026-03-10');
  out.thenWarned('forecast-breach', '7f');
  const longer = out.when({ what: 'extended', with: { complexity: 'The draft is out for comment.' } }).thenAllowed();
  longer.thenClock('stage-1-response', { firstDue: '2026-03-16', due: '2026-03-30' });
  longer.thenNotWarned('forecast-breach');
  out
    .on('2026-03-17')
    .when({ what: 'extended', with: { complexity: 'Too late.' } })
    .thenRefused('extension-after-due');
});

test('[CO-7f] the ten hold at Stage 2 from the request, and for no other service', async () => {
  // 6 to 8, 11 to 15, 18 and 19 May
  const second = await atStageTwo();
  second.thenClock('stage-2-response', { starts: '2026-05-05', due: '2026-05-19', state: 'running', clause: '7f' });
  (await reviewed())
    .given(discussed('2026-05-12', 2, 'not-possible'))
    .on('2026-05-12')
    .thenWarned('forecast-breach', '7f');
  const other = await acknowledgedAtOnce('other');
  other.thenClock('stage-1-response', { due: undefined, limitUnknown: true });
  const later = other
    .given(fault('2026-03-10', 1, 'no'), responseIssued('2026-03-10', undefined, { by: ines }))
    .given(escalationRequested('2026-05-05'));
  later.thenClock('stage-2-response', { due: undefined, limitUnknown: true });
});
