// The resolution-team landlord on the residents' pages: asking for Stage 1 and for Stage 2 by themselves.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { listSentLetters } from '../../../app/documents/list-sent-letters.ts';
import { issueFollowCode } from '../../../app/identity/follow-codes.ts';
import { standingOf } from '../../../app/store/cases/casebook.ts';
import type { Database } from '../../../app/store/open-database.ts';
import type { IsoDate, Standing } from '../../../engine/index.ts';
import { emptyDatabase, sharedDatabase } from '../../support/databases.ts';
import {
  type Deed,
  driveCase,
  makePortalServer,
  makeResidentParts,
  type ResidentParts,
  registerCase,
} from '../../support/resident-parts.ts';
import { textOf, Visitor } from '../../support/visitor.ts';

const LANDLORD = 'resolution-team';
const NEXT_STAGE = `/${LANDLORD}/follow/complaint/next-stage`;

/** Stage 1 answered on Friday 13 March 2026: the fifteen working days end on Tuesday 7 April, after Easter. */
const ANSWERED: readonly Deed[] = [
  { what: 'allocated', on: '2026-03-05', input: { to: 'p2' } },
  {
    what: 'defined',
    on: '2026-03-05',
    by: 'p2',
    input: { points: [{ text: 'The lift was out of order' }], 'outcome-sought': 'Mend it' },
  },
  { what: 'acknowledged', on: '2026-03-05', by: 'p2', input: { parts: { responsibilities: 'The lift is ours.' } } },
  { what: 'step-done', step: 'understand', on: '2026-03-06', by: 'p2', input: { 'desired-outcome': 'Mend it' } },
  {
    what: 'response-issued',
    on: '2026-03-13',
    by: 'p2',
    input: { findings: { '1': { finding: 'not-upheld' } }, parts: { reasons: { '1': 'It ran.' } }, channel: 'letter' },
  },
];

describe('the residents’ pages of the resolution-team landlord', () => {
  let database: Database;
  let parts: ResidentParts;
  let app: FastifyInstance;
  let visitor: Visitor;

  before(async () => {
    database = await sharedDatabase('pglite');
  });
  beforeEach(async () => {
    await emptyDatabase(database);
    parts = await makeResidentParts(database);
    app = makePortalServer(parts);
    visitor = new Visitor(app);
  });

  const follow = async (given: { reference: string; code: string }): Promise<LightMyRequestResponse> =>
    visitor.send(await visitor.open(`/${LANDLORD}/follow`), given);

  const standingOn = async (caseId: string, on: string): Promise<Standing> => {
    const record = await parts.casebook.load(LANDLORD, caseId);
    assert.ok(record);
    return standingOf(record, { on: on as IsoDate });
  };

  /** A case answered at Stage 1, followed by its resident on a day. */
  const answered = async (day: string): Promise<{ caseId: string; page: LightMyRequestResponse }> => {
    const { caseId, reference } = await registerCase(parts, LANDLORD, '2026-03-05', {
      'wants-formal-investigation': true,
    });
    await driveCase(parts, LANDLORD, caseId, ANSWERED);
    const code = await issueFollowCode(parts.casebook, LANDLORD, caseId, 'p1');
    parts.clock.now = `${day}T10:00:00Z`;
    return { caseId, page: await follow({ reference, code }) };
  };

  const listCases = (): Promise<readonly { case_id: string }[]> =>
    database.inOrganisation(LANDLORD, (tx) => tx.selectFrom('case_list').select('case_id').execute());

  test('[CR-1.2] the definition stands word for word on the public page', async () => {
    const text = textOf(await new Visitor(app).open(`/${LANDLORD}`));
    const words =
      'an expression of dissatisfaction, however made, about the standard of service, actions or lack of action by us or our staff, or those acting on our behalf, affecting an individual resident or group of residents';
    assert.ok(text.includes(words), text);
  });

  test('[CR-2.1] a complaint sent here can be taken to Stage 1 by its sender alone, at once', async () => {
    const sent = await visitor.send(await visitor.open(`/${LANDLORD}/complain`), {
      'what-happened': 'The lift is out of order.',
      'resident-name': 'Ada Brown',
      'resident-email': 'ada@example.org',
    });
    const reference = /\d\d-[0-9A-Z]{5}(?=<\/strong>)/.exec(sent.body)?.[0] ?? '';
    const code = /redress-code__letters">([^<]+)</.exec(sent.body)?.[1] ?? '';
    const page = await follow({ reference, code });
    assert.match(textOf(page), /Your complaint is at Quick resolution\./);
    assert.match(textOf(page), /You can ask for Stage 1 at any time\. You do not have to say why\./);
    const [row] = await listCases();
    const caseId = row?.case_id ?? '';
    assert.equal((await standingOn(caseId, '2026-03-05')).state.visits.at(-1)?.stage, 'quick-resolution');
    parts.clock.now = '2026-03-05T09:50:00Z';
    const asked = await visitor.send(page, {}, NEXT_STAGE);
    assert.match(textOf(asked), /You have asked for the next stage\./);
    assert.match(textOf(asked), /Your complaint is at Stage 1\./);
    assert.doesNotMatch(textOf(asked), /Ask for Stage/);
    const { state, clocks } = await standingOn(caseId, '2026-03-06');
    assert.deepEqual(
      state.visits.map(({ stage }) => stage),
      ['quick-resolution', 'stage-1'],
    );
    assert.equal(clocks.find(({ id }) => id === 'stage-1-acknowledgement')?.due, '2026-03-12');
  });

  test('[CR-2.1] after a quick resolution too; after an answer it is Stage 2 that can be asked for', async () => {
    const { caseId, reference } = await registerCase(parts, LANDLORD, '2026-03-05');
    const done = {
      outcome: 'resolved',
      'quick-issue': 'No heating',
      'quick-what-was-done': 'Mended',
      'quick-agreed': true,
    };
    await driveCase(parts, LANDLORD, caseId, [{ what: 'step-done', step: 'put-right', on: '2026-03-05', input: done }]);
    const code = await issueFollowCode(parts.casebook, LANDLORD, caseId, 'p1');
    const asked = await visitor.send(await follow({ reference, code }), {}, NEXT_STAGE);
    assert.match(textOf(asked), /Your complaint is at Stage 1\./);
    const { page } = await answered('2026-03-20');
    assert.match(textOf(page), /Ask for Stage 2/);
    assert.doesNotMatch(textOf(page), /Ask for Stage 1/);
  });

  test('[CR-3.1] the last day to ask stands on the page, counted from the date of the letter', async () => {
    const { page } = await answered('2026-03-20');
    assert.match(textOf(page), /you can ask for Stage 2 by Tuesday 7 April 2026\./);
    const [letter = ''] = [...page.body.matchAll(/href="([^"]*letters\/\d+)"/g)].map((link) => link[1] ?? '');
    assert.match(textOf(await visitor.open(letter)), /Tuesday 7 April 2026/);
  });

  test('[CR-3.1] asked a day too late it is kept, and waits for a person', async () => {
    const { caseId, page } = await answered('2026-04-08');
    assert.match(textOf(page), /The last day for asking is over\. Tell us what kept you: we look at each request\./);
    const asked = await visitor.send(page, { 'what-is-unresolved': 'I was in hospital.' }, NEXT_STAGE);
    assert.match(textOf(asked), /You asked for Stage 2 on Wednesday 8 April 2026\. We will tell you soon/);
    const { state } = await standingOn(caseId, '2026-04-08');
    assert.deepEqual([state.visits.at(-1)?.stage, state.escalations.at(-1)?.state], ['stage-1', 'waiting']);
  });

  test('[CR-3.2] the form asks both questions in the words of the landlord', async () => {
    const { caseId, page } = await answered('2026-03-20');
    const text = textOf(page);
    assert.match(text, /What part of the original complaint hasn’t been resolved\?/);
    assert.match(text, /How could we resolve it\?/);
    const both = { 'what-is-unresolved': 'The lift still sticks.', 'how-to-resolve': 'Mend it for good.' };
    const asked = textOf(await visitor.send(page, both, NEXT_STAGE));
    assert.match(asked, /The lift still sticks\./);
    assert.match(asked, /Mend it for good\./);
    const record = await parts.casebook.load(LANDLORD, caseId);
    const event = record?.events.findLast(({ type }) => type === 'escalation-requested');
    const kept = record?.texts.get(event?.n ?? 0) ?? {};
    for (const [name, words] of Object.entries(both)) assert.equal(kept[name], words);
  });

  test('[CR-3.2] both may be left empty, and the request for Stage 1 asks neither', async () => {
    const { caseId, page } = await answered('2026-03-20');
    const asked = await visitor.send(page, {}, NEXT_STAGE);
    assert.match(textOf(asked), /You asked for Stage 2 on Friday 20 March 2026/);
    assert.equal((await standingOn(caseId, '2026-03-20')).state.escalations.at(-1)?.state, 'waiting');
    const { caseId: other, reference } = await registerCase(parts, LANDLORD, '2026-03-20');
    const code = await issueFollowCode(parts.casebook, LANDLORD, other, 'p1');
    assert.doesNotMatch(textOf(await follow({ reference, code })), /original complaint hasn’t/);
  });

  test('[CR-3.4] that the request is accepted is told in a letter, and so is a refusal with its reasons', async () => {
    const { caseId, page } = await answered('2026-03-20');
    const asked = await visitor.send(page, {}, NEXT_STAGE);
    assert.doesNotMatch(asked.body, /We have accepted your request/);
    await driveCase(parts, LANDLORD, caseId, [{ what: 'escalation-accepted', on: '2026-03-24' }]);
    const { caseId: other, page: second } = await answered('2026-03-20');
    await visitor.send(second, {}, NEXT_STAGE);
    const reasons = { explanation: 'You filed a claim about the lift on 16 March.' };
    const input = { ground: 'claim-filed-at-court', 'filed-on': '2026-03-16', parts: reasons };
    await driveCase(parts, LANDLORD, other, [{ what: 'escalation-refused', on: '2026-03-24', input }]);
    const sent = async (id: string) => {
      const record = await parts.casebook.load(LANDLORD, id);
      assert.ok(record);
      const letter = listSentLetters(record).at(-1);
      return { title: letter?.letter.letter.title, to: letter?.to.map(({ key }) => key), text: JSON.stringify(letter) };
    };
    const accepted = await sent(caseId);
    assert.deepEqual([accepted.title, accepted.to], ['We have accepted your request for Stage 2', ['resident-1']]);
    const refused = await sent(other);
    assert.equal(refused.title, 'Why we cannot take your complaint to Stage 2');
    assert.match(refused.text, /You filed a claim about the lift on 16 March/);
  });

  test('[CR-3.3] something new in it is a complaint of its own, in the same step', async () => {
    const { caseId, page } = await answered('2026-03-20');
    const asked = await visitor.send(
      page,
      { 'what-is-unresolved': 'The lift.', 'new-issue': 'The stairs are not lit.' },
      NEXT_STAGE,
    );
    assert.match(textOf(asked), /What is new is a complaint of its own now\./);
    const others = (await listCases()).filter(({ case_id }) => case_id !== caseId);
    assert.equal(others.length, 1);
    const { state, clocks } = await standingOn(others[0]?.case_id ?? '', '2026-03-20');
    assert.deepEqual([state.received?.on, state.visits.at(-1)?.stage], ['2026-03-20', 'stage-1']);
    assert.equal(clocks.find(({ id }) => id === 'stage-1-acknowledgement')?.due, '2026-03-27');
  });
});
