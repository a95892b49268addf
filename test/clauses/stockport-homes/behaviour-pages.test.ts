// Stockport Homes, on the pages: an incident, a restriction of contact, and where each contact step shows it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { doOn, loadCase, logCase } from '../../support/drive-case.ts';

const LIMITS = 'Calls, to one a week on Tuesday mornings';
const OPEN = 'Letters and e-mail at any time';
const REASON = 'Forty calls on 4 March';
const EQUALITY = 'He told us of his anxiety';

const RESTRICTION = {
  channels: 'telephone',
  limits: LIMITS,
  'stays-open': OPEN,
  'restriction-reason': REASON,
  'equality-note': EQUALITY,
  'review-on-day': '05',
  'review-on-month': '06',
  'review-on-year': '2026',
};

const textOf = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

let server: CaseworkServer;
let id: string;
const action = (name: string): string => caseworkPaths.action({ id, action: name });

describe('behaviour', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-03-05');
    id = await logCase(server, {});
    await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  });
  after(() => server.close());

  test('[SH-2.5] an officer records an incident, and may not restrict contact', async () => {
    server.signIn('investigating-officer');
    const sent = await server.send(action('record-incident'), {
      'incident-kind': 'abusive-behaviour',
      'what-they-did': 'Shouted at the caller',
      against: 'investigating-officer',
    });
    assert.equal(sent.status, 303, textOf(sent.body));
    const page = textOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(page, /Incident: Abusive behaviour Towards Investigating officer One/);
    const refused = await server.send(action('restrict-contact'), RESTRICTION);
    assert.equal(refused.status, 400);
    assert.match(textOf(refused.body), /This is for: Head of Service, Assistant Chief Executive/);
    assert.match(refused.body, new RegExp(LIMITS), 'what was typed is still there');
  });

  test('[SH-2.5] a restriction without what stays open, or reviewed before it begins, is refused', async () => {
    server.signIn('head-of-service');
    const shut = await server.send(action('restrict-contact'), { ...RESTRICTION, 'stays-open': '' });
    assert.equal(shut.status, 400);
    assert.match(textOf(shut.body), /What stays open\?/);
    const early = await server.send(action('restrict-contact'), { ...RESTRICTION, 'review-on-month': '03' });
    assert.equal(early.status, 400);
    assert.match(textOf(early.body), /the review comes after it begins/);
    assert.equal((await loadCase(server, id)).events.filter(({ type }) => type === 'contact-restricted').length, 0);
  });

  test('[SH-2.5] it stands on every step that contacts them, with what stays open, and not its reasons', async () => {
    const made = await server.send(action('restrict-contact'), RESTRICTION);
    assert.equal(made.status, 303, textOf(made.body));
    server.signIn('all');
    for (const name of ['contact', 'send-update', 'acknowledge', 'respond', 'give-verbal-response', 'extend']) {
      const page = await server.get(action(name));
      if (page.status === 404) continue;
      assert.match(page.body, new RegExp(OPEN), name);
      assert.match(page.body, new RegExp(LIMITS), name);
    }
    const shown = await server.get(action('acknowledge'));
    assert.equal(shown.status, 200);
    assert.doesNotMatch((await server.get(action('note'))).body, new RegExp(OPEN), 'a note is no contact');
    const page = textOf((await server.get(caseworkPaths.casePage({ id }))).body);
    for (const told of [LIMITS, OPEN, REASON, EQUALITY]) assert.match(page, new RegExp(told));
  });

  test('[SH-2.5] it stands on other cases with the same e-mail address or number too, within reach alone', async () => {
    const log = async (told: Record<string, string>): Promise<string> => {
      const made = await server.parts.casebook.register({
        ...{ organisation: server.organisation, actor: { id: 'door', kind: 'resident', roles: [] } },
        ...{ moment: { on: server.parts.today() }, input: { 'what-happened': 'Something else' } },
        resident: { 'resident-name': 'Jo Sample', ...told },
      });
      assert.ok('caseId' in made);
      return made.caseId;
    };
    await doOn(server, id, 'record-details', { input: { 'resident-email': 'jo@example.org' } });
    const same = await log({ 'resident-email': 'JO@example.org' });
    const namesake = await log({ 'resident-email': 'another@example.org' });
    const see = async (which: string): Promise<string> =>
      textOf((await server.get(caseworkPaths.action({ id: which, action: 'contact' }))).body);
    assert.match(await see(same), /somebody with the same e-mail address or telephone number is restricted/);
    assert.match(await see(same), new RegExp(OPEN));
    assert.match(textOf((await server.get(caseworkPaths.casePage({ id: same }))).body), new RegExp(LIMITS));
    assert.doesNotMatch(await see(namesake), new RegExp(OPEN), 'a name alone is nobody’s');
  });

  test('[SH-2.5] a call all the same is kept and pointed out, and the clocks run', async () => {
    const call = await server.send(action('contact'), { channel: 'telephone', 'what-was-said': 'He called us' });
    assert.equal(call.status, 303, textOf(call.body));
    const page = textOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(page, /There was a contact by telephone on .* a way that is limited/);
    assert.match(page, /Stage One acknowledgement.*?Due/i);
    const sent = await server.send(action('acknowledge'), { channel: 'letter' });
    assert.ok([303, 400].includes(sent.status));
  });

  test('[SH-2.5] an overdue review is flagged wherever it is shown, until it is kept, changed or lifted', async () => {
    server.setDay('2026-06-08');
    const overdue = textOf((await server.get(action('contact'))).body);
    assert.match(overdue, /Review overdue/);
    assert.match(
      textOf((await server.get(caseworkPaths.casePage({ id }))).body),
      /should have been reviewed by Friday 5 June/,
    );
    server.signIn('head-of-service');
    const why = { 'restriction-reason': 'Calmer since May', 'equality-note': 'Nothing new' };
    const form = await server.get(action('review-restriction'));
    for (const known of [LIMITS, OPEN, REASON, EQUALITY, 'Review overdue'])
      assert.ok(textOf(form.body).includes(known), `whoever reviews it reads: ${known}`);
    assert.match(form.body, /name="restriction" type="radio" value="1" checked/);
    const none = await server.send(action('review-restriction'), { ...why, 'review-outcome': 'kept' });
    assert.equal(none.status, 400);
    assert.ok(none.body.includes('href="#review-on-day"'), 'the day that is missing is linked');
    const lifted = await server.send(action('review-restriction'), { ...why, 'review-outcome': 'lifted' });
    assert.equal(lifted.status, 303, textOf(lifted.body));
    assert.doesNotMatch((await server.get(action('contact'))).body, new RegExp(OPEN));
    assert.match(textOf((await server.get(caseworkPaths.casePage({ id }))).body), /Lifted on/);
  });
});
