import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { IsoDate } from '../../engine/index.ts';
import { describeOnEveryDatabase } from '../../test/support/databases.ts';
import { makeCasePolicies } from '../installation.ts';
import { loadPolicies } from '../packs/load-packs.ts';
import { type Casebook, openCasebook } from '../store/cases/casebook.ts';
import { rebuild } from '../store/projections.ts';
import { findReads } from '../store/record-read.ts';
import { html } from '../web/html.ts';
import { createServer } from '../web/server.ts';
import { openAbsences } from './absences.ts';
import { type Accounts, findPasswordFault, openAccounts } from './accounts.ts';
import { openAuthorityLimits } from './authority-limits.ts';
import { openPeople, openSessions, type People, personProjection, registerIdentity } from './index.ts';
import { readAddressHere } from './paths.ts';
import { openTeams } from './teams.ts';

const SECRET = 'a secret only for tests, 32 chars or more';
const PASSWORD = 'correct horse battery';
const OTHER = 'other-landlord';
const FORM = 'application/x-www-form-urlencoded';

/** A browser without scripts: keeps cookies and the token of the last form. */
class Visitor {
  readonly cookies: Record<string, string> = {};
  readonly app: FastifyInstance;
  token = '';

  constructor(app: FastifyInstance) {
    this.app = app;
  }

  async send(request: InjectOptions): Promise<LightMyRequestResponse> {
    const response = await this.app.inject({ cookies: this.cookies, ...request });
    for (const cookie of response.cookies) {
      if (cookie.maxAge === 0 || cookie.expires?.getTime() === 0) delete this.cookies[cookie.name];
      else this.cookies[cookie.name] = cookie.value;
    }
    this.token = /name="_csrf" value="([^"]+)"/.exec(response.body)?.[1] ?? this.token;
    return response;
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.send({ method: 'GET', url });
  }

  post(url: string, fields: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    const payload = new URLSearchParams({ _csrf: this.token, ...fields }).toString();
    return this.send({ method: 'POST', url, payload, headers: { 'content-type': FORM } });
  }

  async signIn(email: string, password = PASSWORD, next?: string): Promise<LightMyRequestResponse> {
    await this.get(next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`);
    return this.post('/sign-in', { email, password, ...(next === undefined ? {} : { _next: next }) });
  }
}

type World = {
  app: FastifyInstance;
  people: People;
  accounts: Accounts;
  casebook: Casebook;
  clock: { now: string };
  organisation: string;
};

describeOnEveryDatabase('identity', (given) => {
  let world: World;
  let adminId = '';
  let officerId = '';

  before(async () => {
    world = await makeWorld(given.database);
    const { people, organisation } = world;
    adminId = await addWithPassword('Ada Min', 'ada@example.org', organisation, { administrator: true });
    officerId = await addWithPassword('Olu Officer', 'olu@example.org', organisation, {});
    await people.add(OTHER, { name: 'Olu', email: 'both@example.org', roles: [], administrator: false }, 'test');
    await addWithPassword('Bo Both', 'both@example.org', organisation, {});
  });

  async function addWithPassword(name: string, email: string, organisation: string, more: { administrator?: boolean }) {
    const roles = [{ role: 'complaints-officer' }];
    const outcome = await world.people.add(
      organisation,
      { name, email, roles, administrator: more.administrator ?? false },
      'test',
    );
    assert.ok('done' in outcome);
    await world.accounts.setPassword(outcome.done, PASSWORD);
    return outcome.done;
  }

  const visit = () => new Visitor(world.app);

  test('a person signs in, is known on the next page, and signs out', async () => {
    const visitor = visit();
    const answer = await visitor.signIn('OLU@example.org ', PASSWORD, '/work?x=1');
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/work?x=1']);
    assert.match((await visitor.get('/work')).body, /Olu Officer works here/);
    await visitor.get('/form');
    assert.equal((await visitor.post('/sign-out')).headers.location, '/sign-in');
    assert.equal((await visitor.get('/work')).headers.location, '/sign-in?next=%2Fwork');
  });

  test('a wrong password and an unknown address get the same answer', async () => {
    const [wrong, unknown] = [
      await visit().signIn('olu@example.org', 'not the password'),
      await visit().signIn('no@example.org', 'x'),
    ];
    const withoutTyped = (body: string) => body.replace(/value="[^"]*"/g, '').replace(/\/assets\/[^"]*/g, '');
    assert.equal(wrong.statusCode, 422);
    assert.equal(withoutTyped(wrong.body), withoutTyped(unknown.body));
    assert.doesNotMatch(wrong.body, /not the password/);
  });

  test('five wrong passwords lock the address for a quarter of an hour, also one that nobody has', async () => {
    for (const email of ['lock@example.org', 'nobody@example.org']) {
      if (email.startsWith('lock')) await addWithPassword('Lo Ck', email, world.organisation, {});
      for (let tries = 0; tries < 5; tries++) {
        assert.deepEqual(await world.accounts.signIn(email, 'wrong'), { refused: 'wrong' });
      }
      assert.deepEqual(await world.accounts.signIn(email, PASSWORD), { refused: 'locked' });
    }
    const before = world.clock.now;
    world.clock.now = '2026-11-20T10:15:01Z';
    assert.ok('account' in (await world.accounts.signIn('lock@example.org', PASSWORD)));
    world.clock.now = before;
  });

  test('only an address here is gone to after signing in', () => {
    assert.equal(readAddressHere('/cases/1?tab=letters'), '/cases/1?tab=letters');
    for (const elsewhere of ['//evil.example', 'https://evil.example', '/\\evil.example', '/sign-in', 7, ''])
      assert.equal(readAddressHere(elsewhere), undefined, String(elsewhere));
  });

  test('a route that does not say who may open it does not register', async () => {
    const app = createServer({ ...bare, sessionOf: () => undefined });
    registerIdentity(app, identityParts(world));
    assert.throws(() => app.get('/open', async () => 'x'), /does not say who may open it/);
  });

  test('a case is opened, and its reading recorded, only by people within reach of it', async () => {
    const { casebook, organisation } = world;
    const open = await registerCase(casebook, organisation);
    const elsewhere = await registerCase(casebook, OTHER);
    const officer = visit();
    await officer.signIn('olu@example.org');
    assert.match((await officer.get(`/cases/${open}`)).body, new RegExp(`Case ${open}`));
    const reads = await given.database.inOrganisation(organisation, (tx) => findReads(tx, organisation, open));
    assert.deepEqual(
      reads.map(({ person, page }) => [person, page]),
      [[officerId, '/cases/:id']],
    );
    const unknown = await officer.get('/cases/not-there');
    const hidden = await officer.get(`/cases/${elsewhere}`);
    const nowhere = await officer.get('/nowhere');
    const plain = (answer: LightMyRequestResponse) => answer.body.replace(/value="[^"]*"/g, '');
    assert.deepEqual([unknown.statusCode, hidden.statusCode, nowhere.statusCode], [404, 404, 404]);
    assert.equal(plain(unknown), plain(nowhere));
    assert.equal(plain(hidden), plain(nowhere));
    assert.equal((await officer.get('/cases/a%00b')).statusCode, 404);
  });

  test('who works for two organisations chooses one, and can switch', async () => {
    const visitor = visit();
    const answer = await visitor.signIn('both@example.org', PASSWORD, '/work');
    assert.equal(answer.headers.location, '/choose-organisation?next=%2Fwork');
    assert.equal((await visitor.get('/work')).statusCode, 303, 'not before choosing');
    await visitor.get(String(answer.headers.location));
    assert.equal((await visitor.post('/choose-organisation', { organisation: 'third' })).statusCode, 422);
    await visitor.post('/choose-organisation', { organisation: OTHER });
    assert.match((await visitor.get('/work')).body, new RegExp(`for ${OTHER}`));
    await visitor.get('/choose-organisation');
    await visitor.post('/choose-organisation', { organisation: world.organisation });
    assert.match((await visitor.get('/work')).body, new RegExp(`for ${world.organisation}`));
  });

  test('an administrator adds a person, whose one-time link sets a password once', async () => {
    const admin = visit();
    await admin.signIn('ada@example.org');
    await admin.get('/people/add');
    const empty = await admin.post('/people/add', { name: '', email: 'nonsense' });
    assert.equal(empty.statusCode, 422);
    assert.match(empty.body, /Enter the person’s name[\s\S]*Enter an e-mail address[\s\S]*Choose at least one role/);
    const added = await admin.post('/people/add', { name: 'Nia New', email: 'nia@example.org', roles: 'investigator' });
    const link = /https:\/\/here\.example(\/set-password\/[^<\s]+)/.exec(added.body)?.[1] ?? '';
    const newcomer = visit();
    await newcomer.get(link);
    assert.equal((await newcomer.post(link, { password: 'short', 'password-again': 'short' })).statusCode, 422);
    assert.equal((await newcomer.post(link, { password: PASSWORD, 'password-again': 'another' })).statusCode, 422);
    const set = await newcomer.post(link, { password: PASSWORD, 'password-again': PASSWORD });
    assert.equal(set.headers.location, '/sign-in');
    assert.match(
      (await newcomer.post(link, { password: `${PASSWORD}!`, 'password-again': `${PASSWORD}!` })).body,
      /cannot be used/,
    );
    assert.equal((await newcomer.signIn('nia@example.org')).statusCode, 303);
    const again = await admin.post('/people/add', { name: 'Nia', email: 'NIA@example.org', roles: 'investigator' });
    assert.match(again.body, /on the list already/);
  });

  test('a link for a new password dies after 24 hours and when a newer one is made', async () => {
    const { people, organisation, clock } = world;
    const first = await people.issuePasswordLink(organisation, officerId, adminId);
    const second = await people.issuePasswordLink(organisation, officerId, adminId);
    assert.ok('token' in first && 'token' in second);
    assert.equal(await people.redeemPasswordLink(organisation, first.token, PASSWORD), false);
    assert.equal(await people.redeemPasswordLink(OTHER, second.token, PASSWORD), false, 'of another organisation');
    const before = clock.now;
    clock.now = '2026-11-21T10:00:01Z';
    assert.equal(await people.redeemPasswordLink(organisation, second.token, PASSWORD), false);
    clock.now = before;
  });

  test('the link of somebody who works elsewhere too is sent to them and not shown', async () => {
    const admin = visit();
    await admin.signIn('ada@example.org');
    const both = await world.people.findByEmail(world.organisation, 'both@example.org');
    await admin.get(`/people/${both?.id}`);
    const reset = await admin.post(`/people/${both?.id}/reset-password`);
    assert.match(reset.body, /sent to their e-mail address only/);
    assert.doesNotMatch(reset.body, /set-password\//);
    const rows = await given.database.acrossOrganisations((tx) =>
      tx.selectFrom('outbox').select(['kind', 'payload']).where('kind', '=', 'mail').execute(),
    );
    assert.match(JSON.stringify(rows), /both@example\.org.*set-password/);
  });

  test('an account that is closed is out at once, and the last administrator stays', async () => {
    const { people, organisation } = world;
    const id = await addWithPassword('Lea Ver', 'lea@example.org', organisation, {});
    const leaver = visit();
    await leaver.signIn('lea@example.org');
    assert.equal((await leaver.get('/work')).statusCode, 200);
    const admin = visit();
    await admin.signIn('ada@example.org');
    await admin.get(`/people/${id}`);
    assert.equal((await admin.post(`/people/${id}/close`)).headers.location, '/people');
    assert.equal((await leaver.get('/work')).statusCode, 303);
    assert.equal((await visit().signIn('lea@example.org')).statusCode, 422);
    assert.match((await admin.post(`/people/${adminId}/close`)).body, /Nobody else is an administrator/);
    assert.match(
      (await admin.post(`/people/${adminId}/roles`, { roles: 'staff' })).body,
      /Nobody else is an administrator/,
    );
    assert.equal((await people.find(organisation, id))?.state, 'closed');
    assert.ok(
      'done' in
        (await people.add(
          organisation,
          { name: 'Lea', email: 'lea@example.org', roles: [], administrator: true },
          adminId,
        )),
    );
    assert.equal((await people.find(organisation, id))?.state, 'active');
  });

  test('names and addresses lie apart from the events, and the list of people can be made again', async () => {
    const { people, organisation, casebook } = world;
    const before = await people.list(organisation);
    const events = await given.database.inOrganisation(organisation, (tx) =>
      tx.selectFrom('event').selectAll().where('organisation', '=', organisation).execute(),
    );
    assert.doesNotMatch(JSON.stringify(events), /Olu Officer|olu@example/);
    await rebuild(given.database, [...casebook.projections, personProjection]);
    assert.deepEqual(await people.list(organisation), before);
  });
});

test('a new password is long, not one letter, and not the name', () => {
  assert.match(findPasswordFault('short') ?? '', /at least 12/);
  assert.match(findPasswordFault('aaaaaaaaaaaaaa') ?? '', /different characters/);
  assert.match(findPasswordFault('miss-o-officer-1', 'o-officer@example.org') ?? '', /your name/);
  assert.equal(findPasswordFault(PASSWORD, 'o@example.org'), undefined);
});

const bare = {
  logger: false as const,
  secureCookies: false,
  csrfSecret: SECRET,
  signInPath: '/sign-in',
  shellOf: () => ({ organisation: { name: 'Anytown', colours: { brand: '#1d5c63' } } }),
};

type Identity = Parameters<typeof registerIdentity>[1];
const partsOf = new WeakMap<World, Identity>();
const identityParts = (world: World): Identity => partsOf.get(world)!;

async function makeWorld(database: Parameters<typeof openCasebook>[0]['database']): Promise<World> {
  const { policies } = await loadPolicies({ only: ['anytown-homes'] });
  const policy = policies.versions('anytown-homes')[0]!;
  const organisation = policy.pack.pack;
  const clock = { now: '2026-11-20T10:00:00Z' };
  const now = () => clock.now;
  const own = makeCasePolicies(policies);
  // The second landlord runs the same procedure: only its name is another.
  const casePolicies = {
    ...own,
    inForce: (pack: string, on: string) => own.inForce(pack === OTHER ? organisation : pack, on),
  };
  const casebook = openCasebook({ database, policies: casePolicies, now });
  const accounts = openAccounts({ database, secret: SECRET, publicUrl: 'http://127.0.0.1', now });
  const people = openPeople({ database, accounts, now });
  const sessions = openSessions(accounts, people, (id) => [organisation, OTHER].includes(id));
  const app = createServer({ ...bare, sessionOf: sessions.of });
  const calendar = own.calendarFor(policy);
  const organisations = [organisation, OTHER].map((id) => ({
    id,
    policy,
    versions: [policy],
    calendar,
    templates: new Map(),
  }));
  const today = () => '2026-11-20' as IsoDate;
  const publicUrl = () => 'https://here.example';
  const settings = {
    teams: openTeams({ database, now }),
    limits: openAuthorityLimits({ database, now }),
    absences: openAbsences({ database, now }),
  };
  const parts = {
    casebook,
    today,
    now,
    organisations,
    publicUrl,
    accounts,
    people,
    sessions,
    home: '/work',
    ...settings,
  };
  registerIdentity(app, parts);
  app.get('/work', { config: { access: 'signed-in' } }, (request, reply) => {
    const { person, organisation: at } = request.session!;
    return reply.page({ title: 'Work', body: html`<p>${person.name} works here, for ${at}</p>` });
  });
  app.get('/form', { config: { access: 'public' } }, (request, reply) =>
    reply.page({ title: 'A form', body: html`${request.csrfField}` }),
  );
  app.get('/cases/:id', { config: { access: 'case' } }, (request, reply) =>
    reply.page({ title: 'Case', body: html`Case ${request.caseRecord?.caseId}` }),
  );
  app.post('/cases/:id', { config: { access: 'case' } }, (_request, reply) => reply.send('done'));
  const world = { app, people, accounts, casebook, clock, organisation };
  partsOf.set(world, parts);
  return world;
}

async function registerCase(casebook: Casebook, organisation: string): Promise<string> {
  const outcome = await casebook.register({
    organisation,
    actor: { id: 'test', kind: 'staff', roles: [] },
    moment: { on: '2026-11-19' as IsoDate },
    input: { 'what-happened': 'The lift has been out of order for two weeks.', channel: 'telephone' },
  });
  assert.ok('caseId' in outcome, JSON.stringify(outcome));
  return outcome.caseId;
}
