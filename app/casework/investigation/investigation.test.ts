// Evidence, files, findings and notes over HTTP, on a real file store and database.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../../test/support/drive-case.ts';
import { makeDocument } from '../../demo/make-document.ts';
import { makePhotograph } from '../../demo/make-photograph.ts';
import { checkUpload, MOST_BYTES } from '../../documents/check-upload.ts';
import { findFile } from '../../documents/file-store.ts';
import { findReads } from '../../store/record-read.ts';
import { caseworkPaths } from '../paths.ts';

const TAKEN = '2026-02-20T16:40:00';
const photograph = (shade = 0) =>
  makePhotograph({ columns: 16, rows: 12, brightness: (column, row) => 40 + shade + column * row, takenAt: TAKEN });
const REPORT = { name: 'Report.pdf', bytes: makeDocument(['Survey of the ceiling', 'Wet at 28%.']) };
const KIND = { kind: 'document', description: 'The survey' };

let server: CaseworkServer;
let id: string;
const action = (name: string, query = {}): string => caseworkPaths.action({ id, action: name }, query);
const here = (): string => caseworkPaths.investigation({ id });
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const show = async (url: string): Promise<string> => wordsOf((await server.get(url)).body);
const evidence = async () => standingNow(server, await loadCase(server, id)).state.evidence;
const fileOf = async (n = 0): Promise<string> => caseworkPaths.file({ id, file: (await evidence())[n]!.file!.id });

before(async () => {
  server = await openCaseworkServer('anytown-homes', '2026-03-02');
});
after(() => server.close());
beforeEach(async () => {
  server.setDay('2026-03-02');
  server.signIn('all');
  id = await logCase(server);
  const points = [{ text: 'The ceiling leaks' }, { text: 'Nobody came' }];
  await doOn(server, id, 'define', { input: { points, 'outcome-sought': 'Mend it' } });
  await doOn(server, id, 'allocate', { input: { to: 'all' } });
});

describe('files', () => {
  test('several come at once, and are kept while something else of the form is wrong', async () => {
    const files = [REPORT, { name: '../../log book.csv', bytes: Buffer.from('day,call\n1,2\n') }];
    const wrong = await server.sendFiles(action('add-evidence'), { kind: 'document', description: '' }, files);
    assert.equal(wrong.status, 400);
    assert.match(wordsOf(wrong.body), /Chosen, not recorded yet.*Report\.pdf.*log book\.csv/);
    assert.equal((await evidence()).length, 0);
    assert.match(await show(action('add-evidence')), /Report\.pdf/, 'also on a page opened afresh');
    assert.doesNotMatch(await show(action('record-visit')), /Report\.pdf/);
    server.signIn('none');
    assert.doesNotMatch(await show(action('add-evidence')), /Report\.pdf/, 'nobody else sees them');
    server.signIn('all');
    const sent = await server.sendFiles(
      action('add-evidence'),
      { ...KIND, points: '2', 'obtained-from': 'Surveyor' },
      [],
    );
    assert.equal(sent.status, 303);
    const [first, second] = await evidence();
    assert.deepEqual(
      [first?.points, first?.file?.mediaType, first?.file?.digest],
      [[2], 'application/pdf', sha256(REPORT.bytes)],
    );
    assert.deepEqual([second?.evidence, second?.file?.mediaType], [2, 'text/plain']);
    assert.doesNotMatch(await show(action('add-evidence')), /Chosen, not recorded/);
    const page = await show(here());
    assert.match(page, /Evidence 1: Document Internal The survey Report\.pdf.*sha256 [0-9a-f]{12}…/);
    assert.match(page, /Point 2 · Added 2 Mar 2026, by Ali Everything From: Surveyor/);
    assert.match(
      await show(caseworkPaths.casePage({ id })),
      /Report\.pdf.*Evidence 1: Document Point 2 2 Mar 2026 Ali Everything/,
    );
  });

  test('what a photograph says of its day is a suggestion, which a person confirms or types over', async () => {
    const sent = { kind: 'photograph', description: 'The ceiling', points: '1' };
    const files = [
      { name: 'a.jpg', bytes: photograph() },
      { name: 'b.jpg', bytes: photograph(9) },
    ];
    const asked = await server.sendFiles(action('add-evidence'), sent, files);
    assert.equal(asked.status, 200);
    assert.match(
      wordsOf(asked.body),
      /When was “a\.jpg” taken\? \(optional\) The photograph itself says 20 Feb 2026\. Check it/,
    );
    assert.match(asked.body, /name="description" type="text" value="The ceiling"/);
    const [, other = ''] = [...asked.body.matchAll(/name="(taken\.[\w-]+)-day"/g)].map(([, name]) => name);
    const future = await server.sendFiles(
      action('add-evidence'),
      { ...sent, [`${other}-day`]: '3', [`${other}-month`]: '3' },
      [],
    );
    assert.match(wordsOf(future.body), /cannot have been taken on Tuesday 3 March 2026/);
    const right = { ...sent, [`${other}-day`]: '19' };
    assert.equal((await server.sendFiles(action('add-evidence'), right, [])).status, 303);
    assert.deepEqual((await evidence()).map(({ takenOn }) => takenOn).toSorted(), ['2026-02-19', '2026-02-20']);
    const { bytes } = await server.fetchFile(await fileOf());
    assert.ok(bytes.equals(photograph()) || bytes.equals(photograph(9)), 'nothing was taken out of the original');
  });

  test('empty, cut short, too large, a program, and one there already are each refused by name; the good ones stay', async () => {
    const files = [
      { name: 'empty.txt', bytes: Buffer.alloc(0) },
      { name: 'half.pdf', bytes: REPORT.bytes.subarray(0, 200) },
      { name: 'half.jpg', bytes: photograph().subarray(0, 300) },
      { name: 'run.pdf', bytes: Buffer.from(`MZ${'\0'.repeat(200)}`, 'latin1') },
      { name: 'good.txt', bytes: Buffer.from('good') },
    ];
    const sent = await server.sendFiles(action('add-evidence'), KIND, files);
    assert.equal(sent.status, 400);
    const words = wordsOf(sent.body);
    assert.match(words, /“empty\.txt” is empty/);
    assert.match(words, /“half\.pdf” is cut short/);
    assert.match(words, /“half\.jpg” is cut short/);
    assert.match(words, /“run\.pdf” is a program/);
    assert.match(words, /Chosen, not recorded yet.*good\.txt/);
    assert.equal((await server.sendFiles(action('add-evidence'), KIND, [])).status, 303);
    const again = await server.sendFiles(action('add-evidence'), KIND, [
      { name: 'copy.txt', bytes: Buffer.from('good') },
    ]);
    assert.match(wordsOf(again.body), /“copy\.txt” is on this case already: it is evidence 1/);
    const large = await checkUpload('film.mp4', new Uint8Array(MOST_BYTES + 1));
    assert.match(JSON.stringify(large), /“film\.mp4” is larger than 25 MB/);
  });

  test('one that was chosen can be taken out again', async () => {
    const sent = await server.sendFiles(action('add-evidence'), { kind: 'document', description: '' }, [REPORT]);
    const [, drop = ''] = /value="(drop-file:[^"]+)"/.exec(sent.body) ?? [];
    const after = await server.send(action('add-evidence'), { _do: drop });
    assert.equal(after.status, 200);
    assert.doesNotMatch(wordsOf(after.body), /Report\.pdf/);
  });

  test('pictures and PDFs are shown, all else is handed over, and nothing can run', async () => {
    const files = [
      REPORT,
      {
        name: 'drawing.svg',
        bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        type: 'image/png',
      },
      { name: 'page.pdf', bytes: Buffer.from('<!doctype html><script>1</script>'), type: 'application/pdf' },
      { name: 'plain “ä”.txt', bytes: Buffer.from('ä') },
    ];
    await server.sendFiles(action('add-evidence'), KIND, files);
    const all = await Promise.all([0, 1, 2, 3].map(async (n) => (await server.fetchFile(await fileOf(n))).headers));
    const told = all.map((headers) => [headers['content-type'], String(headers['content-disposition']).split(';')[0]]);
    assert.deepEqual(told, [
      ['application/pdf', 'inline'],
      ['image/svg+xml', 'attachment'],
      ['text/html; charset=utf-8', 'attachment'],
      ['text/plain; charset=utf-8', 'attachment'],
    ]);
    for (const headers of all) {
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.match(String(headers['content-security-policy']), /default-src 'none'/);
      assert.doesNotMatch(String(headers['content-security-policy']), /script-src/);
    }
    assert.match(String(all[1]?.['content-security-policy']), /^sandbox;/);
    assert.match(String(all[3]?.['content-disposition']), /filename\*=UTF-8''plain%20%E2%80%9C%C3%A4%E2%80%9D\.txt$/);
    const saved = await server.fetchFile(`${await fileOf()}?download=1`);
    assert.match(String(saved.headers['content-disposition']), /^attachment; filename="Report\.pdf"/);
  });

  test('a file altered on disk says so and is not served', async () => {
    await server.sendFiles(action('add-evidence'), KIND, [REPORT]);
    const { digest } = (await evidence())[0]!.file!;
    const place = join(server.folder, server.organisation, digest.slice(0, 2), digest);
    writeFileSync(place, readFileSync(place).subarray(1));
    const served = await server.fetchFile(await fileOf());
    assert.equal(served.status, 410);
    assert.match(wordsOf(served.bytes.toString()), /This file is not what was kept.*restore it from a backup/);
    writeFileSync(place, REPORT.bytes);
    assert.equal((await server.fetchFile(await fileOf())).status, 200);
  });

  test('out of reach is like not there: of another case, of another organisation, held by somebody else; a reading is recorded', async () => {
    await server.sendFiles(action('add-evidence'), KIND, [REPORT]);
    const address = await fileOf();
    const file = (await evidence())[0]!.file!.id;
    const other = await logCase(server);
    await server.get('/cases');
    const notThere = wordsOf((await server.fetchFile('/cases/nowhere/files/none')).bytes.toString());
    const elsewhere = [caseworkPaths.file({ id: other, file }), caseworkPaths.file({ id, file: 'no-such-file' })];
    await server.sendFiles(action('add-evidence'), { kind: 'document', description: '' }, [
      { name: 'x.txt', bytes: Buffer.from('x') },
    ]);
    const [, held = ''] =
      /href="(\/cases\/[^"]+\/files\/[^"]+)"/.exec((await server.get(action('add-evidence'))).body) ?? [];
    assert.equal((await server.fetchFile(held)).status, 200);
    server.signIn('none');
    for (const url of [...elsewhere, held]) {
      const answer = await server.fetchFile(url);
      assert.deepEqual([answer.status, wordsOf(answer.bytes.toString())], [404, notThere], url);
    }
    assert.equal((await server.fetchFile(address)).status, 200);
    const reads = await server.parts.casebook.database.inOrganisation(server.organisation, (tx) =>
      findReads(tx, server.organisation, id),
    );
    assert.ok(reads.some(({ page, person }) => page === caseworkPaths.file.pattern && person === 'none'));
    const abroad = await server.parts.casebook.database.inOrganisation('another', (tx) =>
      findFile(tx, 'another', file),
    );
    assert.equal(abroad, undefined);
  });
});

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the page of the investigation', () => {
  const found = { 'findings.1.finding': 'upheld', 'findings.1.reasons': 'It was reported in January.' };

  test('questions and findings are saved at once; what was there before stays in the history', async () => {
    const asked = { 'questions.1.question': 'When was it reported?', 'questions.2.question': 'Who was to come?' };
    const [clause = ''] = server.policy.anchors.keys();
    const basis = { 'findings.1.rests-on': 'Landlord and Tenant Act 1985, section 11', 'findings.1.clause': clause };
    assert.equal((await server.send(here(), { ...asked, ...found, ...basis })).status, 303);
    assert.match(await show(here()), /Saved: 2 questions and one finding\..*Point 1 the evidence|Point 1 evidence/);
    const events = (await loadCase(server, id)).events.map(({ type }) => type);
    assert.deepEqual(events.slice(-3), ['question-set', 'question-set', 'finding-recorded']);
    await server.send(here(), { 'questions.1.question': 'When was it first reported?' });
    assert.equal((await loadCase(server, id)).events.length, events.length + 1, 'only what differs is recorded');
    const page = await show(here());
    assert.match(page, /Earlier questions and findings.*Point 1: upheld.*When was it reported\?/i);
    assert.match(page, /Point 2 evidence, the finding, the reasons and what it rests on/);
  });

  test('words without a finding stay a draft, which nobody else sees', async () => {
    const sent = await server.send(here(), { ...found, 'findings.2.reasons': 'SECRET DRAFT' });
    assert.equal(sent.status, 303);
    assert.match(await show(here()), /Point 2 has no finding yet: what you wrote on it is kept.*You see your draft/);
    assert.match((await server.get(here())).body, /SECRET DRAFT/);
    server.signIn('none');
    assert.doesNotMatch((await server.get(here())).body, /SECRET DRAFT/);
    server.signIn('all');
    await server.send(here(), { _do: 'discard' });
    assert.doesNotMatch((await server.get(here())).body, /SECRET DRAFT/);
  });

  test('a draft is kept by a button, or by a script without a page', async () => {
    const quiet = await server.send(here(), { _do: 'keep-quietly', 'findings.2.reasons': 'So far' });
    assert.equal(quiet.status, 204);
    assert.match((await server.get(here())).body, /So far/);
    assert.equal((await server.send(here(), { _do: 'keep', 'findings.2.reasons': 'Further' })).status, 303);
    assert.match((await server.get(here())).body, /Further/);
    assert.equal(standingNow(server, await loadCase(server, id)).state.points[1]?.found, undefined);
  });

  test('who may not find sees why, and the findings as they stand; the sent form is refused and kept', async () => {
    await server.send(here(), found);
    server.signIn('none');
    const page = await show(here());
    assert.match(page, /Findings: not now.*Point 1.*Finding Upheld Reasons It was reported in January\./);
    const refused = await server.send(here(), { 'findings.1.finding': 'not-upheld', 'findings.1.reasons': 'MINE' });
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /This cannot be saved as it stands.*Nothing you typed is lost/);
  });

  test('where the findings are refused the questions of the same form are not recorded either, and both stay typed', async () => {
    const events = (await loadCase(server, id)).events.length;
    server.signIn('none');
    const refused = await server.send(here(), {
      'questions.1.question': 'When was it reported?',
      'findings.1.finding': 'upheld',
      'findings.1.reasons': 'MINE',
    });
    assert.equal(refused.status, 400);
    assert.match(wordsOf(refused.body), /Nothing you typed is lost/);
    assert.match(refused.body, /When was it reported\?/);
    assert.equal((await loadCase(server, id)).events.length, events);
    assert.match((await server.get(here())).body, /When was it reported\?/, 'kept as a draft');
    server.signIn('all');
    const both = { 'questions.1.question': 'When was it reported?', ...found };
    assert.equal((await server.send(here(), both)).status, 303);
    assert.equal((await loadCase(server, id)).events.length, events + 2);
  });

  test('a save over what somebody else has changed shows what, and keeps the typing', async () => {
    const stale = readInputs((await server.get(here())).body);
    await doOn(server, id, 'record-finding', { input: { findings: { 1: { finding: 'not-upheld', reasons: 'No.' } } } });
    const sent = await server.send(here(), { ...found, _seen: stale['_seen']! });
    assert.equal(sent.status, 409);
    assert.match(wordsOf(sent.body), /changed this case\. Nothing you typed is lost\..*Point 1: not upheld/i);
    assert.match(sent.body, /It was reported in January\./);
    assert.equal((await server.send(here(), found)).status, 303);
  });

  test('a withdrawn piece is marked and counts for no point', async () => {
    await server.sendFiles(action('add-evidence'), { ...KIND, points: '1' }, [REPORT]);
    assert.match(await show(here()), /Point 1 the question, the finding/);
    await server.send(action('withdraw-evidence'), { 'evidence-number': '1', why: 'Of another flat' });
    const page = await show(here());
    assert.match(page, /Point 1 the question, evidence, the finding/);
    assert.match(page, /Evidence 1: Document Withdrawn.*Withdrawn because: Of another flat/);
    assert.equal((await server.fetchFile(await fileOf())).status, 200);
  });

  test('a form opened from a point has that point chosen', async () => {
    const { body } = await server.get(action('record-visit', { points: 2 }));
    assert.match(body, /name="points" type="checkbox" value="2" checked/);
  });
});
