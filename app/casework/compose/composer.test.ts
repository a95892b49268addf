// Writing a letter: what it wants and lacks, typing that is put by, versions, advice on words, approval undone by an edit.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type CaseworkServer, openCaseworkServer, readInputs } from '../../../test/support/casework-server.ts';
import { doOn, loadCase, logCase } from '../../../test/support/drive-case.ts';
import { deletePrivateTexts } from '../../store/delete-private-texts.ts';
import { listWorkingCopies } from '../../store/working-copies.ts';
import { caseworkPaths } from '../paths.ts';

const ODDITIES = fileURLToPath(new URL('../../../test/oddities', import.meta.url));

const plain = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#39;/g, '’')
    .replace(/\s+/g, ' ');
const mainOf = (body: string): string => /<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body;
const wordsOf = (body: string): string => plain(mainOf(body));
/** One region of the page, such as what is still missing. */
const regionOf = (body: string, id: string): string =>
  new RegExp(`<section id="${id}"[^>]*>([\\s\\S]*?)</section>`).exec(body)?.[1] ?? '';

const action = (id: string, name: string, query?: Record<string, string>): string =>
  caseworkPaths.action({ id, action: name }, query);
const input = (n: number): string => `parts.reasons.${n}`;

async function show(server: CaseworkServer, url: string): Promise<string> {
  const { status, body } = await server.get(url);
  assert.equal(status, 200, `${url}: ${wordsOf(body)}`);
  return body;
}

/** Sends what a page sends by itself while somebody types in it. */
async function type(server: CaseworkServer, id: string, name: string, page: string, inputs: Record<string, string>) {
  const payload = new URLSearchParams({ ...readInputs(page), ...inputs }).toString();
  const url = caseworkPaths.typing({ id, action: name });
  const answer = await server.sendByItself(url, payload);
  assert.equal(answer.status, 200, answer.body);
  return JSON.parse(answer.body) as { version: number; elsewhere: boolean; regions: Record<string, string> };
}

describe('under a procedure whose answer has other parts for each finding', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('council-housing', '2026-03-02');
  });
  after(() => server.close());

  const SEVEN = ['summary', 'background', 'what-went-wrong', 'apology', 'lessons', 'other-remedies.1'];
  const THREE = ['summary-not-upheld', 'background-not-upheld', 'explanation-not-upheld'];

  async function found(finding: string): Promise<string> {
    const id = await logCase(server, { service: 'other' });
    await doOn(server, id, 'define', { input: { points: [{ text: 'The bin store' }], 'outcome-sought': 'Empty it' } });
    await doOn(server, id, 'allocate', { input: { to: 'investigating-officer' }, step: 'allocate' });
    await doOn(server, id, 'acknowledge', { input: {} });
    const findings = { 1: { finding, reasons: 'It stood full for a month.' } };
    await doOn(server, id, 'record-finding', { input: { findings }, by: 'investigating-officer' });
    return id;
  }

  for (const [finding, wanted, others] of [
    ['upheld', SEVEN, THREE],
    ['not-upheld', THREE, SEVEN],
  ] as const) {
    test(`${finding}: its parts are asked for in the pack's order, each with its clause and why; the others are folded`, async () => {
      server.signIn('all');
      const id = await found(finding);
      const body = await show(server, action(id, 'respond'));
      const [own = '', folded = ''] = mainOf(body).split('id="other-parts"');
      const at = wanted.map((part) => own.indexOf(`name="parts.${part}"`));
      assert.ok(
        at.every((place) => place > 0),
        `${wanted}: ${at}`,
      );
      assert.deepEqual(
        at,
        at.toSorted((a, b) => a - b),
      );
      for (const part of others) {
        assert.ok(!own.includes(`name="parts.${part}"`), part);
        assert.ok(folded.includes(`name="parts.${part}"`), `${part} keeps its place for another finding`);
      }
      assert.match(
        wordsOf(own),
        /Asked for because the finding is (upheld or partially upheld|not upheld)\. Clause [56]a/,
      );
      const missing = regionOf(body, 'still-missing');
      for (const part of wanted)
        assert.ok(missing.includes(`href="#parts-${part.replace('.', '-')}"`), `${part}: ${missing}`);
      for (const part of others) assert.ok(!missing.includes(`#parts-${part}"`), part);
    });
  }

  test('what is known fills by itself and shows as it will read; reasons begin with those of the findings', async () => {
    const id = await found('not-upheld');
    const body = await show(server, action(id, 'respond'));
    assert.equal(readInputs(body)[input(1)], 'It stood full for a month.');
    assert.match(wordsOf(body), /Our decision Filled in by itself .{0,40}We do not agree with your complaint/);
    assert.match(wordsOf(regionOf(body, 'still-missing')), /“Say whether[^”]*” has to be done first/);
    assert.match(regionOf(body, 'still-missing'), /href="\/cases\/[^"]+\/actions\/step%3Asay-whether-at-fault"/);
    assert.match(
      wordsOf(body),
      /The complaint What they told us The kitchen ceiling leaks .*1\. The bin store .*Not upheld ?\. It stood full/i,
    );
  });

  test('what is ours to answer is offered in words once the definition says so of every point, and not before', async () => {
    server.signIn('all');
    const id = await logCase(server, { service: 'housing' });
    const points = [
      { text: 'The bin store', responsibility: 'ours' },
      { text: 'The street lamp', responsibility: 'not-ours', whose: 'the county council' },
      { text: 'The shared drain', responsibility: 'partly' },
    ];
    const [first, second] = points;
    await doOn(server, id, 'define', { input: { points: [first, second, { text: 'The shared drain' }] } });
    const offered = async () => readInputs(await show(server, action(id, 'acknowledge')))['parts.responsibilities'];
    assert.equal(await offered(), '');
    await doOn(server, id, 'define', { input: { points } });
    assert.equal(
      await offered(),
      'We are responsible for point 1. We are not responsible for point 2. That is for the county council. We are responsible for part of point 3.',
    );
  });

  test('the address of the response leads to where it is written', async () => {
    const id = await found('upheld');
    const { status, location } = await server.visit(caseworkPaths.response({ id }));
    assert.deepEqual([status, location], [303, action(id, 'respond')]);
  });
});

describe('under a procedure with drafts', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-03-16');
  });
  after(() => server.close());

  async function prepared(points = ['The window leaks', 'The officer was late']): Promise<string> {
    server.signIn('all');
    const id = await logCase(server, { service: 'housing' });
    await doOn(server, id, 'define', { input: { points: points.map((text) => ({ text })) } });
    await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The window is ours.' } } });
    const findings = Object.fromEntries(points.map((_text, index) => [index + 1, { finding: 'not-upheld' }]));
    await doOn(server, id, 'record-finding', { input: { findings } });
    return id;
  }
  const copies = (id: string) =>
    server.parts.casebook.database.inOrganisation(server.organisation, (tx) =>
      listWorkingCopies(tx, server.organisation, { caseId: id, letter: '0.stage-one-response' }),
    );

  test('every point wants its reasons: each that lacks them is listed and leads to its field', async () => {
    const id = await prepared();
    const body = await show(server, action(id, 'respond'));
    const missing = regionOf(body, 'still-missing');
    assert.match(missing, /href="#parts-reasons-1"[^>]*>[^<]*Write it for point 1\./);
    assert.match(missing, /href="#parts-reasons-2"[^>]*>[^<]*Write it for point 2\./);
    const sent = await server.send(action(id, 'respond'), {
      [input(1)]: 'It was dry.',
      'parts.how-investigated': 'We went.',
    });
    assert.equal(sent.status, 400, 'a point without an answer keeps it from going');
    assert.match(wordsOf(sent.body), /Write it for point 2/);
  });

  test('a draft says what the response would lack beside its words, such as a promise, before anybody approves it', async () => {
    const id = await prepared(['The window leaks']);
    const lacks = async () => plain(regionOf(await show(server, action(id, 'draft')), 'still-missing'));
    assert.doesNotMatch(await lacks(), /nothing is promised/);
    await doOn(server, id, 'record-finding', {
      input: { findings: { 1: { finding: 'upheld', reasons: 'It does.' } } },
    });
    assert.match(await lacks(), /A point is upheld, and nothing is promised to put it right/);
    await doOn(server, id, 'promise', { input: { kind: 'apology', what: 'Say sorry', owner: 'all' } });
    assert.doesNotMatch(await lacks(), /nothing is promised/);
  });

  test('typing is put by as it comes, privately: the record does not grow, and it is there when the page opens again', async () => {
    const id = await prepared();
    const page = await show(server, action(id, 'respond'));
    const { version } = await loadCase(server, id);
    const first = await type(server, id, 'respond', page, { [input(1)]: 'We' });
    const second = await type(server, id, 'respond', page, { [input(1)]: 'We went there.' });
    assert.deepEqual([first.version, second.version], [1, 1], 'typing in one window is one version');
    assert.equal((await loadCase(server, id)).version, version);
    assert.doesNotMatch(second.regions['still-missing'] ?? '', /#parts-reasons-1"/);
    assert.match(second.regions['still-missing'] ?? '', /#parts-reasons-2"/);
    assert.match(plain(second.regions['saved'] ?? ''), /Your typing was saved on Monday 16 March 2026 at 12:00/);
    assert.equal(readInputs(await show(server, action(id, 'respond')))[input(1)], 'We went there.');
    assert.equal(readInputs(await show(server, action(id, 'draft')))[input(1)], 'We went there.', 'it is one letter');
    const stored = await copies(id);
    assert.ok(stored.every(({ typed }) => Object.keys(typed).every((name) => !name.startsWith('_'))));
  });

  test('two windows of one person, and two people: every text is kept, and each is told of the other', async () => {
    const id = await prepared();
    const one = await show(server, action(id, 'respond'));
    const other = await show(server, action(id, 'respond'));
    assert.equal((await type(server, id, 'respond', one, { [input(1)]: 'From the first window.' })).elsewhere, false);
    const clash = await type(server, id, 'respond', other, { [input(1)]: 'From the second window.' });
    assert.deepEqual([clash.elsewhere, clash.version], [true, 2]);
    assert.match(plain(clash.regions['others-writing'] ?? ''), /another window.*Both texts are kept/);
    server.signIn('investigating-officer');
    const theirs = await show(server, action(id, 'respond'));
    assert.equal(readInputs(theirs)[input(1)], '', 'nobody’s typing takes the place of another’s');
    assert.match(wordsOf(theirs), /Ali Everything wrote on this letter too/);
    const href = /href="([^"]+\?from=copy-all-2)"/.exec(theirs)?.[1] ?? '';
    assert.equal(readInputs(await show(server, href))[input(1)], 'From the second window.');
    assert.equal((await copies(id)).length, 2);
  });

  test('saved by the button, kept as a version, and compared word by word', async () => {
    const id = await prepared(['The window leaks']);
    const url = action(id, 'respond');
    const saved = await server.send(url, { [input(1)]: 'The window was dry in March.', _do: 'save' });
    assert.deepEqual([saved.status, saved.location], [303, url]);
    assert.match(wordsOf(await show(server, url)), /Saved\. It is not sent/);
    const { version } = await loadCase(server, id);
    const kept = await server.send(url, { [input(1)]: 'The window was wet in April.', _do: 'keep' });
    assert.equal(kept.status, 303, wordsOf(kept.body));
    const record = await loadCase(server, id);
    assert.equal(record.version, version + 1);
    assert.equal(record.events.at(-1)?.type, 'drafted');
    const compared = await show(
      server,
      caseworkPaths.versions({ id, action: 'respond' }, { from: 'copy-all-1', to: `kept-${record.version}` }),
    );
    assert.match(compared, /<del><span[^>]*>removed: <\/span>dry<span[^>]*> end of removed\. <\/span><\/del>/);
    assert.match(compared, /<ins><span[^>]*>added: <\/span>wet<span/);
    assert.match(wordsOf(compared), /2 words added .*2 words removed/);
    assert.match(wordsOf(compared), /Version kept by Ali Everything, Monday 16 March 2026/);
  });

  test('what was typed goes when the letter has gone, and with the private texts of the case', async () => {
    const id = await prepared(['The window leaks']);
    const url = action(id, 'respond');
    await server.send(url, { [input(1)]: 'It was dry.', _do: 'save' });
    assert.equal((await copies(id)).length, 1);
    const parts = { 'parts.how-investigated': 'We went.', 'parts.failures-found': 'None', [input(1)]: 'It was dry.' };
    const sent = await server.send(url, { ...parts, channel: 'letter' });
    assert.equal(sent.status, 303, wordsOf(sent.body));
    assert.deepEqual(await copies(id), []);

    const other = await prepared(['The window leaks']);
    await server.send(action(other, 'respond'), { [input(1)]: 'It was dry.', _do: 'save' });
    const { organisation } = server;
    await server.parts.casebook.database.inOrganisation(organisation, (tx) =>
      deletePrivateTexts(tx, organisation, `case:${other}`, { fields: ['what-happened'] }),
    );
    assert.deepEqual(await copies(other), []);
  });

  test('how it reads: the age, each long sentence quoted and each hard word with what to say instead, with the way there', async () => {
    const id = await prepared(['The window leaks']);
    const long = `We went to your home on Monday and then we looked at the window and the wall and the floor and the roof and ${'then '.repeat(6)}we left.`;
    const page = await show(server, action(id, 'respond'));
    const heavy = `${long} We endeavour to commence remedial works prior to Friday.`;
    const { regions } = await type(server, id, 'respond', page, { [input(1)]: heavy });
    const reading = regions['how-it-reads'] ?? '';
    assert.match(plain(reading), /The whole letter reads at age \d+(\.\d)?/);
    assert.match(plain(reading), /no sentence of more than 25 words/);
    assert.ok(reading.includes(`<q>${long}</q>`), reading);
    assert.match(plain(reading), /“endeavour”: try “try”.*“prior to”: try “before”/);
    assert.match(reading, /href="#parts-reasons-1"/);
    const plainer = await type(server, id, 'respond', page, {
      [input(1)]: 'We came on Monday. The wall was dry. So was the floor. We saw no leak at all.',
    });
    assert.doesNotMatch(plainer.regions['how-it-reads'] ?? '', /<q>/);
    const sent = await server.send(action(id, 'respond'), {
      [input(1)]: heavy,
      'parts.how-investigated': 'We went.',
      'parts.failures-found': 'None',
      channel: 'letter',
    });
    assert.equal(sent.status, 303, 'it is advice and stops nothing');
  });

  test('the preview is the letter, for each who gets it, on a page of its own', async () => {
    const id = await prepared(['The window leaks']);
    await doOn(server, id, 'add-resident', {
      input: { 'resident-name': 'Sam Second', 'resident-address': '9 High Street' },
    });
    const seen = await server.send(action(id, 'respond'), { [input(1)]: 'It was dry, we saw.', _do: 'preview' });
    assert.match(wordsOf(seen.body), /How the letter would read .*printed, for Jo Sample ?, Sam Second/);
    for (const [to, name] of [
      ['resident-1', 'Jo Sample'],
      ['resident-2', 'Sam Second'],
    ] as const) {
      const page = wordsOf(await show(server, caseworkPaths.preview({ id, action: 'respond', to })));
      assert.match(page, new RegExp(`Not sent\\. This is how ${name} would get it`));
      assert.match(page, new RegExp(`Dear ${name}[\\s\\S]*It was dry, we saw\\.`));
    }
    assert.equal(
      (await server.get(caseworkPaths.preview({ id, action: 'respond', to: 'representative' }))).status,
      404,
    );
  });
});

describe('under a procedure that approves its answers', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('approvals', '2026-04-20', ODDITIES);
  });
  after(() => server.close());

  const WORDS = { 'parts.reasons.1': 'The lamp was mended on the day.' };

  async function drafted(): Promise<string> {
    const id = await logCase(server, { service: 'homes' });
    await doOn(server, id, 'define', { input: { points: [{ text: 'The lamp' }], 'outcome-sought': 'Light' } });
    await doOn(server, id, 'record-finding', { input: { findings: { 1: { finding: 'not-upheld' } } }, by: 'officer' });
    server.signIn('officer');
    assert.equal((await server.send(action(id, 'respond'), { ...WORDS, _do: 'keep' })).status, 303);
    return id;
  }
  const approve = async (id: string): Promise<void> => {
    for (const by of ['manager', 'manager-2']) await doOn(server, id, 'do-step', { step: 'approve', by });
  };

  test('an approval that is outstanding is missing, and leads to where it is given', async () => {
    const id = await drafted();
    const missing = regionOf(await show(server, action(id, 'respond')), 'still-missing');
    assert.match(missing, /href="\/cases\/[^"]+\/actions\/step%3Aapprove"[^>]*>“Approve it” has to be done first/);
  });

  test('before an edit it says that an edit undoes the approval; after it, what was changed and that it cannot go', async () => {
    const id = await drafted();
    await approve(id);
    const page = await show(server, action(id, 'respond'));
    assert.match(
      plain(regionOf(page, 'approvals')),
      /Approve it Done .*Manager One, .*If you change the words or the findings now, the letter has to be approved again/i,
    );
    const { regions } = await type(server, id, 'respond', page, { 'parts.reasons.1': 'The lamp was mended in May.' });
    assert.match(
      plain(regions['approvals'] ?? ''),
      /The words are not those that were approved.*cannot be sent like this/,
    );
    assert.match(regions['approvals'] ?? '', /<del>[\s\S]*on the day[\s\S]*<\/del>/);
    assert.match(plain(regions['still-missing'] ?? ''), /was done for other words or findings than these/);
    const sent = await server.send(action(id, 'respond'), { 'findings.1.finding': 'not-upheld', channel: 'letter' });
    assert.equal(sent.status, 400, 'the engine refuses it');

    const kept = await server.send(action(id, 'respond'), { _do: 'keep' });
    assert.equal(kept.status, 303);
    const again = await show(server, action(id, 'respond'));
    assert.match(wordsOf(again), /This version is kept\. It has to be approved again before it can go/);
    assert.match(plain(regionOf(again, 'approvals')), /Approve it Needed .*for earlier words, so it counts no more/);
    server.signIn('manager');
    const matter = await show(server, action(id, 'step:approve'));
    assert.match(
      wordsOf(matter),
      /The letter as it would go .*What changed since the last approval .*The lamp was mended removed: on the day/i,
    );
    assert.match(wordsOf(matter), /Dear Jo Sample .*The lamp was mended in May\./);
    await approve(id);
    server.signIn('officer');
    const gone = await server.send(action(id, 'respond'), { 'findings.1.finding': 'not-upheld', channel: 'letter' });
    assert.equal(gone.status, 303, wordsOf(gone.body));
  });
});
