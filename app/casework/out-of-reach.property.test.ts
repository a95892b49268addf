// Whoever a case is out of reach for meets no word of it anywhere: random people, random cases, every list there is.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readXlsx } from 'hucre/xlsx';
import { type CaseworkServer, openCaseworkServer } from '../../test/support/casework-server.ts';
import { emptyDatabase } from '../../test/support/databases.ts';
import { doOn, loadCase, standingNow } from '../../test/support/drive-case.ts';
import { isStandingWithinReach } from '../identity/authority.ts';
import type { Person } from '../identity/person.ts';
import { writeDigest } from './digest/write-digest.ts';
import { caseworkPaths } from './paths.ts';

const SEED = 20260330;
const CASES = 14;
const TRIED = 9;

/** The same numbers in every run: mulberry32. */
function makeDice(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

type Made = { readonly id: string; readonly reference: string; readonly words: readonly string[] };

const dice = makeDice(SEED);
const pick = <T>(from: readonly T[]): T => from[dice(from.length)] as T;
/** A word of letters that stands in nothing else. */
const makeWord = (): string => `zq${Array.from({ length: 9 }, () => 'bcdfghjklmnp'[dice(12)]).join('')}`;

let server: CaseworkServer;
const cases: Made[] = [];

/** Open to all, about somebody, or closed by a decision; given to somebody or to nobody; with a promise or without. */
async function makeCase(kind: number): Promise<Made> {
  const [story, subject, name, promise] = [makeWord(), makeWord(), makeWord(), makeWord()];
  const staff = server.people.filter(({ roles }) => roles.length === 1);
  const about = kind % 3 === 0 ? { 'about-staff-conduct': true, 'person-complained-about': pick(staff).id } : {};
  const made = await server.parts.casebook.register({
    organisation: server.organisation,
    actor: { id: 'logger', kind: 'staff', roles: [], entitled: true },
    moment: { on: server.parts.today() },
    input: { 'what-happened': `It is about ${story}.`, subject: `The ${subject}`, ...about },
    resident: { 'resident-name': `Jo ${name}`, 'resident-email': `${name}@example.org` },
  });
  assert.ok('caseId' in made, JSON.stringify(made));
  const id = made.caseId;
  await doOn(server, id, 'define', {
    input: { points: [{ text: `Point ${story}` }], 'outcome-sought': subject },
    by: 'redress',
  });
  if (dice(2) === 0) {
    const to = pick(staff);
    const wish = { input: { to: to.id, 'to-roles': to.roles }, by: 'redress' };
    await doOn(server, id, 'allocate', wish).catch(() => undefined);
  }
  await doOn(server, id, 'promise', {
    input: { what: `Mend ${promise}`, owner: pick(staff).id, due: '2026-04-20' },
    by: 'redress',
  });
  if (kind % 3 === 1)
    await doOn(server, id, 'restrict-case', {
      input: { 'restrict-reason': 'own-complaint', person: pick(staff).id, why: `Because of ${story}` },
      by: 'redress',
    });
  return { id, reference: made.reference, words: [story, subject, name, promise] };
}

/** Every list, each as text, and what a spreadsheet of everything holds. */
async function readLists(person: Person, hidden: readonly Made[]): Promise<ReadonlyMap<string, string>> {
  const pages = [
    caseworkPaths.cases(),
    caseworkPaths.cases(undefined, { show: 'all' }),
    caseworkPaths.cases(undefined, { show: 'unassigned' }),
    caseworkPaths.myWork(),
    caseworkPaths.board(),
    caseworkPaths.promises(),
    caseworkPaths.procedure(),
  ];
  const texts = new Map<string, string>();
  for (const address of pages) texts.set(address, (await server.get(address)).body);
  // what was searched for stands in the box again, so what was found is looked at
  for (const { reference, words } of hidden)
    for (const q of [reference, ...words]) {
      const { body } = await server.get(caseworkPaths.cases(undefined, { q, show: 'all' }));
      texts.set(`a search for ${q}`, body.replaceAll(q, '').replaceAll(/\/cases\/new/g, ''));
    }
  const sheet = await server.send(caseworkPaths.casesExport(), { show: 'all' }, caseworkPaths.cases());
  texts.set(
    'the spreadsheet',
    sheet.status === 200 ? JSON.stringify((await readXlsx(sheet.bytes)).sheets) : sheet.body,
  );
  const digest = await writeDigest(server.parts, server.organisation, person.id);
  texts.set('the daily e-mail', JSON.stringify(digest ?? ''));
  const token = await server.parts.settings.renewFeed(server.organisation, person.id);
  const feed = await server.get(
    caseworkPaths.calendarFeed({ organisation: server.organisation, token: `${token}.ics` }),
  );
  texts.set('the calendar', feed.body);
  return texts;
}

describe('what is out of reach', () => {
  before(async () => {
    server = await openCaseworkServer('stockport-homes', '2026-03-30');
    await emptyDatabase(server.parts.casebook.database);
    for (let kind = 0; kind < CASES; kind++) cases.push(await makeCase(kind));
    await doOn(server, cases[2]?.id ?? '', 'link', { input: { to: cases[1]?.reference, how: 'same-person' } });
  });
  after(() => server.close());

  test(`no list, search, spreadsheet, e-mail, calendar or page has a word of it (seed ${SEED})`, async () => {
    let [hiddenPairs, shownPairs] = [0, 0];
    for (let tried = 0; tried < TRIED; tried++) {
      const person = pick(server.people);
      server.signIn(person.id);
      const isShown = new Map<Made, boolean>();
      for (const made of cases) {
        const standing = standingNow(server, await loadCase(server, made.id));
        isShown.set(made, isStandingWithinReach(server.parts, server.organisation, standing, person));
      }
      const hidden = cases.filter((made) => isShown.get(made) === false);
      const lists = await readLists(person, hidden);
      for (const { id, reference, words } of hidden) {
        hiddenPairs += 1;
        for (const [where, text] of lists)
          for (const secret of [id, reference, ...words])
            assert.ok(!text.includes(secret), `${person.id} reads ${secret} in ${where}`);
        for (const address of [
          caseworkPaths.casePage({ id }),
          caseworkPaths.print({ id }),
          caseworkPaths.opening({ id }),
        ])
          assert.equal((await server.get(address)).status, 404, `${person.id} ${address}`);
      }
      for (const made of cases.filter((one) => isShown.get(one) === true)) {
        shownPairs += 1;
        assert.ok([200, 303].includes((await server.get(caseworkPaths.casePage({ id: made.id }))).status), person.id);
      }
      const linking = cases[2];
      if (linking && isShown.get(linking) && hidden.some(({ id }) => id === cases[1]?.id)) {
        const { body } = await server.get(caseworkPaths.casePage({ id: linking.id }));
        assert.ok(!body.includes(cases[1]?.reference ?? ''), 'a linked case is not named');
      }
    }
    assert.ok(hiddenPairs > 15 && shownPairs > 15, `${hiddenPairs} hidden, ${shownPairs} shown`);
  });
});
