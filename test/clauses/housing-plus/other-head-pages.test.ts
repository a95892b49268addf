// Housing Plus, on the pages: a head of another service manages the investigation only where an executive director says so.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { caseworkPaths } from '../../../app/casework/paths.ts';
import { type CaseworkServer, openCaseworkServer } from '../../support/casework-server.ts';
import { loadCase, logCase } from '../../support/drive-case.ts';

const CHOOSE = 'step:choose-other-head';
const WHY = 'The head of the service was on the visit';
const textOf = (body: string): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

let server: CaseworkServer;
let id: string;
const action = (name: string): string => caseworkPaths.action({ id, action: name });
const chosen = async (): Promise<number> =>
  (await loadCase(server, id)).events.filter(
    (event) => event.type === 'step-done' && event.step === 'choose-other-head',
  ).length;

describe('a head of another service', () => {
  before(async () => {
    server = await openCaseworkServer('housing-plus', '2026-03-27');
    id = await logCase(server, { service: 'homes-plus', safeguarding: false, 'about-staff-conduct': false });
  });
  after(() => server.close());

  test('[HP-9.7] nobody but an executive director is offered it, and the form says whose it is', async () => {
    for (const person of ['customer-advocacy-officer', 'head-of-service', 'director-of-housing']) {
      server.signIn(person);
      const page = (await server.get(caseworkPaths.casePage({ id }))).body;
      const offered = /id="actions"[\s\S]*?<nav/.exec(page)?.[0] ?? '';
      assert.ok(offered.includes(action('note')), 'what they can do is read');
      assert.ok(!offered.includes(action(CHOOSE)), person);
      const form = await server.get(action(CHOOSE));
      assert.match(textOf(form.body), /Not now .*This is for: Executive director/, person);
      const sent = await server.send(action(CHOOSE), {
        'other-head-why': WHY,
        'seats.other-head': 'head-of-service-3',
      });
      assert.equal(sent.status, 400, person);
    }
    assert.equal(await chosen(), 0);
  });

  test('[HP-9.7] an executive director chooses, but not the head of this very service', async () => {
    server.people.push({
      id: 'own-head',
      name: 'Olu Ownhead',
      email: 'own@example.org',
      state: 'active',
      roles: [{ role: 'head-of-service', area: 'homes-plus' }],
      administrator: false,
    });
    server.signIn('executive-director');
    const own = await server.send(action(CHOOSE), { 'other-head-why': WHY, 'seats.other-head': 'own-head' });
    assert.equal(own.status, 400);
    assert.match(textOf(own.body), /somebody from another service area/);
    const bare = await server.send(action(CHOOSE), { 'other-head-why': '', 'seats.other-head': 'head-of-service-3' });
    assert.equal(bare.status, 400, 'the reason is asked for');
    assert.equal(await chosen(), 0);
    const done = await server.send(action(CHOOSE), { 'other-head-why': WHY, 'seats.other-head': 'head-of-service-3' });
    assert.equal(done.status, 303, textOf(done.body));
    assert.equal(await chosen(), 1);
  });

  test('[HP-9.7] the choice is on the timeline, with who chose whom and why, and the one chosen can then be named', async () => {
    server.signIn('customer-advocacy-officer');
    const page = textOf((await server.get(caseworkPaths.casePage({ id }))).body);
    assert.match(page, /Choose a head of another service: done by Executive director One/);
    assert.match(page, /Head of another service: Head of service of /);
    assert.match(page, new RegExp(WHY));
    const leads = (head: string) => ({
      'seats.head-of-service': head,
      'seats.advocacy-officer': 'customer-advocacy-officer',
    });
    const own = await server.send(action('step:name-leads'), leads('own-head'));
    assert.equal(own.status, 400, 'no longer the head of this service');
    const other = await server.send(action('step:name-leads'), leads('head-of-service-3'));
    assert.equal(other.status, 303, textOf(other.body));
  });
});
