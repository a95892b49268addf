import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type IsoDate, localDateOf, type Policy } from '../engine/index.ts';
import { type FileStore, openFileStore } from './documents/file-store.ts';
import { loadTemplates } from './documents/load-templates.ts';
import { announceLetters } from './documents/mail-letters.ts';
import { announceRequests } from './documents/mail-requests.ts';
import { type Absences, absenceProjection, openAbsences } from './identity/absences.ts';
import { type Accounts, openAccounts } from './identity/accounts.ts';
import { type AuthorityLimits, limitProjection, openAuthorityLimits } from './identity/authority-limits.ts';
import { openPeople, type People } from './identity/people.ts';
import { personProjection } from './identity/person-events.ts';
import { openPersonSettings, type PersonSettings } from './identity/person-settings.ts';
import { teamProjection } from './identity/team-events.ts';
import { openTeams, type Teams } from './identity/teams.ts';
import { NoPacksThere } from './packs/find-pack-files.ts';
import { loadPacks, type PolicyStore } from './packs/load-packs.ts';
import { openOrganisationCalendars } from './packs/organisation-calendars.ts';
import { refreshProcedures } from './packs/procedures/keep-procedure.ts';
import { openProcedures, type Procedures } from './packs/procedures/open-procedures.ts';
import type { FileFault } from './packs/read-yaml.ts';
import { refreshDaysOff } from './store/calendar/days-off.ts';
import type { CasePolicies } from './store/cases/case-policies.ts';
import { type Casebook, openCasebook } from './store/cases/casebook.ts';
import { type Database, type DatabasePlace, openDatabase } from './store/open-database.ts';
import type { Projection } from './store/projections.ts';
import type { OrganisationPart } from './web/app-parts.ts';

/** What an installation is started with. */
export type Config = {
  readonly database: DatabasePlace;
  /** Where files, the secret and, with PGlite, the database lie. */
  readonly dataFolder: string;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** The address people use, without a slash at the end; undefined: the one the server listens on. */
  readonly publicUrl: string | undefined;
  /** At least 32 characters; undefined: kept in the data folder, made there when it is absent. */
  readonly secret: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly policiesFolder: string;
  readonly logLevel: string;
};

/** Everything of an installation but its web server: what the commands and the server both work on. */
export type Installation = {
  readonly config: Config;
  readonly secret: string;
  readonly database: Database;
  readonly policies: CasePolicies;
  readonly procedures: Procedures;
  readonly organisations: readonly OrganisationPart[];
  readonly casebook: Casebook;
  readonly accounts: Accounts;
  readonly people: People;
  readonly absences: Absences;
  readonly teams: Teams;
  readonly limits: AuthorityLimits;
  readonly settings: PersonSettings;
  readonly files: FileStore;
  /** What `rebuild` makes again from the events. */
  readonly projections: readonly Projection[];
  readonly now: () => string;
  readonly today: () => IsoDate;
  /** Takes in what administrators did in other processes: to the landlords' calendars and procedures. */
  readonly refreshSettings: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Something that whoever runs the installation has to mend before it starts. The message says what, and how. */
export class InstallationFault extends Error {
  override readonly name = 'InstallationFault';
}

export type Clock = () => string;
export const realClock: Clock = () => new Date().toISOString();

const MB = 1024 * 1024;

/** First parts of addresses that are the installation's own. A landlord's pages begin with the id of its pack. */
export const OWN_ADDRESSES: readonly string[] = [
  ...[
    'about',
    'absences',
    'accessibility',
    'administration',
    'assets',
    'board',
    'calendar',
    'cases',
    'choose-organisation',
    'clauses',
    'demo',
    'health',
    'inbox',
    'logged',
    'my-panels',
    'my-settings',
    'my-work',
    'people',
  ],
  ...['privacy', 'procedure', 'promises', 'satisfaction', 'set-password', 'sign-in', 'sign-out'],
];

/**
 * Opens an installation: its packs and calendars, its database, its people, its files.
 * @throws InstallationFault for packs with faults, and what `openDatabase` throws
 */
export async function openInstallation(config: Config, now: Clock = realClock): Promise<Installation> {
  const today = () => localDateOf(now()) as IsoDate;
  const { policies, procedures, organisations } = await loadOrganisations(config.policiesFolder, today);
  const secret = await loadSecret(config);
  const database = await openDatabase(config.database);
  const casebook = openCasebook({
    database,
    policies,
    now,
    announce: (recorded) => [...announceLetters(recorded), ...announceRequests(recorded)],
  });
  const publicUrl = config.publicUrl ?? `http://${config.host}`;
  const accounts = openAccounts({ database, secret, publicUrl, now });
  const landlords = organisations.map(({ id }) => id);
  const refreshSettings = async () => {
    await refreshDaysOff({ database, policies, now }, landlords);
    await refreshProcedures({ database, procedures }, landlords);
  };
  await refreshSettings();
  refuseUnreadable(procedures, landlords);
  return {
    config,
    secret,
    database,
    policies,
    procedures,
    organisations,
    casebook,
    accounts,
    people: openPeople({ database, accounts, now }),
    absences: openAbsences({ database, now }),
    teams: openTeams({ database, now }),
    limits: openAuthorityLimits({ database, now }),
    settings: openPersonSettings({ database, now }),
    files: openFileStore({ folder: join(config.dataFolder, 'files'), maxBytes: 25 * MB }),
    projections: [...casebook.projections, personProjection, absenceProjection, teamProjection, limitProjection],
    now,
    today,
    refreshSettings,
    close: () => database.close(),
  };
}

/** The landlords of a policies folder with the procedures they run: on each day the versions in force then. */
export async function loadOrganisations(
  folder: string,
  today: () => IsoDate,
): Promise<{ policies: CasePolicies; procedures: Procedures; organisations: readonly OrganisationPart[] }> {
  const loaded = await loadPacks({ folder }).catch((error: unknown) => {
    if (error instanceof NoPacksThere) throw new InstallationFault(describeNoPacks(folder));
    throw error;
  });
  if (loaded.faults.length > 0) throw new InstallationFault(describeFaults(folder, loaded.faults));
  const found = loaded.versions.flatMap(({ policy }) => policy ?? []);
  refuseOwnAddresses(found.map(({ pack }) => pack.pack));
  const folders = new Map(loaded.versions.map(({ policy, file }) => [policy?.pack.pack, dirname(file)]));
  const procedures = openProcedures(loaded);
  const policies = makeCasePolicies(procedures);
  const organisations = await Promise.all(
    procedures.names().map(async (id): Promise<OrganisationPart | undefined> => {
      const policy = policies.inForce(id, today());
      if (!policy) return undefined;
      const { templates, faults } = await loadTemplates(folders.get(id) ?? folder, procedures.versions(id));
      if (faults.length > 0) throw new InstallationFault(describeFaults(folder, faults));
      return makeOrganisation({ policies, procedures, today }, policy, templates);
    }),
  );
  return { policies, procedures, organisations: organisations.filter((one) => one !== undefined) };
}

type OrganisationParts = {
  readonly policies: CasePolicies;
  readonly procedures: Procedures;
  readonly today: () => IsoDate;
};

/** A landlord whose procedure and calendar are those of the day they are asked on. `first`: where none is in force. */
export function makeOrganisation(
  { policies, procedures, today }: OrganisationParts,
  first: Policy,
  templates: OrganisationPart['templates'],
): OrganisationPart {
  const id = first.pack.pack;
  return {
    id,
    templates,
    get policy() {
      return policies.inForce(id, today()) ?? first;
    },
    get versions() {
      return procedures.versions(id);
    },
    get calendar() {
      return policies.calendarFor(this.policy);
    },
  };
}

/** A version that cases may follow, and that this Redress cannot read, is mended before anything runs. */
function refuseUnreadable(procedures: Procedures, landlords: readonly string[]): void {
  for (const id of landlords) {
    const { days } = procedures.book(id);
    const one = procedures.unreadable(id).find(({ version }) => days.some((day) => day.version === version));
    if (!one) continue;
    const { faults } = procedures.read(id, one.words, one.source);
    throw new InstallationFault(
      `The version ${one.version} of ${id}, added on ${one.addedOn} by an administrator, cannot be read any more:\n${faults
        .slice(0, 5)
        .map(({ line, what }) => `  line ${line}: ${what}`)
        .join(
          '\n',
        )}\n\nPut it, mended, into the policies folder as ${id}/${one.version}.yaml: the file there then counts.`,
    );
  }
}

/** The procedures at hand as cases need them, with the calendars of their landlords. */
export function makeCasePolicies(store: PolicyStore): CasePolicies {
  return {
    ...openOrganisationCalendars(),
    get: (pack, version) => {
      const policy = store.get(pack, version);
      if (policy) return policy;
      throw new Error(
        `A case goes by ${pack} ${version}, which is not among the packs. Put its file back: cases keep the version they began under.`,
      );
    },
    inForce: (pack, on) => {
      const found = store.inForce(pack, on);
      return 'pack' in found ? found : undefined;
    },
  };
}

function refuseOwnAddresses(ids: readonly string[]): void {
  const taken = ids.find((id) => OWN_ADDRESSES.includes(id));
  if (taken === undefined) return;
  throw new InstallationFault(
    `A pack cannot be called ${taken}: its residents' pages would stand at /${taken}, which is an address of Redress itself. Give the pack another name, in its file (\`pack:\`) and its folder.`,
  );
}

export const describeNoPacks = (folder: string): string =>
  `There is no pack in ${folder}, so there is no landlord to run. See what comes with Redress, then start with it:

  REDRESS_POLICIES= bin/redress packs list
  REDRESS_POLICIES= npm start

or put a landlord's pack there; docs/how-to tells how to write one.`;

function describeFaults(folder: string, faults: readonly FileFault[]): string {
  const shown = faults.slice(0, 5).map(({ file, line, what }) => `  ${file}:${line}: ${what}`);
  const more = faults.length > shown.length ? [`  and ${faults.length - shown.length} more`] : [];
  return [
    'The packs have faults, and a procedure with a fault is not run:',
    ...shown,
    ...more,
    '',
    'This shows them all, with how to mend each:',
    '',
    `  bin/redress packs check ${folder}`,
  ].join('\n');
}

/** The secret given, else the one kept in the data folder, made now when it is not there; for nobody else to read. */
export async function loadSecret({ secret, dataFolder }: Pick<Config, 'secret' | 'dataFolder'>): Promise<string> {
  if (secret !== undefined) return secret;
  const file = join(dataFolder, 'secret');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined && kept.trim().length >= 32) return kept.trim();
  await mkdir(dataFolder, { recursive: true });
  const made = randomBytes(32).toString('hex');
  try {
    await writeFile(file, `${made}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await chmod(file, 0o600);
    await writeFile(file, `${made}\n`);
  }
  return made;
}
