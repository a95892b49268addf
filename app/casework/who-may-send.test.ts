// Every form of the cases, sent by each kind of person who does no casework: nothing is recorded, whatever they send.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hasFollowCode } from '../../app/identity/follow-codes.ts';
import { listActions } from '../../engine/index.ts';
import { type CaseworkServer, fillForm, openCaseworkServer } from '../../test/support/casework-server.ts';
import { doOn, loadCase, logCase, sayWhy, standingNow } from '../../test/support/drive-case.ts';
import { TOKEN_FIELD } from '../web/form-token.ts';
import { hasForm, keyOf } from './actions/find-action.ts';
import { actorOf } from './get-signed-in.ts';
import { caseworkPaths } from './paths.ts';

const ODDITIES = fileURLToPath(new URL('../../test/oddities', import.meta.url));
const DAY = '2026-04-20';

type Sent = { readonly url: string; readonly inputs: Record<string, string> };
/** A case and another one beside it, both as nobody has sorted them, and what of them somebody sends. */
type World = { readonly server: CaseworkServer; readonly id: string; readonly other: string };

const referenceOf = async ({ server }: World, id: string) => (await loadCase(server, id)).origin.reference;

/** What somebody who may do everything sends to each route of the cases. */
const SENDS: Readonly<Record<string, (world: World) => Promise<readonly Sent[]>>> = {
  [caseworkPaths.sort.pattern]: async (world) => {
    const url = caseworkPaths.sort({ id: world.id });
    const into = await referenceOf(world, world.other);
    return [
      { url, inputs: { 'sort-as': 'part-of', 'other-reference': into, _do: 'confirm' } },
      { url, inputs: { 'sort-as': 'not-ours', why: 'No', 'pointed-to': 'There', _do: 'confirm' } },
      { url, inputs: { 'sort-as': 'complaint', service: 'homes', _do: 'confirm' } },
    ];
  },
  [caseworkPaths.beside.pattern]: async (world) => {
    const reference = await referenceOf(world, world.other);
    const url = caseworkPaths.beside({ id: world.id });
    return ['link', 'keep-apart', 'undo-link', 'undo-apart'].map((does) => ({
      url,
      inputs: { reference, do: does, sure: 'yes' },
    }));
  },
  [caseworkPaths.unsort.pattern]: async ({ id }) => [{ url: caseworkPaths.unsort({ id }), inputs: {} }],
  [caseworkPaths.action.pattern]: async (world) => fillActions(world),
  [caseworkPaths.investigation.pattern]: async ({ server, id }) => {
    const url = caseworkPaths.investigation({ id });
    return [{ url, inputs: fillForm((await server.get(url)).body, DAY) }];
  },
  [caseworkPaths.followCode.pattern]: async ({ id }) => [{ url: caseworkPaths.followCode({ id }), inputs: {} }],
  [caseworkPaths.board.pattern]: async ({ id }) => [
    { url: caseworkPaths.board(), inputs: { cases: id, to: 'officer', why: 'They know it.' } },
  ],
};

/** Routes that record nothing on a case: what belongs to whoever sends it, or only asks; and logging, which is for everybody. */
const OF_THEIR_OWN: readonly string[] = [
  ...[caseworkPaths.typing, caseworkPaths.opening, caseworkPaths.casesSearch, caseworkPaths.casesExport],
  ...[caseworkPaths.casesFilters, caseworkPaths.casesFilter, caseworkPaths.absences, caseworkPaths.endAbsence],
  ...[caseworkPaths.mySettings, caseworkPaths.newCase, caseworkPaths.putIn],
].map(({ pattern }) => pattern);
/** Tried where there is a panel: `app/casework/panel/panel.test.ts`. */
const OF_PANELS: readonly string[] = [caseworkPaths.myPanel.pattern, caseworkPaths.panelPapers.pattern];

/** Each form that somebody with every role may send as the case stands, filled in. */
async function fillActions({ server, id }: World): Promise<readonly Sent[]> {
  const all = server.people.find((one) => one.id === 'all')!;
  const standing = standingNow(server, await loadCase(server, id));
  const allowed = listActions(standing, actorOf(all)).filter((one) => hasForm(one) && one.refusals.length === 0);
  const sent: Sent[] = [];
  for (const action of allowed) {
    const url = caseworkPaths.action({ id, action: keyOf(action) });
    sent.push({ url, inputs: { ...fillForm((await server.get(url)).body, DAY), recording: '2' } });
  }
  return sent;
}

/** How far a case is: in the inbox, sorted and nothing more, or worked on. */
type Place = 'inbox' | 'sorted' | 'worked-on';
const PLACES: Readonly<Record<string, readonly Place[]>> = {
  [caseworkPaths.sort.pattern]: ['inbox', 'worked-on'],
  [caseworkPaths.unsort.pattern]: ['sorted'],
};

const OUTSIDE = [
  {
    restricted: false,
    people: { none: 'an administrator without a role', 'sister-company': 'who only logs complaints' },
  },
  { restricted: true, people: { 'officer-2': 'an officer outside a restricted case' } },
] as const;

describe('who may send the forms of a case', () => {
  let server: CaseworkServer;
  before(async () => {
    server = await openCaseworkServer('open-to-few', DAY, ODDITIES);
    Object.assign(server.people.find(({ id }) => id === 'none')!, { administrator: true });
  });
  after(() => server.close());

  /** Two cases, with something recorded on both. */
  async function prepare(place: Place, restricted: boolean): Promise<World> {
    server.signIn('all');
    const id = await logCase(server, { abuse: restricted, untriaged: place !== 'worked-on' });
    const other = await logCase(server, { abuse: restricted });
    for (const one of [id, other]) {
      await doOn(server, one, 'note', { input: { text: 'She rang.' }, by: 'all' });
      if (restricted) await sayWhy(server, one);
    }
    if (place === 'sorted') await doOn(server, id, 'classify', { input: { kind: 'complaint' }, by: 'all' });
    if (place === 'worked-on')
      await doOn(server, id, 'define', { input: { points: [{ text: 'A point' }] }, by: 'all' });
    return { server, id, other };
  }

  async function recordedOn({ id, other }: World): Promise<string> {
    const code = await hasFollowCode(server.parts.casebook, server.organisation, id, 'resident-1');
    return [(await loadCase(server, id)).version, (await loadCase(server, other)).version, code].join();
  }

  /** Sends it all as somebody, each under a token of their own. Answers how each was answered. */
  async function sendAs(person: string, sends: readonly Sent[]): Promise<string> {
    server.signIn(person);
    const { [TOKEN_FIELD]: token = '' } = await server.readForm(caseworkPaths.newCase(), caseworkPaths.newCase());
    assert.notEqual(token, '');
    const answers: string[] = [];
    for (const { url, inputs } of sends) {
      const { status } = await server.post(url, { ...inputs, [TOKEN_FIELD]: token });
      answers.push(`${url} ${status}`);
    }
    return answers.join('\n');
  }

  test('every route that takes a form is tried here, or named as one that records nothing on a case', () => {
    const taking = server.routes.filter(({ method, access }) => method === 'POST' && access !== 'administrator');
    const known = [...Object.keys(SENDS), ...OF_THEIR_OWN, ...OF_PANELS];
    assert.deepEqual(taking.map(({ url }) => url).toSorted(), known.toSorted());
  });

  test('whoever may not is told so themselves, and who is chosen is told of', async () => {
    const { id } = await prepare('worked-on', false);
    server.signIn('none');
    const { body } = await server.get(caseworkPaths.action({ id, action: 'note' }));
    assert.match(body, /You hold no role in the procedure, and this is for somebody who does/);
    assert.match((await server.get(caseworkPaths.casePage({ id }))).body, /You hold no role in the procedure/);
  });

  for (const [pattern, describeSends] of Object.entries(SENDS)) {
    test(`${pattern}: nothing is recorded by whoever does no casework, and something by who does`, async () => {
      for (const place of PLACES[pattern] ?? (['worked-on'] as const)) {
        for (const { restricted, people } of OUTSIDE) {
          const world = await prepare(place, restricted);
          const sends = await describeSends(world);
          const before = await recordedOn(world);
          for (const [person, is] of Object.entries(people)) {
            const answers = await sendAs(person, sends);
            assert.equal(await recordedOn(world), before, `${is}, ${place}: ${answers}`);
          }
          if (restricted) continue;
          const answers = await sendAs('all', sends.slice(0, 4));
          if (pattern !== caseworkPaths.sort.pattern || place === 'inbox')
            assert.notEqual(await recordedOn(world), before, `nothing was recorded by anybody, ${place}: ${answers}`);
        }
      }
    });
  }
});
