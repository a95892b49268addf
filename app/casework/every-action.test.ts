import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findCommand, listActions } from '../../engine/index.ts';
import { type CaseworkServer, fillForm, openCaseworkServer } from '../../test/support/casework-server.ts';
import { answerAll, doOn, loadCase, logCase, standingNow, walkCase } from '../../test/support/drive-case.ts';
import { hasForm, keyOf } from './actions/find-action.ts';
import { actorOf } from './get-signed-in.ts';
import { caseworkPaths } from './paths.ts';

const PACKS = ['anytown-homes', 'stockport-homes', 'carecall', 'resolution-team', 'council-housing', 'housing-plus'];

/** Words that a page only holds when something was forgotten. */
const SLIPS = /\bundefined\b|\[object |\{[a-zA-Z-]+\}|NaN/;

for (const pack of PACKS) {
  describe(`every position of ${pack}`, () => {
    let server: CaseworkServer;
    before(async () => {
      server = await openCaseworkServer(pack, '2026-03-02');
      addPeopleOfServices(server);
    });
    after(() => server.close());

    test('the case page, every form, the print page and every letter open, for each role, with whole sentences', async () => {
      const id = await logCase(server);
      const seen = new Set<string>();
      const stages = new Set<string>();
      await walkCase(server, id, async (standing) => {
        stages.add(standing.state.visits.at(-1)?.stage ?? '');
        for (const person of ['all', 'none']) {
          server.signIn(person);
          await opens(server, caseworkPaths.casePage({ id }));
        }
        server.signIn('all');
        for (const action of listActions(standing, actorOf(server.people[0]!))) {
          const key = keyOf(action);
          const place = `${key} ${action.refusals.map(({ code }) => code).join()} ${standing.state.visits.length}`;
          if (!hasForm(action) || seen.has(place)) continue;
          seen.add(place);
          await opens(server, caseworkPaths.action({ id, action: key }));
        }
      });
      await opens(server, caseworkPaths.print({ id }));
      const record = await loadCase(server, id);
      const page = await opens(server, caseworkPaths.casePage({ id }));
      const letters = [...page.matchAll(/\/letters\/(\d+)"/g)].map(([, n = '']) => n);
      assert.ok(letters.length >= 2, `letters of ${pack}: ${letters.length}`);
      for (const n of letters) await opens(server, caseworkPaths.letter({ id, n }));
      assert.ok(stages.size >= 2, [...stages].join());
      assert.ok(standingNow(server, record).state.responses.length >= 2, 'both responses went');
    });

    test('every form that is allowed in the middle of a stage can be filled in, and is taken', async () => {
      server.setDay('2026-04-20');
      let id = await prepare(server);
      let fresh = true;
      const all = await listAllowed(server, id);
      assert.ok(all.length > 20);
      const left = new Set(all.toSorted((a, b) => Number(ENDS.test(a)) - Number(ENDS.test(b))));
      while (left.size > 0) {
        const allowed = await listAllowed(server, id);
        const key = [...left].find((one) => allowed.includes(one));
        assert.ok(key !== undefined || !fresh, `on a new case nothing of these can be done: ${[...left].join()}`);
        const sent = key === undefined ? undefined : await sendFilled(server, id, key);
        // What was done before on the same case may stand in the way: a form counts as refused on a new case only.
        if (key !== undefined && sent && (fresh || sent.status === 303)) {
          const words = wordsOf(sent.body).slice(0, 500);
          assert.equal(sent.status, key === 'pay' ? 400 : 303, `${key}: ${words}`);
          assert.doesNotMatch(words, SLIPS);
          if (sent.status === 303) await opens(server, sent.location ?? '');
          left.delete(key);
        }
        fresh = key === undefined || sent?.status !== 303;
        if (fresh && left.size > 0) id = await prepare(server);
      }
    });

    test('every link to a clause leads to its words', async () => {
      const id = await logCase(server);
      const page = await opens(server, caseworkPaths.casePage({ id }));
      const links = new Set([...page.matchAll(/href="(\/clauses\/[^"]+)"/g)].map(([, href = '']) => href));
      assert.ok(links.size > 3);
      for (const href of links) await opens(server, href.replaceAll('&amp;', '&'));
    });
  });
}

/** What ends a case or a stage, or undoes something: tried last, so that one case serves for most forms. */
const ENDS = /^(close|withdraw|refuse|refer|respond|undo|void|correct|classify|pay)/;

/** What somebody who answers everything would get wrong: an apology costs nothing, one request asks one person, the receipt stays, nobody is complained about, a ground has to fit, a review comes later. */
const OTHERWISE: Readonly<Record<string, Record<string, string>>> = {
  promise: { amount: '' },
  'request-information': { 'asked-of': '', 'asked-email': 'office@example.org' },
  void: { recording: '2' },
  classify: { 'person-complained-about': '' },
  'restrict-contact': { 'review-on-year': '2027' },
  'restrict-case': { person: 'none' },
  'record-facts': { 'person-complained-about': '' },
};

async function listAllowed(server: CaseworkServer, id: string): Promise<readonly string[]> {
  const standing = standingNow(server, await loadCase(server, id));
  const actions = listActions(standing, actorOf(server.people[0]!));
  return actions.filter((action) => hasForm(action) && action.refusals.length === 0).map(keyOf);
}

async function sendFilled(server: CaseworkServer, id: string, key: string) {
  const url = caseworkPaths.action({ id, action: key });
  // what can be undone is something that stays in the house, and there before the form is opened
  const note = key === 'undo' ? { recording: String(await noteOn(server, id)) } : {};
  const filled = fillForm(await opens(server, url), '2026-04-20');
  const other = key === 'link' ? { to: (await loadCase(server, await logCase(server))).origin.reference } : {};
  const grounds = server.policy.pack.intake['not-accepted']?.grounds ?? [];
  const ground = filled['ground'] === undefined ? {} : { ground: grounds.find(({ when }) => !when)?.id ?? '' };
  return server.send(url, { ...filled, ...ground, ...note, ...other, ...OTHERWISE[key] });
}

/** The number of a note made for this. */
async function noteOn(server: CaseworkServer, id: string): Promise<number> {
  await doOn(server, id, 'note', { input: { text: 'She rang about another block.' } });
  return (await loadCase(server, id)).version;
}

/** Who holds the roles that belong to a service, one for each. */
function addPeopleOfServices({ people, policy: { pack } }: CaseworkServer): void {
  for (const { id: role, title, area } of pack.roles)
    for (const service of area ? pack.services : [])
      people.push({
        id: `${role}-of-${service.id}`,
        name: `${title} of ${service.name}`,
        email: `${role}.${service.id}@example.org`,
        state: 'active',
        roles: [{ role, area: service.id }],
        administrator: false,
      });
}

/** A case that is defined, given to somebody, acknowledged, and holds a promise that is not money. */
async function prepare(server: CaseworkServer): Promise<string> {
  const facts = Object.entries(server.policy.pack.facts).filter(([, fact]) => fact.required && fact.at === 'triage');
  const id = await logCase(
    server,
    Object.fromEntries(facts.flatMap(([name, { kind }]) => (kind === 'yes-no' ? [[name, false]] : []))),
  );
  const handler = server.people[0]!;
  if (!(await listAllowed(server, id)).includes('define')) await doOn(server, id, 'request-escalation');
  for (const name of ['define', 'allocate', 'acknowledge']) {
    const command = findCommand(name)!;
    const input = answerAll(standingNow(server, await loadCase(server, id)), { command, step: undefined });
    const own = {
      define: { points: [{ text: 'The leak' }, { text: 'The visits' }] },
      allocate: { to: handler.id, 'to-roles': handler.roles },
    }[name];
    await doOn(server, id, name, { input: { ...input, ...own } });
  }
  const kind = server.policy.pack.remedies?.heads.find(({ money }) => !money)?.id;
  await doOn(server, id, 'promise', { input: { what: 'Mend it', owner: 'all', due: '2026-05-01', kind } });
  return id;
}

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

async function opens(server: CaseworkServer, url: string): Promise<string> {
  const { status, body } = await server.get(url);
  const words = wordsOf(body);
  assert.equal(status, 200, `${url}: ${words.slice(0, 600)}`);
  const slip = SLIPS.exec(words);
  assert.equal(slip, null, `${url}: …${words.slice(Math.max(0, (slip?.index ?? 0) - 80), (slip?.index ?? 0) + 60)}…`);
  return body;
}
