// Teams: made, renamed, led, joined from a day on, closed; and their work on the list of cases, the board and the inbox.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type CaseworkServer, openCaseworkServer } from '../../../test/support/casework-server.ts';
import { emptyDatabase } from '../../../test/support/databases.ts';
import { doOn, loadCase, logCase } from '../../../test/support/drive-case.ts';
import { caseworkPaths } from '../../casework/paths.ts';
import { teamProjection } from '../../identity/team-events.ts';
import { findTeamsOf, listMembers } from '../../identity/teams.ts';
import { rebuild } from '../../store/projections.ts';
import { administrationPaths } from '../paths.ts';

const wordsOf = (body: string): string =>
  (/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? body).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const day = (name: string, date: string) => {
  const [year = '', month = '', of = ''] = date.split('-');
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year };
};

let server: CaseworkServer;
const open = async (url: string): Promise<string> => wordsOf((await server.get(url)).body);
const teams = () => server.parts.teams.list(server.organisation);

/** A team by its name, with who joins it today. */
async function make(name: string, given: Record<string, string> = {}, members: readonly string[] = []) {
  const made = await server.send(administrationPaths.makeTeam(), { name, ...given });
  assert.equal(made.status, 303, wordsOf(made.body));
  const id = /teams\/([\w-]+)/.exec(made.location ?? '')?.[1] ?? '';
  for (const person of members) assert.equal((await join(id, { person })).status, 303);
  return id;
}

const join = (team: string, given: Record<string, string>) =>
  server.send(
    administrationPaths.teamMembers({ team }),
    { ...day('from', '2026-03-04'), ...day('to', ''), ...given },
    administrationPaths.team({ team }),
  );

async function given(to: string | undefined, subject: string, service?: string): Promise<string> {
  const id = await logCase(server, { subject, ...(service !== undefined && { service }) });
  if (to === undefined) return id;
  await doOn(server, id, 'define', { input: { points: [{ text: 'A leak' }], 'outcome-sought': 'A repair' } });
  await doOn(server, id, 'acknowledge', { input: { parts: { 'responsible-for': 'The roof is ours.' } } });
  const roles = server.people.find((one) => one.id === to)?.roles;
  await doOn(server, id, 'allocate', { input: { to, 'to-roles': roles } });
  return id;
}
const referenceOf = async (id: string): Promise<string> => (await loadCase(server, id)).origin.reference;

describe('teams', () => {
  before(async () => {
    server = await openCaseworkServer('anytown-homes', '2026-03-04');
    (server.people as { administrator: boolean }[])[0]!.administrator = true;
  });
  beforeEach(async () => {
    await emptyDatabase(server.parts.casebook.database);
    server.setDay('2026-03-04');
    server.signIn('all');
  });
  after(() => server.close());

  test('keep a leader whose account was closed until somebody chooses another, and say that it is closed', async () => {
    const team = await make('North', { leader: 'investigator' });
    const page = administrationPaths.team({ team });
    const leader = server.people.find(({ id }) => id === 'investigator')! as { state: string };
    leader.state = 'closed';
    try {
      assert.match(await open(page), /Led by Investigator One . Their account is closed: choose somebody else below/);
      const form = await server.readForm(page, page);
      assert.equal((await server.post(page, { ...form, name: 'North and east' })).status, 303);
      const [kept] = await teams();
      assert.deepEqual([kept?.name, kept?.leader], ['North and east', 'investigator']);
      assert.equal((await server.post(page, { ...form, leader: 'investigator-2' })).status, 303);
      assert.equal((await teams())[0]?.leader, 'investigator-2');
      const again = await server.post(page, { ...form, leader: 'investigator' });
      assert.equal(again.status, 422, 'whoever left is not chosen anew');
    } finally {
      leader.state = 'active';
    }
  });

  test('are an administrator’s affair, and for anybody else not there', async () => {
    assert.equal((await server.get(administrationPaths.teams())).status, 200);
    assert.match(await open(administrationPaths.index()), /Teams Who works together/);
    server.signIn('investigator');
    for (const url of [administrationPaths.teams(), administrationPaths.makeTeam(), administrationPaths.limits()])
      assert.equal((await server.get(url)).status, 404);
  });

  test('a team is made with a leader, renamed and closed, and each is recorded once', async () => {
    const id = await make('North', { leader: 'complaints-manager' });
    assert.match(await open(administrationPaths.teams()), /North Complaints manager One 1 What its people have/);
    const taken = await server.send(administrationPaths.makeTeam(), { name: ' north ' });
    assert.equal(taken.status, 422);
    assert.match(wordsOf(taken.body), /There is a team of this name already/);
    const url = administrationPaths.team({ team: id });
    const kept = await server.readForm(url, url);
    assert.equal(kept['leader'], 'complaints-manager');
    assert.equal((await server.post(url, { ...kept, name: 'North and east' })).status, 303);
    assert.match(await open(url), /North and east .*Led by Complaints manager One/);
    await server.send(administrationPaths.closeTeam({ team: id }), {}, url);
    assert.match(await open(url), /Closed on 4 Mar 2026.*Open it again/);
    await make('North and east');
    const [first] = (await teams()).filter((team) => team.closedOn !== undefined);
    assert.deepEqual([first?.id, first?.closedOn], [id, '2026-03-04']);
  });

  test('people belong to it from a day to a day, and twice at once they cannot', async () => {
    const id = await make('North', {}, ['investigator']);
    const twice = await join(id, { person: 'investigator', ...day('from', '2026-05-01') });
    assert.equal(twice.status, 422);
    assert.match(wordsOf(twice.body), /in the team on these days already/);
    assert.equal((await join(id, { person: 'director', ...day('to', '2026-03-03') })).status, 422);
    await join(id, { person: 'director', ...day('from', '2026-03-10'), ...day('to', '2026-03-12') });
    const members = async (on: string) => listMembers((await teams())[0]!, on as never);
    assert.deepEqual(await members('2026-03-04'), ['investigator']);
    assert.deepEqual(await members('2026-03-10'), ['investigator', 'director']);
    assert.deepEqual(await members('2026-03-13'), ['investigator']);
    server.setDay('2026-03-06');
    const url = administrationPaths.team({ team: id });
    const end = administrationPaths.endMembership({ team: id });
    for (const person of ['investigator', 'director']) {
      const form = await server.readForm(url, end);
      assert.equal((await server.post(end, { ...form, _person: person })).status, 303);
    }
    assert.deepEqual(await members('2026-03-06'), ['investigator']);
    assert.deepEqual(await members('2026-03-10'), [], 'who had not joined yet is gone');
    assert.deepEqual(findTeamsOf(await teams(), 'investigator', '2026-03-07' as never), []);
  });

  test('the list of cases and the board show the work of a team, and the list made again shows the same', async () => {
    const own = await referenceOf(await given('investigator', 'The roof'));
    const other = await referenceOf(await given('investigator-2', 'The door'));
    const id = await make('North', {}, ['investigator']);
    for (const url of [
      caseworkPaths.cases(undefined, { team: id }),
      caseworkPaths.board(undefined, { team: id }),
      caseworkPaths.board(undefined, { team: id, by: 'stage' }),
    ]) {
      const page = await open(url);
      assert.match(page, new RegExp(own), url);
      assert.doesNotMatch(page, new RegExp(other), url);
    }
    assert.match(await open(caseworkPaths.cases(undefined, { team: id })), /Team: North Take away/);
    assert.match(await open(caseworkPaths.board(undefined, { team: id })), /North : Investigator One/);
    server.signIn('investigator');
    assert.match(await open(caseworkPaths.cases()), /Your team: North/);
    const before = await teams();
    await rebuild(server.parts.casebook.database, [teamProjection]);
    assert.deepEqual(await teams(), before);
    const gone = await open(caseworkPaths.cases(undefined, { team: 'gone' }));
    assert.doesNotMatch(gone, new RegExp(`${own}|${other}`), 'a team that is not there has no work');
  });

  test('what nobody has of its services is the team’s, on the list and in the inbox, and reach stays as it is', async () => {
    const service = server.policy.pack.services[0]!.id;
    const free = await referenceOf(await given(undefined, 'Nobody has it', service));
    const with_ = await make('All homes', { services: service });
    const without = await make('The others');
    assert.match(await open(caseworkPaths.cases(undefined, { team: with_ })), new RegExp(free));
    assert.doesNotMatch(await open(caseworkPaths.cases(undefined, { team: without })), new RegExp(free));
    assert.match(await open(caseworkPaths.inbox(undefined, { team: with_ })), /For the team: Everything · All homes/);
    server.people[0] = { ...server.people[0]!, roles: [] };
    const restricted = await logCase(server, { subject: 'About a colleague' });
    await doOn(server, restricted, 'restrict-case', {
      by: 'director',
      input: { 'restrict-reason': 'other-reason', why: 'It is known to some.' },
    });
    server.signIn('investigator');
    const reference = await referenceOf(restricted);
    assert.doesNotMatch(await open(caseworkPaths.cases(undefined, { team: with_ })), new RegExp(reference));
    assert.doesNotMatch(await open(caseworkPaths.board(undefined, { team: with_ })), new RegExp(reference));
  });
});
