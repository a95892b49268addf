// Carecall: the complainant asks for Stage 2 by themselves, on the residents' pages.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { issueFollowCode } from '../../../app/identity/follow-codes.ts';
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

const PACK = 'carecall';
const NEXT = `/${PACK}/follow/complaint/next-stage`;
const tried = (step: string): Deed => ({ what: 'step-done', on: '2026-03-09', step, input: { tried: true } });
const ACKNOWLEDGED: readonly Deed[] = [
  { what: 'defined', on: '2026-03-05', input: { points: [{ text: 'The alarm failed' }] } },
  { what: 'acknowledged', on: '2026-03-05', input: { parts: { responsibilities: 'The alarm is ours.' } } },
];
const ANSWERED: readonly Deed[] = [
  ...ACKNOWLEDGED,
  tried('clarify'),
  tried('ask-remedy'),
  tried('confirm-details'),
  { what: 'finding-recorded', on: '2026-03-10', input: { findings: { 1: { finding: 'not-upheld' } } } },
  { what: 'drafted', on: '2026-03-10' },
  {
    what: 'step-done',
    on: '2026-03-11',
    by: 'p2',
    step: 'quality-check',
    input: { outcome: 'passed', 'what-was-checked': 'Every point, and the dates' },
  },
  { what: 'response-issued', on: '2026-03-12', input: { parts: { reasons: { 1: 'The log shows it.' } } } },
];

describe('[CC-2.1] on the residents’ pages', () => {
  let parts: ResidentParts;
  before(async () => {
    const database = await sharedDatabase('pglite');
    await emptyDatabase(database);
    parts = await makeResidentParts(database);
  });

  async function follow(deeds: readonly Deed[]) {
    const { caseId, reference } = await registerCase(parts, PACK, '2026-03-05');
    await driveCase(parts, PACK, caseId, deeds);
    const code = await issueFollowCode(parts.casebook, PACK, caseId, 'p1');
    const visitor = new Visitor(makePortalServer(parts));
    const page = await visitor.send(await visitor.open(`/${PACK}/follow`), { reference, code });
    return { caseId, visitor, page };
  }

  test('[CC-2.1] who is not satisfied asks for Stage 2, without a reason and without a last day, and it opens', async () => {
    const { caseId, visitor, page } = await follow(ANSWERED);
    assert.match(textOf(page), /you can ask for Stage 2/i);
    assert.doesNotMatch(textOf(page), /ask for Stage 2 by /i);
    const asked = await visitor.send(page, {}, NEXT);
    assert.match(textOf(asked), /You have asked for the next stage/);
    const record = await parts.casebook.load(PACK, caseId);
    const last = record?.events.at(-1);
    assert.deepEqual([last?.type, last?.by.kind], ['escalation-requested', 'resident']);
    assert.equal(last?.type === 'escalation-requested' && last.opens, 'stage-2');
  });

  test('[CC-2.1] before the reply the page offers no Stage 2', async () => {
    const { page } = await follow(ACKNOWLEDGED);
    assert.equal(page.statusCode, 200);
    assert.ok(!page.body.includes(NEXT));
  });
});
