// The day of a person's training: recorded with the role that asks for it, on the pages of people and from the command line.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { IsoDate, Policy } from '../../engine/index.ts';
import { emptyDatabase, sharedDatabase } from '../../test/support/databases.ts';
import { Visitor } from '../../test/support/visitor.ts';
import { makeCasePolicies } from '../installation.ts';
import { loadCalendars } from '../packs/load-calendars.ts';
import { loadPolicies } from '../packs/load-packs.ts';
import { openCasebook } from '../store/cases/casebook.ts';
import { createServer } from '../web/server.ts';
import { openAbsences } from './absences.ts';
import { openAccounts } from './accounts.ts';
import { openAuthorityLimits } from './authority-limits.ts';
import { registerIdentity } from './index.ts';
import { openPeople, type People } from './people.ts';
import { describeTraining, readRoles } from './roles.ts';
import { openSessions } from './session.ts';
import { openTeams } from './teams.ts';

const SECRET = 'a secret only for tests, 32 chars or more';
const ORGANISATION = 'a-panel';

let policy: Policy;
let people: People;
let visitor: Visitor;

async function open(): Promise<void> {
  const folder = fileURLToPath(new URL('../../test/oddities', import.meta.url));
  const [{ policies }, database] = await Promise.all([
    loadPolicies({ only: [ORGANISATION], folder }),
    sharedDatabase('pglite'),
  ]);
  await emptyDatabase(database);
  policy = policies.versions(ORGANISATION)[0]!;
  const now = () => '2026-11-20T10:00:00Z';
  const casePolicies = makeCasePolicies(policies);
  const casebook = openCasebook({ database, policies: casePolicies, now });
  const accounts = openAccounts({ database, secret: SECRET, publicUrl: 'http://127.0.0.1', now });
  people = openPeople({ database, accounts, now });
  const admin = { name: 'Ada Min', email: 'ada@example.org', roles: [], administrator: true };
  const added = await people.add(ORGANISATION, admin, '');
  const id = 'done' in added ? added.done : '';
  const person = (await people.find(ORGANISATION, id))!;
  const app = createServer({
    logger: false,
    secureCookies: false,
    csrfSecret: SECRET,
    sessionOf: () => ({ id, person, organisation: ORGANISATION, organisations: [ORGANISATION] }),
    shellOf: () => ({ organisation: { name: 'Roundtable', colours: { brand: '#1d5c63' } } }),
  });
  const calendar = loadCalendars().calendarFor(policy.pack.calendar.nation);
  const organisations = [{ id: ORGANISATION, policy, versions: [policy], calendar, templates: new Map() }];
  const sessions = openSessions(accounts, people, (one) => one === ORGANISATION);
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
  visitor = new Visitor(app);
}

describe('the day of training', () => {
  before(open);

  test('is read behind a role, and only a day counts as one', () => {
    const { roles, unknown } = readRoles(policy.pack, [
      'tenant+2025-01-31',
      'head-of-service@homes',
      'head-of-service@homes+2025-02-01',
      'tenant+soon',
      'tenant+2025-02-30',
    ]);
    assert.deepEqual(roles, [
      { role: 'tenant', trainedOn: '2025-01-31' },
      { role: 'head-of-service', area: 'homes' },
      { role: 'head-of-service', area: 'homes', trainedOn: '2025-02-01' },
    ]);
    assert.deepEqual(unknown, ['tenant+soon', 'tenant+2025-02-30']);
    assert.deepEqual(describeTraining(policy.pack, { roles: [{ role: 'tenant' }, { role: 'officer' }] }), [
      'Tenant on the panel: hearing complaints, none recorded',
    ]);
  });

  test('is asked for each role that wants one, kept, shown, and changed', async () => {
    const form = await visitor.open('/people/add');
    assert.match(form.body, /Tenant on the panel: when did they have their training \(hearing complaints\)\?/);
    assert.doesNotMatch(form.body, /trained-officer/);
    const given = { name: 'Ten Ant', email: 'ten@example.org', roles: 'tenant' };
    const wrong = await visitor.send(
      form,
      { ...given, 'trained-tenant-day': '31', 'trained-tenant-month': '2', 'trained-tenant-year': '2025' },
      '/people/add',
    );
    assert.equal(wrong.statusCode, 422);
    await visitor.send(
      form,
      { ...given, 'trained-tenant-day': '31', 'trained-tenant-month': '1', 'trained-tenant-year': '2025' },
      '/people/add',
    );
    const person = await people.findByEmail(ORGANISATION, 'ten@example.org');
    assert.deepEqual(person?.roles, [{ role: 'tenant', trainedOn: '2025-01-31' }]);
    const page = await visitor.open(`/people/${person.id}`);
    assert.match(page.body, /Tenant on the panel: hearing complaints, Friday 31 January 2025/);
    assert.match(page.body, /name="trained-tenant-year"[^>]*value="2025"|value="2025"[^>]*name="trained-tenant-year"/);
    await visitor.send(
      page,
      { roles: 'tenant', 'trained-tenant-day': '', 'trained-tenant-month': '', 'trained-tenant-year': '' },
      `/people/${person.id}/roles`,
    );
    assert.deepEqual((await people.find(ORGANISATION, person.id))?.roles, [{ role: 'tenant' }]);
    assert.match((await visitor.open('/people')).body, /hearing complaints, none recorded/);
  });
});
