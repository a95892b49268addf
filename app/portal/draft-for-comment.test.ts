// What a resident sees of a draft for comment and does with it: an invented procedure.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, beforeEach, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { emptyDatabase, sharedDatabase } from '../../test/support/databases.ts';
import {
  type Deed,
  driveCase,
  makePortalServer,
  makeResidentParts,
  type ResidentParts,
  registerCase,
} from '../../test/support/resident-parts.ts';
import { textOf, Visitor } from '../../test/support/visitor.ts';
import { issueFollowCode } from '../identity/follow-codes.ts';
import { standingOf } from '../store/cases/casebook.ts';
import type { Database } from '../store/open-database.ts';

const PACKS = join(import.meta.dirname, '../../test/oddities');
const LANDLORD = 'draft-for-comment';
const FORM = `/${LANDLORD}/follow/complaint/comments`;
const NO_TALK = { talk: 'not-possible', 'why-no-talk': 'They cannot use the telephone.' };
const PARTS = { draft: 'We mean to mend the gate.', 'talk-to-us': 'Ring us.', 'write-to-us': 'Write to us.' };
const CHOSEN: readonly Deed[] = [
  { what: 'defined', on: '2026-03-02', input: { points: [{ text: 'The gate' }], 'outcome-sought': 'Mend it' } },
  { what: 'allocated', on: '2026-03-02', input: { to: 'p2' } },
  { what: 'step-done', step: 'discuss', on: '2026-03-03', input: NO_TALK },
];
const SENT: readonly Deed[] = [...CHOSEN, { what: 'drafted', on: '2026-03-05', input: { parts: PARTS } }];
const ANSWERED: Deed = {
  what: 'response-issued',
  on: '2026-03-13',
  input: {
    findings: { '1': { finding: 'upheld' } },
    parts: { reasons: { '1': 'So.' }, 'no-comments': 'None came.' },
  },
};

describe('a draft for comment, for the resident', () => {
  let database: Database;
  let parts: ResidentParts;
  let app: FastifyInstance;

  before(async () => {
    database = await sharedDatabase('pglite');
  });
  beforeEach(async () => {
    await emptyDatabase(database);
    parts = await makeResidentParts(database, undefined, PACKS);
    app = makePortalServer(parts);
  });

  /** A case with these deeds, followed with its code at `now`: a visit lasts half an hour. */
  const follow = async (deeds: readonly Deed[], now = parts.clock.now) => {
    const { caseId, reference } = await registerCase(parts, LANDLORD, '2026-03-02');
    await driveCase(parts, LANDLORD, caseId, deeds);
    if (now > parts.clock.now) parts.clock.now = now;
    const code = await issueFollowCode(parts.casebook, LANDLORD, caseId, 'p1');
    const visitor = new Visitor(app);
    const page = await visitor.send(await visitor.open(`/${LANDLORD}/follow`), { reference, code });
    return { caseId, visitor, page };
  };
  const load = async (caseId: string) => {
    const record = await parts.casebook.load(LANDLORD, caseId);
    assert.ok(record);
    return { record, ...standingOf(record, { on: parts.today() }) };
  };

  test('a landlord’s page says each limit with its condition, one that leans on another, and where there is none', async () => {
    const read = async (landlord: string): Promise<string> => textOf(await new Visitor(app).open(`/${landlord}`));
    assert.match(await read('spoken-first'), /Confirm in writing what was said: by the same day as “The answer”\./);
    assert.match(await read('limit-not-given'), /No set time is given for this\. We agree a day with you\./);
    assert.match(
      await read('conditions'),
      /yes: We send you our answer within 3 working days .* If not: We send you our answer within 10 working days/,
    );
  });

  test('a draft not sent yet shows nothing of itself', async () => {
    const { page } = await follow(CHOSEN);
    assert.match(textOf(page), /Your complaint is at Complaint\./);
    assert.doesNotMatch(textOf(page).replace(/draft-for-comment/g, ''), /draft/i);
  });

  test('they read the draft, say what is wrong, and say that that is all', async () => {
    const { caseId, visitor, page } = await follow(SENT);
    const words = textOf(page);
    assert.match(words, /We sent you a draft of our answer on Thursday 5 March 2026\. Nothing is decided yet\./);
    assert.match(words, /You have until Thursday 12 March 2026 to tell us what you think\. You do not have to\./);
    const [, letter = ''] = /href="([^"]+letters\/\d+)">Read the draft/.exec(page.body) ?? [];
    assert.match(textOf(await visitor.open(letter)), /We mean to mend the gate\./);

    const said = await visitor.send(page, { comment: 'It was <b>January</b>.' }, FORM);
    assert.match(textOf(said), /We have what you think of our draft/);
    assert.match(said.body, /It was &lt;b&gt;January&lt;\/b&gt;\./);
    assert.match(textOf(said), /What you said \(1\), Thursday 5 March 2026/);
    const { state, clocks } = await load(caseId);
    assert.deepEqual(
      state.comments.map(({ comment, on }) => [comment, on]),
      [[1, '2026-03-05']],
    );
    assert.equal(clocks.find(({ id }) => id === 'time-to-comment')?.stopped, undefined);

    const ended = await visitor.send(said, { finished: 'yes' }, FORM);
    assert.match(textOf(ended), /You told us that you have nothing more to say\. We now write our answer\./);
    assert.doesNotMatch(ended.body, /complaint\/comments/);
    assert.equal((await load(caseId)).clocks.find(({ id }) => id === 'time-to-comment')?.stopped, '2026-03-05');
  });

  test('what staff noted for one of several residents is not told to the others', async () => {
    const join: Deed = { what: 'resident-joined', on: '2026-03-02', input: { 'resident-name': 'Ben Best' } };
    const noted: Deed = { what: 'draft-commented', on: '2026-03-06', input: { comment: 'My son is ill.' } };
    const { page: alone } = await follow([...SENT, noted]);
    assert.match(textOf(alone), /My son is ill/);
    const { page } = await follow([join, ...SENT, noted]);
    assert.match(textOf(page), /Our draft: tell us what you think/);
    assert.doesNotMatch(textOf(page), /My son is ill|We noted what you said on our draft/);
  });

  test('nothing more to say, told once the answer has gone, is not said to be kept', async () => {
    const { caseId, visitor, page } = await follow(SENT, '2026-03-13T10:00:00Z');
    await driveCase(parts, LANDLORD, caseId, [ANSWERED]);
    const told = await visitor.send(page, { finished: 'yes' }, FORM);
    assert.match(textOf(told), /Our answer has gone already/);
    assert.doesNotMatch(textOf(told), /We keep what you said/);
  });

  test('nothing said comes back with what to do', async () => {
    const { visitor, page } = await follow(SENT);
    const back = await visitor.send(page, { comment: '  ' }, FORM);
    assert.equal(back.statusCode, 400);
    assert.match(textOf(back), /Write what you want to say, or choose yes below/);
  });

  test('after the last day they may still say it, until the answer goes', async () => {
    const { caseId, visitor, page } = await follow(SENT, '2026-03-13T09:00:00Z');
    assert.match(textOf(page), /The time for this was over on Thursday 12 March 2026\. Our answer has not gone yet/);
    await visitor.send(page, { comment: 'Too late?' }, FORM);
    assert.equal((await load(caseId)).state.comments.length, 1);
  });

  test('what they say once the answer has gone is kept and told to be', async () => {
    const { caseId, visitor, page } = await follow(SENT, '2026-03-13T10:00:00Z');
    await driveCase(parts, LANDLORD, caseId, [ANSWERED]);
    const kept = await visitor.send(page, { comment: 'One more thing.' }, FORM);
    assert.match(textOf(kept), /We keep what you said\. Our answer has gone already/);
    const { record, state } = await load(caseId);
    assert.equal(state.comments.length, 0);
    const last = record.events.at(-1);
    assert.equal(last?.type, 'contacted');
    assert.equal(record.texts.get(last?.n ?? 0)?.['what-was-said'], 'One more thing.');
  });
});
