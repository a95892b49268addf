// Stockport Homes, on the pages: a complaint about a member of staff goes on without them, and few see it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { findResidentView } from '../../../app/portal/follow/find-resident-view.ts';
import { findCommand } from '../../../engine/index.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { answerAll, doOn, loadCase, logCase, sayWhy, standingNow } from '../../support/drive-case.ts';

const STORY = 'The officer laughed at me on the stairs';
const MARKER = 'Kestrelwing';
const NAMED = 'senior-officer';
const textOf = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

let server: CaseworkServer;
let id: string;
const page = (): string => caseworkPaths.casePage({ id });
const action = (name: string): string => caseworkPaths.action({ id, action: name });

describe('a complaint about a member of staff', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-03-30');
    id = await logCase(server, {
      'what-happened': STORY,
      subject: STORY,
      'about-staff-conduct': true,
      'person-complained-about': NAMED,
    });
    const points = [{ text: 'Laughter on the stairs' }];
    await doOn(server, id, 'define', {
      input: { points, 'outcome-sought': 'An apology' },
      by: 'customer-feedback-officer',
    });
  });
  after(() => server.close());

  test('[SH-2.6] it goes on: the Customer Feedback team opens it with a reason, and gives it to somebody', async () => {
    server.signIn('customer-feedback-officer-2');
    assert.equal((await server.get(page())).status, 303, 'asked why first');
    await sayWhy(server, id);
    const given = await server.send(action('allocate'), { to: 'investigating-officer' });
    assert.equal(given.status, 303, textOf(given.body));
    server.signIn('investigating-officer');
    await sayWhy(server, id);
    const shown = textOf((await server.get(page())).body);
    assert.match(shown, /Restricted: few see it/);
    assert.match(shown, /Stage One acknowledgement Running Due Wednesday 8 April 2026/);
  });

  test('[SH-2.6] the person named finds it nowhere, and cannot be given it', async () => {
    server.signIn(NAMED);
    const { reference } = (await loadCase(server, id)).origin;
    for (const address of [page(), caseworkPaths.print({ id }), caseworkPaths.opening({ id }), action('respond')])
      assert.equal((await server.get(address)).status, 404, address);
    const lists = [
      caseworkPaths.cases(),
      caseworkPaths.cases(undefined, { q: reference }),
      caseworkPaths.cases(undefined, { q: 'laughed stairs' }),
      caseworkPaths.myWork(),
      caseworkPaths.board(),
      caseworkPaths.promises(),
    ];
    for (const list of lists) {
      const { body } = await server.get(list);
      const said = textOf(body.replaceAll(/value="[^"]*"/g, ''));
      assert.ok(!said.includes(STORY) && !body.includes(id), list);
    }
    server.signIn('customer-feedback-officer-2');
    await sayWhy(server, id);
    const form = textOf((await server.get(action('allocate'))).body);
    assert.match(form, /Senior officer One .*The complaint is about this person, so they can neither see nor touch it/);
    const refused = await server.send(action('allocate'), { to: NAMED });
    assert.equal(refused.status, 400);
    assert.equal((await loadCase(server, id)).events.filter(({ type }) => type === 'allocated').length, 1);
  });

  test('[SH-2.6] a colleague outside does not find it either, and an ordinary complaint they do', async () => {
    server.signIn('investigating-officer-2');
    const { reference } = (await loadCase(server, id)).origin;
    assert.equal((await server.get(page())).status, 404);
    assert.ok(!(await server.get(caseworkPaths.cases())).body.includes(reference));
    const plain = await logCase(server, { 'about-staff-conduct': false });
    assert.equal((await server.get(caseworkPaths.casePage({ id: plain }))).status, 200);
  });

  test('[SH-2.6] a disciplinary referral is noted, and no letter, resident’s page or mail has a word of it', async () => {
    server.signIn('customer-feedback-officer');
    await sayWhy(server, id);
    const [year, month, day] = ['2026', '03', '30'];
    const noted = await server.send(action('step:note-disciplinary-referral'), {
      'disciplinary-referred-on-year': year,
      'disciplinary-referred-on-month': month,
      'disciplinary-referred-on-day': day,
      note: `Outcome ${MARKER}`,
    });
    assert.equal(noted.status, 303, textOf(noted.body));
    assert.match((await server.get(page())).body, new RegExp(MARKER), 'staff who see the case read it');
    const standing = standingNow(server, await loadCase(server, id));
    const input = answerAll(standing, { command: findCommand('acknowledge')!, step: undefined });
    await doOn(server, id, 'acknowledge', { input, by: 'customer-feedback-officer' });
    const record = await loadCase(server, id);
    let letters = 0;
    const resident = findResidentView(
      server.parts.texts,
      { ...record, follower: 'resident-1', since: 1 },
      server.parts.today(),
    );
    assert.doesNotMatch(JSON.stringify(resident), new RegExp(`${MARKER}|isciplin`));
    for (const { n } of record.events) {
      const letter = await server.get(caseworkPaths.letter({ id, n }));
      if (letter.status !== 200) continue;
      letters += 1;
      assert.doesNotMatch(letter.body, new RegExp(`${MARKER}|isciplin`), `letter ${n}`);
    }
    assert.equal(letters, 1);
    for (const name of ['acknowledge', 'respond', 'send-update']) {
      const form = await server.get(action(name));
      const prepared = /<textarea[\s\S]*<\/textarea>/.exec(form.body)?.[0] ?? '';
      assert.doesNotMatch(prepared, new RegExp(MARKER), name);
    }
    const mail = await server.parts.casebook.database.inOrganisation(server.organisation, (tx) =>
      tx.selectFrom('outbox').select('payload').where('organisation', '=', server.organisation).execute(),
    );
    assert.doesNotMatch(JSON.stringify(mail), new RegExp(MARKER));
  });
});
