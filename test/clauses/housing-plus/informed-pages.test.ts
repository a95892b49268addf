// Housing Plus, in the staff pages: the next word to the complainant, whether they are happy, and what regulators require.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { listActions } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { answerAll, doOn, entitled, loadCase, logCase, standingNow } from '../../support/drive-case.ts';

const POLICIES = process.env['REDRESS_POLICIES'];
const OFFICER = 'customer-advocacy-officer';

describe('people are kept informed, and requirements met', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('housing-plus', '2026-03-25', POLICIES);
  });
  after(() => server.close());

  /** Logged on Wednesday 25 March 2026, acknowledged on the 26th, and given to the officer. */
  const open = async (): Promise<string> => {
    server.signIn('all');
    server.setDay('2026-03-25');
    const id = await logCase(server, { service: 'homes-plus' });
    await doOn(server, id, 'define', { input: { points: [{ text: 'The leak' }], 'outcome-sought': 'Mend it' } });
    server.setDay('2026-03-26');
    await doOn(server, id, 'acknowledge', { input: { parts: { responsibilities: 'The roof is ours.' } } });
    const officer = server.people.find(({ id: one }) => one === OFFICER);
    await doOn(server, id, 'allocate', { input: { to: OFFICER, 'to-roles': officer?.roles } });
    return id;
  };
  const casePage = async (id: string): Promise<string> =>
    (await server.get(caseworkPaths.casePage({ id }))).body.replace(/\s+/g, ' ');
  const section = (page: string, id: string): string =>
    new RegExp(`<section id="${id}">.*?</section>`).exec(page)?.[0] ?? '';
  const workOf = async (person: string): Promise<string> => {
    server.signIn(person);
    const { body } = await server.get(caseworkPaths.myWork());
    server.signIn('all');
    return body.replace(/\s+/g, ' ');
  };
  const dateOf = (name: string, day: string): Record<string, string> => {
    const [year = '', month = '', date = ''] = day.split('-');
    return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
  };

  test('[HP-S.3] the next word has a day with its working; overdue it stands on My work, and speaking to them moves it', async () => {
    const id = await open();
    const shown = section(await casePage(id), 'contact-plan');
    // 27, 30, 31 March, 1, 2, 7 to 10, 13 April
    assert.match(shown, /Monday 13 April 2026/);
    assert.match(shown, /Good Friday/);
    assert.doesNotMatch(shown, /Overdue/);
    server.setDay('2026-04-14');
    assert.match(section(await casePage(id), 'contact-plan'), /Overdue/);
    const work = await workOf(OFFICER);
    const late = /id="late".*?<\/section>|Late<\/h2>.*?<\/table>/.exec(work)?.[0] ?? work;
    assert.match(late, /Next word to the complainant/);
    const contact = caseworkPaths.action({ id, action: 'contact' });
    assert.equal((await server.send(contact, { reached: 'no', 'what-was-said': 'No reply.' })).status, 303);
    assert.match(section(await casePage(id), 'contact-plan'), /Overdue/);
    assert.equal((await server.send(contact, { reached: 'yes', 'what-was-said': 'We spoke.' })).status, 303);
    const after = section(await casePage(id), 'contact-plan');
    assert.doesNotMatch(after, /Overdue/);
    assert.match(after, /Tuesday 28 April 2026/);
  });

  test('[HP-S.3] how they want to hear is agreed, and the contact form says so', async () => {
    const id = await open();
    const plan = caseworkPaths.action({ id, action: 'set-contact-plan' });
    const refused = await server.send(plan, { every: '0', 'plan-channel': 'letter', 'plan-notes': 'Large print.' });
    assert.equal(refused.status, 400);
    assert.match(refused.body, /Large print\./);
    const agreed = await server.send(plan, { every: '3', 'plan-channel': 'letter', 'plan-notes': 'Large print.' });
    assert.equal(agreed.status, 303);
    const form = (await server.get(caseworkPaths.action({ id, action: 'contact' }))).body;
    assert.match(form, /They want to hear from you by letter\./);
    assert.match(form, /Large print\./);
    assert.match(section(await casePage(id), 'contact-plan'), /Tuesday 31 March 2026/);
  });

  test('[HP-S.3] whether they were happy is asked from the response on, shown on the case and counted', async () => {
    const id = await open();
    const say = caseworkPaths.action({ id, action: 'record-satisfaction' });
    const early = await server.send(say, { 'happy-with-solution': 'unhappy' });
    assert.equal(early.status, 400);
    assert.match(early.body, /No response has gone yet/);
    assert.doesNotMatch(section(await casePage(id), 'contact-plan'), /Happy with the solution/);
    await answerIt(id);
    assert.match(section(await casePage(id), 'contact-plan'), /Not recorded yet/);
    const count = async (): Promise<string> =>
      (await server.get(caseworkPaths.satisfaction())).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    assert.match(await count(), /All 0 0 0 1/);
    assert.equal((await server.send(say, { 'happy-with-solution': 'unhappy' })).status, 303);
    assert.match(section(await casePage(id), 'contact-plan'), /They were not/);
    assert.match(await count(), /All 0 1 0 0/);
    server.signIn('none');
    assert.match(await count(), /All 0 1 0 0/);
    server.signIn('all');
    assert.ok((await server.get(caseworkPaths.myWork())).body.includes(`href="${caseworkPaths.satisfaction()}"`));
  });

  /** Talked over, found on, approved by both and answered, all on one day. */
  const answerIt = async (id: string): Promise<void> => {
    const take = async (
      name: string,
      step?: string,
      more: Record<string, unknown> = {},
      by = OFFICER,
    ): Promise<void> => {
      const standing = standingNow(server, await loadCase(server, id));
      const found = listActions(standing, entitled(by)).find(
        ({ command, step: own }) => command.name === name && (step === undefined || own?.id === step),
      );
      assert.ok(found, name);
      await doOn(server, id, name, { input: { ...answerAll(standing, found), ...more }, by, ...(step && { step }) });
    };
    await take('do-step', 'name-leads');
    await take('contact');
    await take('do-step', 'agree-answer-way', { 'answer-way': 'letter' });
    await take('record-finding', undefined, { findings: { 1: { finding: 'not-upheld', reasons: 'It was mended.' } } });
    await take('do-step', 'approve-by-head', {}, 'a-head');
    await take('do-step', 'approve-by-officer');
    await take('respond', undefined, { channel: 'letter' });
  };

  test('[HP-1.3] what a regulator requires by a day is on the case and on My work, overdue when its day is over', async () => {
    const id = await open();
    const record = caseworkPaths.action({ id, action: 'record-requirement' });
    const what = { 'required-by': 'regulator', 'requirement-text': 'An account of the repairs.' };
    const without = await server.send(record, what);
    assert.equal(without.status, 400);
    assert.match(without.body, /An account of the repairs\./);
    assert.equal((await server.send(record, { ...what, ...dateOf('required-on', '2026-03-30') })).status, 303);
    const open1 = section(await casePage(id), 'requirements');
    assert.match(open1, /A regulator/);
    assert.match(open1, /To be met/);
    server.setDay('2026-03-31');
    assert.match(section(await casePage(id), 'requirements'), /Overdue/);
    assert.match(await workOf(OFFICER), /Requirement 1: An account of the repairs\./);
    const meet = caseworkPaths.action({ id, action: 'meet-requirement' });
    assert.equal((await server.send(meet, { 'met-how': 'Sent by e-mail.' })).status, 303);
    assert.match(section(await casePage(id), 'requirements'), /Met on/);
    assert.doesNotMatch(await workOf(OFFICER), /An account of the repairs\./);
  });
});
