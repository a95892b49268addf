// Standard paragraphs, from adding one to the letter that went with it: checked when saved, offered where they fit, blocking
// while a gap is open, with their history; a withdrawn one is not offered, and letters that have it keep it.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, loadCase, logCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../../casework/paths.ts';
import { administrationPaths } from '../paths.ts';

const plain = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replace(/\s+/g, ' ');
const wordsOf = (body: string): string => plain(/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body);
const regionOf = (body: string, id: string): string =>
  new RegExp(`<section id="${id}"[^>]*>([\\s\\S]*?)</section>`).exec(body)?.[1] ?? '';

const add = administrationPaths.addParagraph();
const APOLOGY = {
  title: 'Sorry for a missed visit',
  text: 'Dear {{resident-name}}, we are sorry.\nWe said we would come on [[date of the visit]] and did not.',
  letters: 'stage-one-response',
  parts: 'reasons',
  findings: 'upheld',
  _do: 'save',
};

let server: CaseworkServer;
const open = async (url: string): Promise<string> => wordsOf((await server.get(url)).body);

async function addParagraph(inputs: Record<string, string> = {}): Promise<string> {
  server.signIn('all');
  const done = await server.send(add, { ...APOLOGY, ...inputs });
  assert.equal(done.status, 303, wordsOf(done.body));
  return /paragraphs\/([0-9a-f-]+)$/.exec(done.location ?? '')?.[1] ?? '';
}

const turn = async (id: string, wanted: 'withdraw' | 'bring-back'): Promise<void> => {
  const url = administrationPaths.turnParagraph({ id, turn: wanted });
  const { status } = await server.send(url, {}, administrationPaths.paragraph({ id }));
  assert.equal(status, 303);
};

/** Two points looked into, the first upheld and the second not: what is left is to write to them. */
async function lookedInto(): Promise<string> {
  server.signIn('all');
  const id = await logCase(server, { service: 'housing' });
  const points = [{ text: 'The window leaks' }, { text: 'The officer was late' }];
  await doOn(server, id, 'define', { input: { points } });
  await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The window is ours.' } } });
  const findings = { 1: { finding: 'upheld' }, 2: { finding: 'not-upheld' } };
  await doOn(server, id, 'record-finding', { input: { findings } });
  const promise = { kind: 'apology', what: 'Mend the window', owner: 'all', due: '2026-04-30' };
  await doOn(server, id, 'promise', { input: promise });
  return id;
}
const writing = (id: string): string => caseworkPaths.action({ id, action: 'respond' });
const choice = (n: number): string => `_paragraph.parts.reasons.${n}`;
const TYPED = { 'parts.how-investigated': 'I went there.', 'parts.failures-found': 'A leak.' };

const insert = (id: string, paragraph: string, n = 1, inputs: Record<string, string> = {}) =>
  server.send(writing(id), {
    ...TYPED,
    'parts.reasons.1': 'It leaks.',
    'parts.reasons.2': 'She was on time.',
    ...inputs,
    [choice(n)]: paragraph,
    _do: `insert:parts.reasons.${n}`,
  });

describe('standard paragraphs', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-03-16');
    (server.people as { administrator: boolean }[])[0]!.administrator = true;
  });
  beforeEach(async () => {
    server.setDay('2026-03-16');
    await emptyDatabase(server.parts.casebook.database);
    server.signIn('all');
  });
  after(() => server.close());

  test('from adding one to the letter that went with it', async () => {
    const paragraph = await addParagraph();
    assert.match(
      await open(administrationPaths.paragraphs()),
      /Sorry for a missed visit Our Stage One response .*Our reasons Upheld date of the visit 16 Mar 2026 by Ali Everything/,
    );
    const id = await lookedInto();
    const inserted = await insert(id, paragraph, 1, { 'happened-when-time': '09:15' });
    assert.equal(inserted.status, 303, wordsOf(inserted.body));
    const { pathname, search, hash } = new URL(inserted.location ?? '', 'http://here');
    assert.equal(hash, '#parts-reasons-1', 'back to where it was put in');
    const again = await server.get(pathname + search);
    assert.match(wordsOf(again.body), /The paragraph is put in/);
    const inputs = readInputs((await server.get(pathname + search)).body);
    assert.equal(inputs['happened-when-time'], '09:15', 'the day told stays');
    assert.deepEqual(
      { ...readInputs(again.body), _csrf: '', _page: '', _once: '', _base: '' },
      { ...inputs, _csrf: '', _page: '', _once: '', _base: '' },
      'loaded once more it stands there once',
    );
    const name = (await loadCase(server, id)).texts.get(1)?.['resident-name'] ?? '';
    assert.equal(
      inputs['parts.reasons.1'],
      `It leaks.\n\nDear ${name}, we are sorry.\nWe said we would come on [[date of the visit]] and did not.`,
    );
    assert.equal(inputs['parts.reasons.2'], 'She was on time.');
    assert.equal(inputs['parts.failures-found'], 'A leak.', 'what was typed elsewhere stays');
    assert.match(regionOf(again.body, 'still-missing'), /href="#parts-reasons-1"[^>]*>[^<]*\[\[date of the visit\]\]/);
    const { version } = await loadCase(server, id);
    const refused = await server.send(writing(id), inputs);
    assert.equal(refused.status, 400);
    assert.match(refused.body, /href="#parts-reasons-1"[^>]*>[^<]*\[\[date of the visit\]\]/);
    assert.equal(readInputs(refused.body)['parts.reasons.1'], inputs['parts.reasons.1']);
    assert.equal((await loadCase(server, id)).version, version, 'nothing went');
    const filled = inputs['parts.reasons.1']?.replace('[[date of the visit]]', '3 March') ?? '';
    const sent = await server.send(writing(id), { ...inputs, 'parts.reasons.1': filled });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const { events } = await loadCase(server, id);
    const issued = events.findLast(({ type }) => type === 'response-issued')?.n ?? 0;
    const letter = caseworkPaths.letter({ id, n: issued });
    assert.match(await open(letter), /We said we would come on 3 March and did not\./);
    await turn(paragraph, 'withdraw');
    assert.match(await open(letter), /We said we would come on 3 March and did not\./);
  });

  test('offered at the parts and points it is for, and nowhere else', async () => {
    await addParagraph();
    await addParagraph({ title: 'For any part', letters: '', parts: '', findings: '', text: 'Thank you.' });
    const id = await lookedInto();
    const { body } = await server.get(writing(id));
    const offered = (input: string) =>
      [...body.matchAll(new RegExp(`name="_paragraph\\.${input}"[\\s\\S]*?<label[^>]*>([\\s\\S]*?)</label>`, 'g'))].map(
        ([, label = '']) => plain(label).trim(),
      );
    assert.deepEqual(offered('parts.reasons.1'), ['For any part', 'Sorry for a missed visit']);
    assert.deepEqual(offered('parts.reasons.2'), ['For any part'], 'point 2 was not upheld');
    assert.deepEqual(offered('parts.how-investigated'), ['For any part']);
    const other = await server.get(caseworkPaths.action({ id, action: 'extend' }));
    assert.doesNotMatch(other.body, /Sorry for a missed visit/);
  });

  test('one that is withdrawn is not offered, also to somebody who had the page open, whose typing stays', async () => {
    const paragraph = await addParagraph();
    const id = await lookedInto();
    await turn(paragraph, 'withdraw');
    assert.doesNotMatch((await server.get(writing(id))).body, /Sorry for a missed visit/);
    const stale = await insert(id, paragraph);
    assert.equal(stale.status, 422);
    assert.match(wordsOf(stale.body), /This paragraph is not offered here any more/);
    assert.equal(readInputs(stale.body)['parts.reasons.1'], 'It leaks.');
    assert.equal((await insert(id, '')).status, 422, 'nothing was chosen');
    assert.match(await open(administrationPaths.paragraphs()), /Withdrawn: not offered any more .*Sorry for a missed/);
    await turn(paragraph, 'bring-back');
    assert.equal((await insert(id, paragraph)).status, 303);
    const page = await open(administrationPaths.paragraph({ id: paragraph }));
    assert.match(page, /Brought back on .*Ali Everything Withdrawn on .*Ali Everything Added on/);
  });

  test('what is wrong with a placeholder is told with its line, and what was typed stays', async () => {
    const text = 'Dear {{resident-name}},\nwe come on [date] and {{day}}.\nYours [[';
    const sent = await server.send(add, { ...APOLOGY, text });
    assert.equal(sent.status, 422);
    const words = wordsOf(sent.body);
    assert.match(words, /Line 2: Nothing is known as “\{\{day\}\}”\. What fills in by itself is \{\{resident-name\}\}/);
    assert.match(words, /Line 2: “\[date\]” has single brackets.* Write \[\[date\]\] for a gap/);
    assert.match(words, /Line 3: “\[\[” opens a gap that is not closed/);
    const again = readInputs(sent.body);
    assert.deepEqual([again['title'], again['text'], again['parts']], [APOLOGY.title, text, 'reasons']);
    assert.match(await open(administrationPaths.paragraphs()), /There are no standard paragraphs yet/);
  });

  test('looked at with an example case before it is saved', async () => {
    const shown = await server.send(add, { ...APOLOGY, _do: 'preview' });
    assert.equal(shown.status, 200);
    assert.match(wordsOf(shown.body), /Not saved yet: how it would read Dear Sam Example, we are sorry\./);
    assert.match(shown.body, /<mark class="redress-gap">\[\[date of the visit\]\]<\/mark>/);
    assert.match(wordsOf(shown.body), /The writer has to fill in: date of the visit\./);
    assert.match(await open(administrationPaths.paragraphs()), /There are no standard paragraphs yet/);
  });

  test('a part that no letter chosen has, and a name that is taken, are refused', async () => {
    const strange = await server.send(add, { ...APOLOGY, letters: 'acknowledgement' });
    assert.equal(strange.status, 422);
    assert.match(wordsOf(strange.body), /is in none of the letters you ticked.*tick one of: Our Stage One response/);
    const first = await addParagraph();
    const same = await server.send(add, { ...APOLOGY, title: 'sorry for a MISSED visit ' });
    assert.equal(same.status, 422);
    assert.match(wordsOf(same.body), /Another paragraph in use has this name/);
    await turn(first, 'withdraw');
    await addParagraph();
    await turn(first, 'bring-back');
    assert.match(await open(administrationPaths.paragraph({ id: first })), /Another paragraph in use has its name/);
  });

  test('changed, with who and when, and its wordings compared', async () => {
    const id = await addParagraph();
    server.setDay('2026-03-18');
    const change = administrationPaths.changeParagraph({ id });
    assert.equal(readInputs((await server.get(change)).body)['text'], APOLOGY.text);
    const text = APOLOGY.text.replace('did not', 'nobody came');
    const done = await server.send(change, { ...APOLOGY, text, findings: 'partially-upheld' });
    assert.equal(done.status, 303, wordsOf(done.body));
    const { body } = await server.get(administrationPaths.paragraph({ id }));
    assert.match(wordsOf(body), /Changed on Wednesday 18 March 2026.* by Ali Everything Added on Monday 16 March 2026/);
    assert.match(body, /<del>[\s\S]*?did not[\s\S]*?<\/del>/);
    assert.match(body, /<ins>[\s\S]*?nobody came[\s\S]*?<\/ins>/);
    assert.match(wordsOf(body), /Findings removed: Upheld end of removed\. added: Partially upheld end of added/);
    const same = await server.get(`${administrationPaths.paragraph({ id })}?from=1&to=1`);
    assert.match(wordsOf(same.body), /The words are the same/);
  });

  test('two at once: the second sees what the first made of it, and keeps the typing', async () => {
    const id = await addParagraph();
    const change = administrationPaths.changeParagraph({ id });
    const before = readInputs((await server.get(change)).body);
    const first = await server.send(change, { ...APOLOGY, text: 'The first to save.' });
    assert.equal(first.status, 303);
    const second = await server.send(change, { ...APOLOGY, text: 'The second.', _seen: before['_seen'] ?? '' });
    assert.equal(second.status, 409);
    assert.match(wordsOf(second.body), /Ali Everything has changed this paragraph since .*The first to save\./);
    const inputs = readInputs(second.body);
    assert.equal(inputs['text'], 'The second.');
    assert.equal((await server.send(change, { ...inputs, _do: 'save' })).status, 303);
    assert.match(await open(administrationPaths.paragraph({ id })), /The second\./);
  });

  test('who is no administrator does not find these pages', async () => {
    const id = await addParagraph();
    server.signIn('head-of-service');
    const pages = [administrationPaths.paragraphs(), add, administrationPaths.paragraph({ id })];
    for (const url of [...pages, administrationPaths.changeParagraph({ id })])
      assert.equal((await server.get(url)).status, 404, url);
    const url = administrationPaths.turnParagraph({ id, turn: 'withdraw' });
    assert.equal((await server.send(url, {}, caseworkPaths.newCase())).status, 404);
    server.signIn('all');
    assert.equal((await server.get(administrationPaths.paragraph({ id: 'no-such-one' }))).status, 404);
    assert.match(await open(administrationPaths.paragraphs()), /In use .*Sorry for a missed visit/);
  });
});
