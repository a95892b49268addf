// Asking for the next stage before any answer, and what is new in a request, through the residents' own page.
import assert from 'node:assert/strict';
import { before, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
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
import type { Database } from '../store/open-database.ts';

const ODDITIES = fileURLToPath(new URL('../../test/oddities', import.meta.url));
const ORGANISATION = 'asked-early';
const NEXT_STAGE = `/${ORGANISATION}/follow/complaint/next-stage`;

describe('asking for the next stage', () => {
  let database: Database;
  let parts: ResidentParts;
  let app: FastifyInstance;

  before(async () => {
    database = await sharedDatabase('pglite');
  });
  beforeEach(async () => {
    await emptyDatabase(database);
    parts = await makeResidentParts(database, '2026-03-05T09:30:00Z', ODDITIES);
    app = makePortalServer(parts, () => undefined);
  });

  const followCase = async (deeds: readonly Deed[]) => {
    const { caseId, reference } = await registerCase(parts, ORGANISATION, '2026-03-05');
    await driveCase(parts, ORGANISATION, caseId, deeds);
    const code = await issueFollowCode(parts.casebook, ORGANISATION, caseId, 'p1');
    const visitor = new Visitor(app);
    const page = await visitor.send(await visitor.open(`/${ORGANISATION}/follow`), { reference, code });
    return { caseId, reference, visitor, page };
  };
  const listCases = () =>
    database.inOrganisation(ORGANISATION, (tx) =>
      tx.selectFrom('case_list').select(['case_id', 'reference', 'received_on']).execute(),
    );
  const define: Deed = {
    what: 'defined',
    on: '2026-03-05',
    input: { points: [{ text: 'The lift was out of order' }], 'outcome-sought': 'Mend it' },
  };

  test('where no answer is needed the complainant’s request alone opens the next stage', async () => {
    const { caseId, visitor, page } = await followCase([]);
    assert.match(page.body, /Ask for Formal complaint/);
    assert.doesNotMatch(page.body, /Is there anything new\?/);
    const asked = await visitor.send(page, {}, NEXT_STAGE);
    assert.match(textOf(asked), /You have asked for the next stage\./);
    assert.match(textOf(asked), /Your complaint is at Formal complaint\./);
    const record = await parts.casebook.load(ORGANISATION, caseId);
    assert.equal(record?.events.at(-1)?.by.kind, 'resident');
  });

  test('where one is needed it is not offered before it', async () => {
    const { page } = await followCase([{ what: 'escalation-requested', on: '2026-03-05' }, define]);
    assert.doesNotMatch(page.body, /Ask for Review/);
  });

  test('what is new in a request is a linked case of its own, dated that day, in the same step', async () => {
    const { caseId, reference, visitor, page } = await followCase([
      { what: 'escalation-requested', on: '2026-03-05' },
      define,
      {
        what: 'response-issued',
        on: '2026-03-05',
        input: { findings: { '1': { finding: 'upheld' } }, parts: { reasons: { '1': 'The part came late.' } } },
      },
    ]);
    assert.match(page.body, /Is there anything new\?/);
    const asked = await visitor.send(page, { 'new-issue': 'The gate is broken too.' }, NEXT_STAGE);
    assert.match(textOf(asked), /What is new is a complaint of its own now\./);
    const cases = await listCases();
    assert.equal(cases.length, 2);
    const own = cases.find(({ case_id }) => case_id !== caseId)!;
    assert.equal(String(own.received_on).slice(0, 10), '2026-03-05');
    const opened = (await parts.casebook.load(ORGANISATION, own.case_id))!;
    assert.equal(opened.texts.get(1)?.['what-happened'], 'The gate is broken too.');
    assert.deepEqual(
      opened.events.flatMap((event) => (event.type === 'linked' ? [event.to, event.how] : [])),
      [reference, 'new-issue'],
    );
    const from = (await parts.casebook.load(ORGANISATION, caseId))!;
    assert.ok(from.events.some((event) => event.type === 'linked' && event.to === own.reference));
    assert.ok(from.events.some((event) => event.type === 'escalation-requested'));
  });

  test('what another resident says is new is theirs, and told by who complained first on the new case', async () => {
    const { caseId, reference } = await registerCase(parts, ORGANISATION, '2026-03-05');
    await driveCase(parts, ORGANISATION, caseId, [
      { what: 'resident-joined', on: '2026-03-05', input: { 'resident-name': 'Ben Best' } },
      { what: 'escalation-requested', on: '2026-03-05' },
      define,
      {
        what: 'response-issued',
        on: '2026-03-05',
        input: { findings: { '1': { finding: 'upheld' } }, parts: { reasons: { '1': 'The part came late.' } } },
      },
    ]);
    const code = await issueFollowCode(parts.casebook, ORGANISATION, caseId, 'p1', 'resident-2');
    const visitor = new Visitor(app);
    const page = await visitor.send(await visitor.open(`/${ORGANISATION}/follow`), { reference, code });
    await visitor.send(page, { 'new-issue': 'The gate is broken too.' }, NEXT_STAGE);
    const own = (await listCases()).find(({ case_id }) => case_id !== caseId)!;
    const opened = (await parts.casebook.load(ORGANISATION, own.case_id))!;
    assert.equal(opened.texts.get(1)?.['resident-name'], 'Ben Best');
    assert.deepEqual(opened.events[0]?.by, { id: 'resident', kind: 'resident', roles: [] });
  });

  test('nothing new, no case', async () => {
    const { visitor, page } = await followCase([
      { what: 'escalation-requested', on: '2026-03-05' },
      define,
      {
        what: 'response-issued',
        on: '2026-03-05',
        input: { findings: { '1': { finding: 'upheld' } }, parts: { reasons: { '1': 'The part came late.' } } },
      },
    ]);
    await visitor.send(page, { 'new-issue': ' ' }, NEXT_STAGE);
    assert.equal((await listCases()).length, 1);
  });
});
