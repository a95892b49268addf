// An installation for tests of residents' pages: the real packs and templates over a database, with a clock that stands.
import { dirname } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { loadTemplates } from '../../app/documents/load-templates.ts';
import { openAbsences } from '../../app/identity/absences.ts';
import { openAuthorityLimits } from '../../app/identity/authority-limits.ts';
import type { Person } from '../../app/identity/person.ts';
import { openPersonSettings } from '../../app/identity/person-settings.ts';
import { openTeams } from '../../app/identity/teams.ts';
import { loadPacks } from '../../app/packs/load-packs.ts';
import { openOrganisationCalendars } from '../../app/packs/organisation-calendars.ts';
import { openProcedures } from '../../app/packs/procedures/open-procedures.ts';
import { findPortalShell, registerPortal } from '../../app/portal/register.ts';
import { openCasebook } from '../../app/store/cases/casebook.ts';
import type { Database } from '../../app/store/open-database.ts';
import { loadTexts } from '../../app/texts/index.ts';
import type { AppParts, OrganisationPart } from '../../app/web/app-parts.ts';
import { createServer } from '../../app/web/server.ts';
import { type Input, type IsoDate, isPolicyRefusal, localDateOf, type Policy } from '../../engine/index.ts';

export type ResidentParts = AppParts & { readonly clock: { now: string } };

export const PEOPLE: readonly Person[] = [
  person('p1', 'Priya Shah', ['complaints-officer', 'customer-feedback-officer']),
  person('p2', 'Tom Ellis', ['investigating-officer', 'investigator']),
  person('p3', 'Grace Obi', ['complaints-manager', 'head-of-service']),
];

function person(id: string, name: string, roles: readonly string[]): Person {
  const held = roles.map((role) => ({ role }));
  return { id, name, email: `${id}@landlord.example`, state: 'active', roles: held, administrator: false };
}

/** The parts of an installation with every sound pack, on the database given. `folder`: of other packs. */
export async function makeResidentParts(
  database: Database,
  now = '2026-03-05T09:30:00Z',
  folder?: string,
): Promise<ResidentParts> {
  const loaded = await loadPacks({ folder });
  const { versions } = loaded;
  const store = openProcedures(loaded);
  const landlordsCalendars = openOrganisationCalendars();
  const clock = { now };
  const inForce = (pack: string, on: string): Policy | undefined => {
    const found = store.inForce(pack, on);
    return isPolicyRefusal(found) ? undefined : found;
  };
  const casebook = openCasebook({
    database,
    policies: { get: (pack, version) => store.get(pack, version)!, inForce, ...landlordsCalendars },
    now: () => clock.now,
  });
  const organisations = await Promise.all(
    store.names().map(async (id): Promise<OrganisationPart> => {
      const policy = inForce(id, now.slice(0, 10))!;
      const file = versions.find((version) => version.policy === policy)!.file;
      const { templates } = await loadTemplates(dirname(file), store.versions(id));
      return { id, policy, versions: store.versions(id), calendar: landlordsCalendars.calendarFor(policy), templates };
    }),
  );
  return {
    clock,
    casebook,
    procedures: store,
    organisations,
    absences: openAbsences({ database, now: () => clock.now }),
    teams: openTeams({ database, now: () => clock.now }),
    limits: openAuthorityLimits({ database, now: () => clock.now }),
    settings: openPersonSettings({ database, now: () => clock.now }),
    people: {
      list: async () => PEOPLE,
      find: async (_organisation, id) => PEOPLE.find((one) => one.id === id),
    },
    texts: loadTexts(),
    files: {} as AppParts['files'],
    today: () => localDateOf(clock.now) as IsoDate,
    now: () => clock.now,
    demo: false,
    publicUrl: () => 'http://localhost',
  };
}

/** The residents' pages on a server; `log` takes its lines. */
export function makePortalServer(parts: AppParts, log?: (line: string) => void): FastifyInstance {
  const app = createServer({
    logger: log ? { stream: { write: log } } : false,
    secureCookies: false,
    csrfSecret: 'a secret only for tests, 32 chars or more',
    sessionOf: () => undefined,
    shellOf: (request) =>
      findPortalShell(parts, request) ?? { organisation: { name: 'Complaints', colours: { brand: '#0b3d59' } } },
  });
  registerPortal(app, parts);
  return app;
}

/** Something done on a case by a person of the landlord who may do it. */
export type Deed = {
  readonly what: string;
  readonly on: string;
  readonly by?: string;
  readonly step?: string;
  readonly input?: Input;
};

/** Does these on a case in order, the clock going along. Fails with what was refused. */
export async function driveCase(
  parts: ResidentParts,
  organisation: string,
  caseId: string,
  deeds: readonly Deed[],
): Promise<void> {
  for (const { what, on, by = 'p1', step, input = {} } of deeds) {
    parts.clock.now = `${on}T10:00:00Z`;
    const roles = PEOPLE.find(({ id }) => id === by)?.roles ?? [];
    const actor = { id: by, kind: 'staff', roles, entitled: true } as const;
    const moment = { on: on as IsoDate, at: parts.clock.now };
    const outcome = await parts.casebook.act({ organisation, caseId, actor, command: what, step, moment, input });
    if (!('done' in outcome)) throw new Error(`${what} on ${on}: ${JSON.stringify(outcome)}`);
  }
}

/** A case logged by staff. */
export async function registerCase(
  parts: ResidentParts,
  organisation: string,
  on: string,
  input: Input = {},
  resident: Readonly<Record<string, string>> = {
    'resident-name': 'Ada Brown',
    'resident-address': '4 Mill Lane\nAnytown',
  },
): Promise<{ caseId: string; reference: string }> {
  parts.clock.now = `${on}T10:00:00Z`;
  const registered = await parts.casebook.register({
    organisation,
    actor: { id: 'p1', kind: 'staff', roles: [], entitled: true },
    moment: { on: on as IsoDate, at: parts.clock.now },
    input: { channel: 'telephone', 'what-happened': 'The lift has been out of order since January.', ...input },
    resident,
  });
  if ('refused' in registered) throw new Error(JSON.stringify(registered));
  return registered;
}
