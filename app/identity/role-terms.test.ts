// Roles for a time: held from their first day to their last, and by nobody's doing on any other; on the pages of people.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
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
import { findRolesOn } from './role-terms.ts';
import { openSessions } from './session.ts';
import { openTeams } from './teams.ts';

const SECRET = 'a secret only for tests, 32 chars or more';
const ORGANISATION = 'anytown-homes';

let people: People;
let visitor: Visitor;
let officer = '';
const clock = { day: '2026-11-20' };

async function open(): Promise<void> {
  const [{ policies }, database] = await Promise.all([
    loadPolicies({ only: [ORGANISATION] }),
    sharedDatabase('pglite'),
  ]);
  await emptyDatabase(database);
  const policy = policies.versions(ORGANISATION)[0] as Policy;
  const now = () => `${clock.day}T10:00:00Z`;
  const casebook = openCasebook({ database, policies: makeCasePolicies(policies), now });
  const accounts = openAccounts({ database, secret: SECRET, publicUrl: 'http://127.0.0.1', now });
  people = openPeople({ database, accounts, now });
  const add = async (name: string, role: string | undefined, administrator = false) => {
    const roles = role === undefined ? [] : [{ role }];
    const email = `${name.split(' ')[0]}@terms.example`;
    const added = await people.add(ORGANISATION, { name, email, roles, administrator }, '');
    return 'done' in added ? added.done : '';
  };
  const admin = await add('Ada Min', undefined, true);
  officer = await add('Olu Officer', 'complaints-officer');
  const person = (await people.find(ORGANISATION, admin))!;
  const app = createServer({
    logger: false,
    secureCookies: false,
    csrfSecret: SECRET,
    sessionOf: () => ({ id: admin, person, organisation: ORGANISATION, organisations: [ORGANISATION] }),
    shellOf: () => ({ organisation: { name: 'Anytown Homes', colours: { brand: '#1d5c63' } } }),
  });
  const calendar = loadCalendars().calendarFor(policy.pack.calendar.nation);
  const organisations = [{ id: ORGANISATION, policy, versions: [policy], calendar, templates: new Map() }];
  registerIdentity(app, {
    ...{ casebook, now, accounts, people, home: '/work' },
    today: () => clock.day as IsoDate,
    publicUrl: () => 'https://here.example',
    organisations,
    sessions: openSessions(accounts, people, (one) => one === ORGANISATION),
    teams: openTeams({ database, now }),
    limits: openAuthorityLimits({ database, now }),
    absences: openAbsences({ database, now }),
  });
  visitor = new Visitor(app);
}

const split = (name: string, date: string) => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};
const rolesOn = async (day: string) => {
  clock.day = day;
  const found = (await people.find(ORGANISATION, officer))?.roles;
  clock.day = '2026-11-20';
  return found;
};
const page = () => visitor.open(`/people/${officer}`);
const give = async (role: string, from: string, until: string) =>
  visitor.send(
    await page(),
    { role, ...split('from', from), ...split('until', until) },
    `/people/${officer}/roles/for-a-time`,
  );

describe('roles for a time', () => {
  before(open);

  test('both days are included, and the engine is told no days', () => {
    const term = { role: 'director', from: '2026-12-01' as IsoDate, until: '2026-12-24' as IsoDate };
    const on = (day: string) => findRolesOn([{ role: 'staff' }, term], day as IsoDate);
    assert.deepEqual(on('2026-11-30'), [{ role: 'staff' }]);
    assert.deepEqual(on('2026-12-01'), [{ role: 'staff' }, { role: 'director' }]);
    assert.deepEqual(on('2026-12-24'), [{ role: 'staff' }, { role: 'director' }]);
    assert.deepEqual(on('2026-12-25'), [{ role: 'staff' }]);
  });

  test('one is given on the page of a person, holds on its days alone, and is taken away again', async () => {
    const wrong = await give('director', '2026-12-24', '2026-12-01');
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /The last day must be the first day or later/);
    assert.match((await give('director', '2026-11-01', '2026-11-19')).body, /The last day has passed/);
    await give('director', '2026-12-01', '2026-12-24');
    assert.deepEqual(await rolesOn('2026-11-30'), [{ role: 'complaints-officer' }]);
    assert.deepEqual(await rolesOn('2026-12-24'), [{ role: 'complaints-officer' }, { role: 'director' }]);
    assert.deepEqual(await rolesOn('2026-12-25'), [{ role: 'complaints-officer' }]);
    const shown = await page();
    assert.match(shown.body, /from 1 Dec 2026 until 24 Dec 2026/);
    await visitor.send(shown, { roles: 'investigator' }, `/people/${officer}/roles`);
    assert.deepEqual(
      await rolesOn('2026-12-24'),
      [{ role: 'investigator' }, { role: 'director' }],
      'the form of roles leaves it alone',
    );
    const key = 'director||2026-12-01|2026-12-24';
    await visitor.send(await page(), { _term: key }, `/people/${officer}/roles/end`);
    assert.deepEqual(await rolesOn('2026-12-24'), [{ role: 'investigator' }]);
  });

  test('the page says what was changed when and by whom, what they may offer, and that they have not signed in', async () => {
    const { body } = await page();
    assert.match(body, /Roles changed.*Investigator[\s\S]*Ada Min/);
    assert.match(body, /Any amount/);
    assert.match(body, /Not yet/);
    await people.noteSignIn(ORGANISATION, officer);
    assert.match((await page()).body, /Friday 20 November 2026 at 10:00/);
    assert.match((await visitor.open('/people')).body, /20 Nov 2026/);
  });
});
