// A panel through its pages, from the days proposed to the decision, with a member who declares a conflict of interest.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { IsoDate } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, standingNow } from '../../../test/support/drive-case.ts';
import { readZip } from '../../../test/support/read-zip.ts';
import { caseworkPaths } from '../paths.ts';

const ODDITIES = fileURLToPath(new URL('../../../test/oddities', import.meta.url));
const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const action = (id: string, name: string): string => caseworkPaths.action({ id, action: name });
const dateParts = (name: string, day: string): Record<string, string> => {
  const [year = '', month = '', date = ''] = day.split('-');
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};

let server: CaseworkServer;

async function escalated(): Promise<string> {
  const id = await logCase(server, { service: 'homes', 'what-happened': 'The stairs have no rail.' });
  await doOn(server, id, 'define', { input: { points: [{ text: 'The stairs' }], 'outcome-sought': 'A rail' } });
  await doOn(server, id, 'note', { input: { text: 'Do not trust this person' } });
  await doOn(server, id, 'allocate', { step: 'give-to-head', input: { to: 'all' } });
  await doOn(server, id, 'allocate', { step: 'give-to-officer', input: { to: 'housing-officer' } });
  await doOn(server, id, 'record-finding', {
    by: 'housing-officer',
    input: { findings: { 1: { finding: 'not-upheld', reasons: 'Sound' } } },
  });
  await doOn(server, id, 'respond', { input: { channel: 'letter', parts: { reasons: { 1: 'It is sound.' } } } });
  await doOn(server, id, 'request-escalation');
  return id;
}

async function take(id: string, name: string, inputs: Record<string, string>): Promise<void> {
  const sent = await server.send(action(id, name), inputs);
  assert.equal(sent.status, 303, `${name}: ${wordsOf(sent.body).slice(0, 600)}`);
}

async function takeMany(id: string, name: string, inputs: readonly (readonly [string, string])[]) {
  const known = await server.readForm(action(id, name), action(id, name));
  const names = new Set(inputs.map(([one]) => one));
  const rest = Object.entries(known).filter(([one]) => !names.has(one));
  return server.sendRaw(action(id, name), [...rest, ...inputs]);
}

const page = async (id: string): Promise<string> => wordsOf((await server.get(caseworkPaths.panel({ id }))).body);

async function propose(id: string): Promise<void> {
  const sent = await takeMany(id, 'propose-panel-days', [
    ...Object.entries(dateParts('panel-first-day', '2026-05-05')),
    ...Object.entries(dateParts('panel-second-day', '2026-05-06')),
    ['panel-times', 'At ten, in the town hall'],
    ['panel-people', 'head-of-service'],
    ['panel-people', 'head-of-service-2'],
    ['panel-people', 'tenant'],
    ...Object.entries(dateParts('say-by', '2026-04-24')),
  ]);
  assert.equal(sent.status, 303, wordsOf(sent.body));
}

describe('the panel of a case', () => {
  before(async () => {
    server = await openCaseworkServer('a-panel', '2026-04-20', ODDITIES);
    const tenant = server.people.find(({ id }) => id === 'tenant')!;
    const roles = [{ role: 'tenant', trainedOn: '2025-01-31' as IsoDate }];
    server.people.splice(server.people.indexOf(tenant), 1, { ...tenant, roles });
  });
  after(() => server.close());

  test('a stage without a panel has no such page, and its case says nothing of one', async () => {
    server.signIn('all');
    const id = await logCase(server, { service: 'homes' });
    assert.equal((await server.get(caseworkPaths.panel({ id }))).status, 404);
    assert.doesNotMatch((await server.get(caseworkPaths.casePage({ id }))).body, /id="panel"/);
  });

  test('what is missing stands in the order of the work, each with the way to it', async () => {
    server.signIn('head-of-housing');
    const id = await escalated();
    const before = await server.get(caseworkPaths.panel({ id }));
    assert.equal(before.status, 200);
    assert.match(wordsOf(before.body), /Still missing Propose days .*Call the panel together/);
    assert.match(before.body, new RegExp(`href="${action(id, 'propose-panel-days')}"`));
    await propose(id);
    const words = await page(id);
    assert.match(words, /Head of service One has not said when they can come Asked to say by Friday 24 April 2026/);
    assert.match(words, /At ten, in the town hall/);
    const home = wordsOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(home, /Panel Not arranged yet\. 4 things are missing/);
  });

  test('a member without any sight of the case says when they can come, and learns no more of it', async () => {
    server.signIn('head-of-housing');
    const id = await escalated();
    await propose(id);
    const pack = server.policy.pack.roles.find((role) => role.id === 'tenant') as { reach?: string };
    pack.reach = 'logs-only';
    try {
      server.signIn('tenant');
      assert.equal((await server.get(caseworkPaths.panel({ id }))).status, 404);
      const mine = await server.get(caseworkPaths.myPanels());
      const words = wordsOf(mine.body);
      assert.match(words, /Say by Friday 24 April 2026 when you can come/);
      assert.match(words, /At ten, in the town hall/);
      assert.doesNotMatch(mine.body, /Jo Sample|rail|trust/);
      const address = caseworkPaths.myPanel({ case: id, what: 'availability' });
      const form = await server.readForm(caseworkPaths.myPanels(undefined, { case: id }), address);
      const token = Object.entries(form).filter(([name]) => name.startsWith('_'));
      const sent = await server.sendRaw(address, [...token, ['can-on', '2026-05-06']]);
      assert.equal(sent.status, 303, wordsOf(sent.body));
      assert.match(
        wordsOf((await server.get(caseworkPaths.myPanels(undefined, { case: id }))).body),
        /You said that you can come on Wednesday 6 May/,
      );
      const silent = caseworkPaths.myPanel({ case: id, what: 'declaration' });
      const unsaid = await server.sendRaw(silent, [...token, ['has-conflict', 'yes']]);
      assert.equal(unsaid.status, 400);
      assert.match(wordsOf(unsaid.body), /Nothing says what the conflict of interest is/);
    } finally {
      delete pack.reach;
    }
    server.signIn('officer');
    assert.match(wordsOf((await server.get(caseworkPaths.myPanels())).body), /Nothing is asked of you now/);
    const foreign = caseworkPaths.myPanel({ case: id, what: 'availability' });
    const own = await server.readForm(action(id, 'note'), action(id, 'note'));
    const token = Object.entries(own).filter(([name]) => name.startsWith('_'));
    assert.equal((await server.sendRaw(foreign, [...token, ['can-on', '2026-05-06']])).status, 404);
    server.signIn('head-of-housing');
    const record = await loadCase(server, id);
    const given = record.events.filter(({ type }) => type === 'panel-availability-given');
    assert.deepEqual(
      given.map((event) => event.type === 'panel-availability-given' && [event.person, event.by.id, event.can]),
      [['tenant', 'tenant', ['2026-05-06']]],
    );
    assert.match(await page(id), /Wednesday 6 May 2026 .*Tenant on the panel One Can come/);
  });

  test('whoever declares a conflict is refused the seat with the reason, and the form says who else may sit', async () => {
    server.signIn('head-of-housing');
    const id = await escalated();
    await propose(id);
    await take(id, 'declare-interest', {
      'panel-member': 'head-of-service-2',
      'has-conflict': 'yes',
      'conflict-what': 'They are neighbours',
    });
    const refused = await server.send(action(id, 'step:convene'), {
      'seats.head': 'head-of-service-2',
      'seats.tenant': 'tenant',
      ...dateParts('panel-on', '2026-05-06'),
    });
    assert.equal(refused.status, 400);
    const words = wordsOf(refused.body);
    assert.match(words, /Head of service: This person declared a conflict of interest on Monday 20 April 2026/);
    assert.match(words, /Who may sit here: [^.]*Head of service One/);
    assert.equal(
      standingNow(server, await loadCase(server, id)).state.steps.some(({ step }) => step === 'convene'),
      false,
    );
    const shown = await page(id);
    assert.match(shown, /Conflicts of interest Head of service Two , Monday 20 April 2026: They are neighbours/);
    const home = (await server.get(caseworkPaths.casePage({ id }))).body;
    assert.match(wordsOf(home), /Head of service Two declared a conflict of interest/);
  });

  test('papers are numbered into an order, read as one thing, and saved with their originals and digests', async () => {
    server.signIn('head-of-housing');
    const id = await escalated();
    await take(id, 'step:convene', {
      'seats.head': 'head-of-service',
      'seats.tenant': 'tenant',
      ...dateParts('panel-on', '2026-05-06'),
    });
    const bytes = Buffer.from('The handrail was removed in 2024.\n');
    const added = await server.sendFiles(
      action(id, 'add-evidence'),
      { kind: 'document', description: 'Survey of the stairs' },
      [{ name: 'survey.txt', bytes, type: 'text/plain' }],
    );
    assert.equal(added.status, 303, wordsOf(added.body));
    const form = await server.get(caseworkPaths.panel({ id }));
    assert.match(wordsOf(form.body), /Evidence 1: Survey of the stairs .*\(the complainant has not seen it\)/);
    assert.doesNotMatch(form.body, /trust/);
    const letter = /name="place\.(letter-\d+)"/.exec(form.body)?.[1] ?? '';
    const papers = caseworkPaths.panelPapers({ id });
    const twice = await server.send(
      papers,
      { 'place.complaint': '1', 'place.evidence-1': '1' },
      caseworkPaths.panel({ id }),
    );
    assert.equal(twice.status, 400);
    assert.match(wordsOf(twice.body), /Two papers have the number 1/);
    assert.match(twice.body, /name="place\.evidence-1"[^>]*value="1"|value="1"[^>]*name="place\.evidence-1"/);
    server.signIn('none');
    const own = await server.readForm(caseworkPaths.newCase(), caseworkPaths.newCase());
    const stranger = await server.post(papers, { ...own, 'place.complaint': '1' });
    assert.equal(stranger.status, 400, 'somebody without a role chooses no papers');
    assert.match(wordsOf(stranger.body), /You hold no role in the procedure/);
    server.signIn('head-of-housing');
    const done = await server.send(
      papers,
      { 'place.evidence-1': '1', 'place.complaint': '5', [`place.${letter}`]: '3' },
      caseworkPaths.panel({ id }),
    );
    assert.equal(done.status, 303, wordsOf(done.body));
    const read = await server.get(papers);
    assert.match(
      wordsOf(read.body),
      /Paper 1\. Evidence 1: Survey of the stairs.*The complainant has not seen this\. .*Paper 2\. Letter: Our answer.*It is sound.*Paper 3\. The complaint as they told it.*The stairs have no rail/,
    );
    assert.doesNotMatch(read.body, /trust/);
    const bundle = await server.fetchFile(caseworkPaths.panelBundle({ id }));
    assert.equal(bundle.status, 200);
    assert.match(String(bundle.headers['content-disposition']), /attachment; filename="papers-[\w-]+\.zip"/);
    const files = readZip(bundle.bytes);
    assert.deepEqual([...files.keys()], ['00 Papers.html', '01 survey.txt', 'SHA256SUMS.txt']);
    assert.deepEqual(files.get('01 survey.txt'), bytes);
    for (const line of String(files.get('SHA256SUMS.txt')).trim().split('\n')) {
      const [digest, name = ''] = line.split(/ {2}/);
      assert.equal(createHash('sha256').update(files.get(name)!).digest('hex'), digest, name);
    }
    assert.doesNotMatch(String(files.get('00 Papers.html')), /trust|<script/);
  });

  test('papers sent, minutes kept on the day, and the decision: nothing is missing then', async () => {
    server.setDay('2026-04-20');
    server.signIn('head-of-housing');
    const id = await escalated();
    await take(id, 'step:convene', {
      'seats.head': 'head-of-service',
      'seats.tenant': 'tenant',
      ...dateParts('panel-on', '2026-05-06'),
    });
    assert.match(await page(id), /Papers go by Tuesday 28 April 2026 How this was worked out .*Early May bank holiday/);
    for (const who of ['head-of-service', 'tenant'])
      await take(id, 'declare-interest', { 'panel-member': who, 'has-conflict': 'no' });
    await take(id, 'record-panel-reply', {
      'panel-coming': 'represented',
      'panel-with-whom': 'Her son speaks for her',
    });
    await server.send(caseworkPaths.panelPapers({ id }), { 'place.complaint': '1' }, caseworkPaths.panel({ id }));
    const posted = await takeMany(id, 'send-papers', [
      ['papers-to', 'head-of-service'],
      ['papers-to', 'tenant'],
      ['papers-to-complainant', 'yes'],
    ]);
    assert.equal(posted.status, 303, wordsOf(posted.body));
    assert.match(
      await page(id),
      /Sent Monday 20 April 2026, to Head of service One, Tenant on the panel One and the complainant/,
    );
    const early = await takeMany(id, 'keep-minutes', [
      ['panel-attended', 'tenant'],
      ['panel-said', 'Too early'],
    ]);
    assert.equal(early.status, 400);
    assert.match(wordsOf(early.body), /The panel meets on Wednesday 6 May 2026, and that day has not come/);
    server.setDay('2026-05-06');
    const kept = await takeMany(id, 'keep-minutes', [
      ['panel-attended', 'head-of-service'],
      ['panel-attended', 'tenant'],
      ['panel-said', 'Her son told us how she fell'],
      ['panel-questions', 'Was there ever a rail? Yes'],
    ]);
    assert.equal(kept.status, 303, wordsOf(kept.body));
    await take(id, 'step:hear', { 'points.1.conclusion': 'A rail was taken away and not replaced' });
    const words = await page(id);
    assert.match(words, /The panel has met/);
    assert.match(words, /Her son told us how she fell/);
    assert.match(words, /Point 1: The stairs A rail was taken away and not replaced Nothing is decided yet/);
    server.setDay('2026-04-20');
  });
});
