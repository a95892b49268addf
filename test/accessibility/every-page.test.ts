// Every page that links lead to, as each kind of person meets it: axe finds nothing, nothing is wider than a telephone, no request
// fails, and every page has a title and one heading of the first level.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issueFollowCode } from '../../app/identity/follow-codes.ts';
import type { Input, IsoDate } from '../../engine/index.ts';
import { findFaults } from '../support/find-faults.ts';
import { openWorld, type Visit, type World } from '../support/journey.ts';

const LANDLORD = 'stockport-homes';
const WIDE = { width: 1280, height: 1000 };
const NARROW = { width: 375, height: 800 };
/** On a telephone axe looks at every so many pages; that none is too wide is asked of all. */
const SAMPLE = 6;
const area = 'housing';

let world: World;
/** Pages axe has looked at, by their pattern: it does so once for each, whoever is signed in. */
const looked = new Set<string>();

before(async () => {
  world = await openWorld({
    organisation: LANDLORD,
    day: '2026-03-27',
    window: { viewport: NARROW },
    people: {
      admin: { name: 'Ash Administrator', roles: [], administrator: true },
      fay: { name: 'Fay Robinson', roles: [{ role: 'customer-feedback-officer' }] },
      ian: { name: 'Ian Whitworth', roles: [{ role: 'investigating-officer', area }] },
      hope: { name: 'Hope Adeyemi', roles: [{ role: 'head-of-service', area }] },
      nobody: { name: 'Noor Newcomer', roles: [] },
    },
  });
});

after(async () => {
  await world?.close();
});

type Deed = { readonly by: string; readonly what: string; readonly on: string; readonly input?: Input };

/** A case on which this was done. */
async function makeCase(
  name: string,
  input: Input,
  deeds: readonly Deed[],
): Promise<{ id: string; reference: string }> {
  const { casebook, people } = world.running;
  const actorOf = async (by: string) => {
    const person = await people.find(LANDLORD, world.ids[by] ?? '');
    return { id: person?.id ?? '', kind: 'staff', roles: person?.roles ?? [] } as const;
  };
  const told = { channel: 'letter', service: 'housing', 'what-happened': 'The window in the hall lets in the rain.' };
  const registered = await casebook.register({
    organisation: LANDLORD,
    actor: await actorOf('fay'),
    moment: { on: '2026-03-16' as IsoDate },
    input: { ...told, ...input },
    resident: { 'resident-name': name, 'resident-address': '4 Mill Lane\nStockport' },
  });
  assert.ok('caseId' in registered, JSON.stringify(registered));
  for (const { by, what, on, input: given = {} } of deeds) {
    const actor = await actorOf(by);
    const wish = { organisation: LANDLORD, caseId: registered.caseId, actor, command: what, input: given };
    const outcome = await casebook.act({ ...wish, moment: { on: on as IsoDate } });
    assert.ok('done' in outcome, `${what}: ${JSON.stringify(outcome)}`);
  }
  return { id: registered.caseId, reference: registered.reference };
}

/** A case that was answered, with letters, a promise and a request for the next stage. */
async function makeAnswered(): Promise<{ id: string; reference: string }> {
  const findings = { '1': { finding: 'upheld' }, '2': { finding: 'not-upheld' } };
  const points = [{ text: 'The window leaks' }, { text: 'The officer was late' }];
  const promise = { kind: 'apology', what: 'Say sorry', owner: world.ids['ian'] ?? '', due: '2026-04-30' };
  const reasons = { '1': 'It does leak.', '2': 'She came on the day that was agreed.' };
  const parts = { 'how-investigated': 'I went there.', 'failures-found': 'A leak.', reasons };
  return makeCase('Ada Brown', {}, [
    { by: 'fay', what: 'defined', on: '2026-03-16', input: { points } },
    {
      by: 'fay',
      what: 'acknowledged',
      on: '2026-03-17',
      input: { parts: { responsibilities: 'The window is ours.' } },
    },
    { by: 'ian', what: 'finding-recorded', on: '2026-03-18', input: { findings } },
    { by: 'ian', what: 'promise-made', on: '2026-03-18', input: promise },
    { by: 'ian', what: 'response-issued', on: '2026-03-19', input: { parts } },
  ]);
}

/** A page by its kind: what stands for one case or person among many is left out. */
function patternOf(url: URL): string {
  return url.pathname
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')
    .replace(/\/letters\/\d+/, '/letters/:n')
    .replace(/^\/clauses\/.*/, '/clauses/:anchor');
}

/** Looks at everything that links lead to from here, one page of each kind. Answers the kinds seen. */
async function crawl(visit: Visit, starts: readonly string[]): Promise<readonly string[]> {
  const seen = new Set<string>();
  const waiting = [...starts];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const url = new URL(next, visit.origin);
    const pattern = patternOf(url);
    if (seen.has(pattern)) continue;
    seen.add(pattern);
    // The form of an action is the same for whoever may open it.
    if (pattern.includes('/actions/') && looked.has(pattern)) continue;
    const answer = await visit.page.goto(url.href);
    assert.equal(answer?.status(), 200, `${next}, linked from a page before`);
    const { links, ...read } = await readPage(visit);
    await look(visit, pattern, read);
    waiting.push(...links);
  }
  assert.deepEqual(visit.troubles, []);
  return [...seen];
}

type Read = { readonly title: string; readonly headings: number; readonly links: readonly string[] };

/** What a page says of itself, asked in one question: its title, how many headings of the first level, where it leads here. */
async function readPage({ page, origin }: Visit): Promise<Read> {
  const read = await page.evaluate<Read>(`({
    title: document.title.trim(),
    headings: document.querySelectorAll('h1').length,
    links: [...document.querySelectorAll('a[href]:not([download])')].map((link) => link.href),
  })`);
  const links = read.links
    .filter((link) => link.startsWith(`${origin}/`))
    .map((link) => link.slice(origin.length).split('#')[0] ?? '');
  return { ...read, links };
}

/** Pages come on a telephone; axe looks at each kind once on a screen. */
async function look(visit: Visit, pattern: string, { title, headings }: Omit<Read, 'links'>): Promise<void> {
  const { page } = visit;
  assert.notEqual(title, '', `${pattern} has no title`);
  assert.equal(headings, 1, `${pattern} has one h1`);
  const overflow = await visit.overflow();
  assert.ok(overflow <= 0, `${pattern} is ${overflow} px wider than a telephone`);
  if (looked.has(pattern)) return;
  looked.add(pattern);
  if (looked.size % SAMPLE === 1) await hasNoFaults(visit, `${pattern} on a telephone`);
  await page.setViewportSize(WIDE);
  await hasNoFaults(visit, pattern);
  await page.setViewportSize(NARROW);
}

const hasNoFaults = async ({ page }: Visit, name: string): Promise<void> =>
  assert.deepEqual(await findFaults(page), [], name);

test('anybody, and somebody who follows their complaint', async () => {
  const { id, reference } = await makeAnswered();
  const visit = await world.visit();
  const open = await crawl(visit, ['/', '/cases']);
  assert.ok(open.includes(`/${LANDLORD}/complain`) && open.includes('/cases'), open.join(' '));
  const code = await issueFollowCode(world.running.casebook, LANDLORD, id, world.ids['fay'] ?? '');
  await visit.open(`/${LANDLORD}/follow`);
  await visit.fill({ reference, code });
  await visit.press('Go to my complaint');
  const followed = await crawl(visit, [visit.path]);
  assert.ok(
    followed.some((pattern) => pattern.endsWith('/letters/:n')),
    followed.join(' '),
  );
  await visit.close();
});

async function crawlAs(person: string, makeTheirs: () => Promise<{ id: string }>): Promise<void> {
  const { id } = await makeTheirs();
  const visit = await world.signIn(person);
  const seen = await crawl(visit, ['/cases', `/cases/${id}`]);
  assert.ok(seen.filter((pattern) => pattern.startsWith('/cases/:id/actions/')).length > 10, seen.join(' '));
  await visit.close();
}

test('an officer at the start of a case', () =>
  crawlAs('fay', () => makeCase('Bo Carter', { 'likely-to-be-quick': true, 'agrees-to-early-resolution': true }, [])));

test('an investigator in the middle', () =>
  crawlAs('ian', () =>
    makeCase('Cy Dean', {}, [
      { by: 'fay', what: 'defined', on: '2026-03-16', input: { points: [{ text: 'The window leaks' }] } },
      { by: 'fay', what: 'acknowledged', on: '2026-03-17', input: { parts: { responsibilities: 'It is ours.' } } },
    ]),
  ));

test('a senior at the end', () => crawlAs('hope', makeAnswered));

test('an administrator, and a newcomer without a role', async () => {
  for (const person of ['admin', 'nobody']) {
    const visit = await world.signIn(person);
    const seen = await crawl(visit, ['/cases', '/']);
    assert.equal(seen.includes('/people/add'), person === 'admin', seen.join(' '));
    await visit.close();
  }
});
