// A case that is restricted before anybody acted on it is worked by those whom whoever restricts it names.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, sayWhy, standingNow } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../paths.ts';

const OFFICER = 'complaints-officer';
const OTHER = 'complaints-officer-2';
const INVESTIGATOR = 'investigating-officer';
const MANAGER = 'complaints-manager';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('who works on a restricted case', () => {
  let server: CaseworkServer;
  let id: string;
  before(async () => {
    server = await openCaseworkServer('council-housing', '2026-03-30');
  });
  after(() => server.close());
  beforeEach(async () => {
    id = await logCase(server);
    server.signIn(MANAGER);
  });

  const action = (name: string): string => caseworkPaths.action({ id, action: name });
  /** Fills in a form in which several people are ticked. */
  async function sendNaming(name: string, inputs: Record<string, string>, people: readonly string[]) {
    const known = await server.readForm(action(name), action(name));
    const all = { ...known, ...inputs };
    return server.sendRaw(action(name), [
      ...Object.entries(all).filter(([one]) => one !== 'open-to'),
      ...people.map((person) => ['open-to', person] as const),
    ]);
  }
  const restrict = (people: readonly string[], more: Record<string, string> = {}) =>
    sendNaming(
      'restrict-case',
      { 'restrict-reason': 'safeguarding', why: 'She is afraid of a visitor.', ...more },
      people,
    );
  const casePage = async (person: string) => {
    server.signIn(person);
    return server.get(caseworkPaths.casePage({ id }));
  };
  const referenceOf = async (): Promise<string> => (await loadCase(server, id)).origin.reference;

  test('are named in the same step: they find it on My work, and do what their role lets them', async () => {
    const sent = await restrict([OFFICER, INVESTIGATOR]);
    assert.equal(sent.status, 303, wordsOf(sent.body));
    const reference = await referenceOf();
    assert.equal((await casePage(OTHER)).status, 404, 'whoever is not named stays outside');
    assert.ok(!(await server.get(caseworkPaths.myWork())).body.includes(reference));
    server.signIn(OFFICER);
    assert.ok((await server.get(caseworkPaths.myWork())).body.includes(reference), 'on My work of those named');
    assert.ok((await server.get(caseworkPaths.cases())).body.includes(reference));
    await sayWhy(server, id);
    const page = wordsOf((await casePage(OFFICER)).body);
    assert.match(page, /Only these see it: Complaints manager, .*Complaints officer One, Investigating officer One/);
    assert.match(page, /Define the complaint/);
    const defined = await server.send(action('define'), {
      'points.0.text': 'The damp',
      'points.1.text': 'The damp',
      'outcome-sought': 'Peace',
    });
    assert.equal(defined.status, 303, wordsOf(defined.body).slice(0, 500));
  });

  test('are named later by those who may restrict, and by nobody else; whoever is left out sees it no longer', async () => {
    await restrict([OFFICER]);
    assert.equal((await sendNaming('open-case-to', {}, [OTHER])).status, 303);
    const timeline = wordsOf((await casePage(MANAGER)).body);
    assert.match(timeline, /Named to work on the restricted case: Complaints officer Two/);
    assert.equal((await casePage(OFFICER)).status, 404);
    server.signIn(OTHER);
    await sayWhy(server, id);
    const refused = await server.get(action('open-case-to'));
    assert.match(wordsOf(refused.body), /This is for: Complaints manager/);
    server.signIn(MANAGER);
    const { version } = await loadCase(server, id);
    const undone = await server.send(action('undo'), { recording: String(version), why: 'A slip.' });
    assert.equal(undone.status, 303);
    assert.equal((await casePage(OTHER)).status, 404);
    server.signIn(OFFICER);
    await sayWhy(server, id);
    assert.equal((await casePage(OFFICER)).status, 200, 'undone, the first naming counts again');
  });

  test('is nobody from whom it is kept, nor anybody without a role; what was typed stays', async () => {
    const own = await restrict([OFFICER], { 'restrict-reason': 'own-complaint', person: OFFICER });
    assert.equal(own.status, 400);
    assert.match(wordsOf(own.body), /is named to work on it is the one it is kept from/);
    assert.match(own.body, /She is afraid of a visitor/);
    const idle = await restrict(['none']);
    assert.equal(idle.status, 400);
    assert.match(wordsOf(idle.body), /Select the answer to “Who may work on it\?” from the list/);
    assert.match(idle.body, /name="open-to"[^>]* value="complaints-officer"/);
    assert.doesNotMatch(idle.body, /name="open-to"[^>]* value="none"/, 'who holds no role is not offered');
    const input = {
      'restrict-reason': 'safeguarding',
      why: 'Afraid.',
      'open-to': ['none'],
      'open-to-roles': { none: [] },
    };
    await assert.rejects(doOn(server, id, 'restrict-case', { input }), /named-without-role/, 'nor taken otherwise');
    assert.equal((await loadCase(server, id)).version, 1);
    const open = await server.get(action('open-case-to'));
    assert.match(wordsOf(open.body), /Everybody who sees cases sees this one/);
  });

  test('a restriction from before people could be named still stands as it did', async () => {
    await doOn(server, id, 'restrict-case', { input: { 'restrict-reason': 'safeguarding', why: 'Afraid.' } });
    const { state } = standingNow(server, await loadCase(server, id));
    assert.deepEqual(state.openTo, []);
    assert.equal((await casePage(OFFICER)).status, 404);
    assert.equal((await casePage(MANAGER)).status, 303);
  });
});
