// The resolution-team landlord: asking for Stage 2, in time and late, something new in it, and the decision.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { standingOf } from '../../../app/store/cases/casebook.ts';
import { decideCommand, findCommand, type IsoDate, replayHappenings } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { calendarOf } from '../../support/replay-files.ts';
import {
  acknowledged,
  allocated,
  defined,
  escalationRequested,
  person,
  received,
  responseIssued,
  stepDone,
  type UnderPolicy,
  underPolicy,
} from '../../support/under-policy.ts';

const team = person('t1', ['customer-resolution-officer']);
const investigator = person('i1', ['complaint-investigator']);
const senior = person('s1', ['senior-investigator']);
const COURT = { ground: 'claim-filed-at-court', 'filed-on': '2026-04-07' };

const underWay = async (): Promise<UnderPolicy> =>
  (await underPolicy('resolution-team')).given(
    received('2026-03-09', { 'wants-formal-investigation': true }),
    allocated('2026-03-10', { to: 'i1', 'to-roles': investigator.roles }, { by: team }),
    defined('2026-03-10', undefined, { by: investigator }),
    acknowledged('2026-03-10', undefined, { by: investigator }),
    stepDone('2026-03-11', 'understand', { tried: true }, { by: investigator }),
  );

/** Stage 1 answered on Friday 20 March 2026. */
const answered = async (): Promise<UnderPolicy> =>
  (await underWay()).given(responseIssued('2026-03-20', undefined, { by: investigator }));

test('[CR-3.1] the last day is 15 working days after the date on the letter, and is printed in it', async () => {
  // 23 to 27 March days 1 to 5, 30 March to 2 April 6 to 9, 7 to 10 April 10 to 13, 13 and 14 April
  const scene = await answered();
  assert.equal(scene.standing.window?.lastDay, '2026-04-14');
  const part = scene.letter('stage-1-response').parts.find(({ part }) => part === 'last-day-to-escalate');
  assert.deepEqual([part?.content, part?.clause], [{ kind: 'date', on: '2026-04-14' }, 'stage-2-request']);
  const issued = scene.events.find((event) => event.type === 'response-issued');
  assert.equal(issued?.lastDayToEscalate, '2026-04-14');
});

test('[CR-3.1] the way the letter goes makes no difference: its date counts, not its receipt', async () => {
  for (const channel of ['letter', 'e-mail', 'portal']) {
    const sent = (await underWay()).given(responseIssued('2026-03-20', { channel }, { by: investigator }));
    assert.equal(sent.standing.window?.lastDay, '2026-04-14', channel);
  }
  const { policy } = await answered();
  assert.deepEqual(policy.pack['deemed-receipt'], []);
});

test('[CR-3.1] on the last day it is in time; a day later a person decides, with what kept them', async () => {
  const inTime = (await answered()).given(escalationRequested('2026-04-14')).on('2026-04-15');
  inTime.when({ what: 'escalation-accepted', by: team }).thenAllowed().thenCase({ stage: 'stage-2' });
  const late = (await answered()).given(escalationRequested('2026-04-15')).on('2026-04-16');
  assert.equal(late.standing.state.escalations[0]?.state, 'waiting');
  const accept = (kept: string, by = team): UnderPolicy =>
    late.when({ what: 'escalation-accepted', with: { 'what-kept-them': kept }, by });
  accept('In hospital until 13 April').thenAllowed().thenCase({ stage: 'stage-2' });
  accept('').thenRefused('field-missing', 'Code 6.10').thenCase({ stage: 'stage-1' });
  accept('In hospital', investigator).thenRefused('wants-role', 'stage-2-request').thenCase({ stage: 'stage-1' });
  // lateness alone refuses nothing
  late.when({ what: 'escalation-refused', by: team }).thenRefused('no-ground');
  const stage = late.policy.pack.procedures[0]?.stages.find(({ id }) => id === 'stage-1');
  assert.match(stage?.escalation?.window?.assumption ?? '', /gives no way to take a request that comes later/);
});

test('[CR-3.2] both questions are asked in the words of the page, and neither has to be answered', async () => {
  const scene = (await answered()).on('2026-04-01');
  const asked = new Map(scene.fields('escalation-requested').map((field) => [field.name, field]));
  const { anchors } = scene.policy;
  const words = anchors.get('stage-2-questions') ?? '';
  assert.equal(asked.get('what-is-unresolved')?.label, 'What part of the original complaint hasn’t been resolved?');
  assert.match(words, /What part of your original complaint hasn’t been resolved\?/);
  assert.equal(asked.get('how-to-resolve')?.label, 'How could we resolve it?');
  assert.match(words, /How you feel we could resolve it/);
  for (const name of ['what-is-unresolved', 'how-to-resolve']) {
    assert.equal(asked.get(name)?.required, false);
    assert.equal(asked.get(name)?.clause, 'stage-2-questions');
  }
  scene.when({ what: 'escalation-requested' }).thenAllowed().thenEvents('escalation-requested');
  const both = { 'what-is-unresolved': 'The gate', 'how-to-resolve': 'Mend it' };
  scene.when({ what: 'escalation-requested', with: both }).thenAllowed();
  for (const id of ['what-is-unresolved', 'how-to-resolve'])
    assert.match(scene.policy.pack.facts[id]?.assumption ?? '', /take a request without an answer all the\s+same/);
});

test('[CR-3.2] the response says what will be asked, and the request for Stage 1 asks neither', async () => {
  const part = (await answered()).letter('stage-1-response').parts.find(({ part }) => part === 'what-we-ask');
  assert.equal(part?.clause, 'stage-2-questions');
  const told = JSON.stringify(part?.content);
  assert.match(told, /what part of your first complaint has not been resolved/);
  assert.match(told, /how you feel we could resolve it/);
  assert.match(told, /You do not have to say/);
  const first = (await underPolicy('resolution-team')).given(received('2026-03-09')).on('2026-03-09');
  assert.doesNotMatch(JSON.stringify(first.fields('escalation-requested')), /original complaint/);
});

test('[CR-3.3] a new issue raised with the request is a case of its own, asked for in the same step', async () => {
  const scene = (await answered()).on('2026-04-01');
  assert.ok(scene.fields('escalation-requested').some(({ name }) => name === 'new-issue'));
  const input = { 'what-is-unresolved': 'The gate', 'new-issue': 'The stairs are not lit' };
  const command = findCommand('escalation-requested');
  assert.ok(command);
  const decide = (given: object) => {
    const actor = { id: 'resident', kind: 'resident', roles: [] } as const;
    return decideCommand(scene.standing, {
      command,
      actor,
      moment: { on: scene.standing.asOf.on },
      input: { ...given },
    });
  };
  const { events, refusals, linked } = decide(input);
  assert.deepEqual(refusals, []);
  assert.deepEqual(
    events.map(({ body }) => body.type),
    ['escalation-requested', 'linked'],
  );
  assert.deepEqual([linked?.receivedOn.on, linked?.texts], ['2026-04-01', { text: 'The stairs are not lit' }]);
  const without = decide({ 'what-is-unresolved': 'The gate' });
  assert.deepEqual([without.linked, without.events.length], [undefined, 1]);
});

describe('[CR-3.3] a new issue raised when Stage 2 is asked for', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('resolution-team', '2026-03-09');
  });
  after(async () => {
    await server?.close();
  });

  test('[CR-3.3] opens a linked complaint that day with its own clocks, and the request stands as it was', async () => {
    const caseId = await answerAtStageOne(server);
    const known = await listCases(server);
    server.setDay('2026-04-01');
    await server.send(`/cases/${caseId}/actions/request-escalation`, {
      'what-is-unresolved': 'The gate still sticks.',
      'new-issue': 'The stairs are not lit at night.',
    });
    const record = await server.parts.casebook.load(server.organisation, caseId);
    const standing = record && (await standingOn(server, caseId, '2026-04-01'));
    assert.equal(standing?.state.escalations.at(-1)?.state, 'waiting');
    assert.equal(standing?.state.links.at(-1)?.how, 'new-issue');
    const other = await findOther(server, known);
    const opened = await standingOn(server, other, '2026-04-01');
    assert.deepEqual([opened.state.received?.on, opened.state.visits.at(-1)?.stage], ['2026-04-01', 'stage-1']);
    // 2 and 7 to 10 April: five days of its own
    assert.equal(opened.clocks.find(({ id }) => id === 'stage-1-acknowledgement')?.due, '2026-04-10');
    assert.match((await server.get(`/cases/${other}`)).body, /The stairs are not lit at night\./);
  });

  test('[CR-3.3] without one there is one case only', async () => {
    server.setDay('2026-03-09');
    const caseId = await answerAtStageOne(server);
    server.setDay('2026-04-01');
    const before = (await listCases(server)).length;
    await server.send(`/cases/${caseId}/actions/request-escalation`, { 'what-is-unresolved': 'The gate.' });
    assert.equal((await listCases(server)).length, before);
    assert.deepEqual((await standingOn(server, caseId, '2026-04-01')).state.links, []);
  });
});

test('[CR-3.4] five working days from the request to decide, and its own warning and lateness', async () => {
  const asked = (await answered()).given(escalationRequested('2026-03-31'));
  // 1, 2, 7, 8 and 9 April
  const clock = {
    starts: '2026-03-31',
    startedBy: 'escalation-requested',
    due: '2026-04-09',
    clause: 'stage-2-acceptance',
  };
  asked.on('2026-04-09').thenClock('escalation-decision', { ...clock, state: 'running' });
  asked.on('2026-04-08').thenWarned('internal-target-reached');
  asked.on('2026-04-10').thenClock('escalation-decision', { state: 'late', workingDaysLate: 1 });
  asked
    .on('2026-04-09')
    .when({ what: 'escalation-accepted', by: team })
    .thenAllowed()
    .thenClock('escalation-decision', { state: 'met', workingDaysTaken: 5 });
  asked
    .on('2026-04-09')
    .when({ what: 'escalation-refused', with: COURT, by: team })
    .thenAllowed()
    .thenClock('escalation-decision', { state: 'met' });
  const stage = asked.policy.pack.procedures[0]?.stages.find(({ id }) => id === 'stage-1');
  const starts = stage?.clocks.find(({ id }) => id === 'escalation-decision')?.starts;
  assert.match(starts?.assumption ?? '', /does not say what starts the five working days/);
});

test('[CR-3.4] a request before the answer starts it only when the answer goes', async () => {
  const early = (await underWay())
    .on('2026-03-12')
    .when({ what: 'escalation-requested' })
    .thenRefused('no-response-yet', 'stage-2-request')
    .thenClock('escalation-decision', { state: 'not-started' });
  assert.equal(early.standing.state.escalations[0]?.state, 'kept');
  const told = [
    ['2026-03-09', 'received', { 'wants-formal-investigation': true }],
    ['2026-03-10', 'allocated', {}],
    ['2026-03-11', 'acknowledged', {}],
    ['2026-03-12', 'escalation-requested', {}],
    ['2026-03-13', 'step-done', { step: 'understand', tried: true }],
    ['2026-03-20', 'response-issued', {}],
  ] as const;
  const happenings = told.map(([on, what, given]) => ({ on: on as IsoDate, what, with: given }));
  const options = { mode: 'live', asOf: '2026-03-23' as IsoDate } as const;
  const { standing } = replayHappenings(early.policy, calendarOf(early.policy), happenings, options);
  const clock = standing.clocks.find(({ id }) => id === 'escalation-decision');
  // 23 to 27 March
  assert.deepEqual([clock?.starts, clock?.due, clock?.state], ['2026-03-20', '2026-03-27', 'running']);
});

test('[CR-3.4] a request for a formal investigation starts no decision on Stage 2', async () => {
  (await underPolicy('resolution-team'))
    .given(received('2026-03-09'), escalationRequested('2026-03-10'))
    .on('2026-03-12')
    .thenClock('escalation-decision', { state: 'not-started', starts: undefined });
});

test('[CR-3.4] acceptance is told in a letter of its own', async () => {
  const accepted = (await answered())
    .given(escalationRequested('2026-03-31'))
    .on('2026-04-07')
    .when({ what: 'escalation-accepted', by: team })
    .thenAllowed();
  const letter = accepted.letter('escalation-accepted');
  assert.ok(letter.ready);
  const content = new Map(letter.parts.map(({ part, content }) => [part, content]));
  // 8 to 10 April, 13 to 17, 20 to 24, 27 to 30, 1 May, 5 and 6 May
  assert.deepEqual(content.get('response-due'), { kind: 'date', on: '2026-05-06' });
  assert.equal(content.get('ombudsman')?.kind, 'signposts');
  assert.match(JSON.stringify(content.get('what-happens-now')), /senior investigator who had no part/);
});

test('[CR-3.4] a refusal rests on a ground of the code, with its facts, reasons and the ombudsman', async () => {
  const asked = (await answered()).given(escalationRequested('2026-04-10')).on('2026-04-14');
  const refused = asked.when({ what: 'escalation-refused', with: COURT, by: team }).thenAllowed();
  refused.thenEvents('escalation-refused').thenCase({ status: 'closed', outcome: 'escalation refused' });
  const letter = refused.letter('escalation-refused', { explanation: 'A claim was issued.' }, COURT);
  assert.equal(letter.ready, true);
  const content = new Map(letter.parts.map((part) => [part.part, part]));
  assert.deepEqual(content.get('ground')?.content, { kind: 'id', id: 'claim-filed-at-court' });
  assert.equal(content.get('explanation')?.clause, 'Code 5.11');
  assert.equal(content.get('ombudsman')?.content?.kind, 'signposts');
});

test('[CR-3.4] without a ground, its facts or the reasons it is no refusal', async () => {
  const asked = (await answered()).given(escalationRequested('2026-04-10')).on('2026-04-14');
  const refuse = (given: object, by = team): UnderPolicy =>
    asked.when({ what: 'escalation-refused', with: { ...given }, by });
  refuse({}).thenRefused('no-ground', 'stage-2-acceptance').thenEvents().thenCase({ status: 'answered' });
  refuse({ ground: 'claim-filed-at-court' }).thenRefused('ground-needs-fact', 'Code 2.2');
  refuse({ ...COURT, parts: { explanation: '' } }).thenRefused('part-blank', 'Code 5.11');
  refuse({ ground: 'late' }).thenRefused('not-an-option');
  refuse(COURT, investigator).thenRefused('wants-role', 'stage-2-acceptance');
  refuse(COURT, senior).thenRefused('wants-role', 'stage-2-acceptance');
  const grounds = asked.policy.pack.intake['not-accepted']?.grounds ?? [];
  assert.deepEqual(
    grounds.map(({ id, clause, regime }) => [id, clause, regime]),
    [
      ['too-late', undefined, '2.3'],
      ['claim-filed-at-court', undefined, '2.2'],
      ['already-considered', undefined, '2.2'],
    ],
  );
});

test('[CR-3.4] whoever answered the complaint does not decide whether it is reviewed', async () => {
  const both = person('i1', ['complaint-investigator', 'customer-resolution-officer']);
  const asked = (await answered()).given(escalationRequested('2026-04-10')).on('2026-04-14');
  asked.when({ what: 'escalation-accepted', by: both }).thenRefused('took-part', 'stage-2-acceptance');
  asked.when({ what: 'escalation-refused', with: COURT, by: both }).thenRefused('took-part', 'stage-2-acceptance');
});

/** A complaint logged and answered at Stage 1 by people who may, over the pages of the staff. */
async function answerAtStageOne(server: CaseworkServer): Promise<string> {
  const { casebook } = server.parts;
  const by = (id: string) =>
    ({ id, kind: 'staff', roles: server.people.find((one) => one.id === id)?.roles ?? [] }) as const;
  const moment = (on: string) => ({ on, at: `${on}T10:00:00Z` }) as never;
  const registered = await casebook.register({
    organisation: server.organisation,
    actor: by('customer-resolution-officer'),
    moment: moment('2026-03-09'),
    input: { channel: 'telephone', 'what-happened': 'The gate sticks.', 'wants-formal-investigation': true },
    resident: { 'resident-name': 'Ada Brown', 'resident-address': '4 Mill Lane' },
  });
  assert.ok('caseId' in registered, JSON.stringify(registered));
  const deeds = [
    ['allocated', '2026-03-10', 'customer-resolution-officer', { to: 'complaint-investigator' }],
    [
      'defined',
      '2026-03-10',
      'complaint-investigator',
      { points: [{ text: 'The gate sticks' }], 'outcome-sought': 'Mend it' },
    ],
    ['acknowledged', '2026-03-10', 'complaint-investigator', { parts: { responsibilities: 'The gate is ours.' } }],
    ['step-done', '2026-03-11', 'complaint-investigator', { 'desired-outcome': 'Mend it' }, 'understand'],
    [
      'response-issued',
      '2026-03-20',
      'complaint-investigator',
      { findings: { '1': { finding: 'not-upheld' } }, parts: { reasons: { '1': 'It opened.' } } },
    ],
  ] as const;
  for (const [command, on, who, input, step] of deeds) {
    server.setDay(on);
    const { organisation } = server;
    const roles = { 'to-roles': [{ role: 'complaint-investigator' }] };
    const given = command === 'allocated' ? { ...input, ...roles } : input;
    const wish = { organisation, caseId: registered.caseId, actor: by(who), command, moment: moment(on), input: given };
    const outcome = await casebook.act(step === undefined ? wish : { ...wish, step });
    assert.ok('done' in outcome, `${command}: ${JSON.stringify(outcome)}`);
  }
  return registered.caseId;
}

async function standingOn(server: CaseworkServer, caseId: string, on: string) {
  const record = await server.parts.casebook.load(server.organisation, caseId);
  assert.ok(record);
  return standingOf(record, { on: on as never });
}

const listCases = (server: CaseworkServer): Promise<readonly { case_id: string }[]> =>
  server.parts.casebook.database.inOrganisation(server.organisation, (tx) =>
    tx.selectFrom('case_list').select('case_id').execute(),
  );

async function findOther(server: CaseworkServer, known: readonly { case_id: string }[]): Promise<string> {
  const others = (await listCases(server)).filter(({ case_id: id }) => known.every(({ case_id }) => case_id !== id));
  assert.equal(others.length, 1);
  return others[0]?.case_id ?? '';
}
