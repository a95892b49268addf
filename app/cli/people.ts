import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { findPasswordFault } from '../identity/accounts.ts';
import type { PeopleRefusal } from '../identity/people.ts';
import { describeRoles, describeTraining, listRoleChoices, readRoles } from '../identity/roles.ts';
import { type Installation, openInstallation } from '../installation.ts';
import type { OrganisationPart } from '../web/app-parts.ts';
import { describeTrouble } from './describe-trouble.ts';
import type { Io } from './main.ts';

const USAGE = `redress people COMMAND --organisation ORG [OPTIONS]

The people of a landlord, on the data that \`redress serve\` uses. The first administrator is made here; after that the
page "People" does the same.

  add             --name NAME --email ADDRESS [--roles ROLE,ROLE@SERVICE,ROLE+DATE] [--administrator]
  change-roles    --email ADDRESS [--roles …] [--administrator]    the roles they hold from now on, all of them
  list            who is there
  reset-password  --email ADDRESS     a new password, shown once
  close           --email ADDRESS     they cannot sign in any more; their cases show as unassigned

  --organisation ORG   the landlord: the name of its pack (redress packs list)
  --roles              ROLE, or ROLE@SERVICE for one service; +2025-01-31 behind it is the day of the training for it
  --password-stdin     the password is read from standard input instead of being made

Example: redress people add --organisation ORG --name "Ada Min" --email ada@example.org --administrator
`;

const REFUSALS: Readonly<Record<PeopleRefusal, string>> = {
  'already-there': 'is on the list already; reset-password gives them a new password',
  'not-there': 'is not on the list; `redress people list` shows who is',
  closed: 'has a closed account; add them again to let them back in',
  'last-administrator': 'is the only administrator; make somebody else one first',
};

type Given = {
  readonly command: string;
  readonly organisation: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly roles: readonly string[];
  readonly administrator: boolean;
  readonly passwordStdin: boolean;
};

/** Thrown inside a command for what its caller can mend. */
class Refused extends Error {}

/** `redress people`: exit code 0 when done, 1 when refused; why stands on stderr. */
export async function runPeople(args: string[], io: Io, environment: NodeJS.ProcessEnv = process.env): Promise<number> {
  try {
    const given = readArguments(args);
    if (given === 'help') {
      io.out(USAGE);
      return 0;
    }
    return await onInstallation(given, io, environment);
  } catch (error) {
    if (error instanceof Refused) {
      io.err(`redress people: ${error.message}\n`);
      return 1;
    }
    if (/ is in use by /.test((error as Error).message ?? '')) io.err(`${LOCKED}\n\n`);
    return describeTrouble(error, io, 'people');
  }
}

const LOCKED =
  'Redress is running on this data, which one process may use at a time. Sign in as an administrator and use the page “People” instead, or stop it first.';

function readArguments(args: string[]): Given | 'help' {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      organisation: { type: 'string' },
      name: { type: 'string' },
      email: { type: 'string' },
      roles: { type: 'string' },
      administrator: { type: 'boolean' },
      'password-stdin': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const [command = '', ...more] = positionals;
  if (!Object.hasOwn(COMMANDS, command) || more.length > 0)
    throw new Refused(`say one of ${Object.keys(COMMANDS).join(', ')}. redress people --help tells more.`);
  if (values.organisation === undefined)
    throw new Refused('--organisation is missing: the landlord, as `redress packs list` names it.');
  return {
    command,
    organisation: values.organisation,
    name: values.name?.trim(),
    email: values.email?.trim(),
    roles:
      values.roles
        ?.split(',')
        .map((role) => role.trim())
        .filter(Boolean) ?? [],
    administrator: values.administrator ?? false,
    passwordStdin: values['password-stdin'] ?? false,
  };
}

async function onInstallation(given: Given, io: Io, environment: NodeJS.ProcessEnv): Promise<number> {
  const installation = await openInstallation(readConfig(environment));
  try {
    const organisation = installation.organisations.find(({ id }) => id === given.organisation);
    if (!organisation) {
      const known = installation.organisations.map(({ id }) => id).join(', ');
      throw new Refused(`there is no landlord ${given.organisation} here; there is ${known || 'none'}.`);
    }
    await COMMANDS[given.command as keyof typeof COMMANDS](installation, organisation, given, io);
    return 0;
  } finally {
    await installation.close();
  }
}

type Run = (installation: Installation, organisation: OrganisationPart, given: Given, io: Io) => Promise<void>;

const COMMANDS = {
  add,
  list,
  'change-roles': changeRoles,
  'reset-password': resetPassword,
  close,
} as const satisfies Record<string, Run>;

async function add(installation: Installation, organisation: OrganisationPart, given: Given, io: Io): Promise<void> {
  const { name, email, administrator } = given;
  if (!name) throw new Refused('--name is missing: the person’s full name.');
  if (!email || !/^[^\s@<>"']+@[^\s@<>"']+$/.test(email))
    throw new Refused('--email is missing, or is no e-mail address.');
  const roles = readRolesGiven(organisation, given);
  const password = await readPassword(given, io, email);
  const outcome = await installation.people.add(organisation.id, { name, email, roles, administrator }, '');
  if ('refused' in outcome) throw new Refused(`${email} ${REFUSALS[outcome.refused]}.`);
  if (await installation.accounts.hasPassword(outcome.done)) {
    io.out(`Added ${name}. They sign in with the password they have.\n`);
    return;
  }
  await installation.accounts.setPassword(outcome.done, password);
  io.out(`Added ${name}.\n`);
  if (!given.passwordStdin) tellPassword(io, email, password);
}

function readRolesGiven(organisation: OrganisationPart, { roles: told, administrator }: Given) {
  const { pack } = organisation.policy;
  const { roles, unknown } = readRoles(pack, told);
  if (unknown.length > 0)
    throw new Refused(`${pack.organisation.name} has no role ${unknown.join(', ')}.\n${describeKnown(organisation)}`);
  if (roles.length === 0 && !administrator)
    throw new Refused(`give --roles, or --administrator, or both.\n${describeKnown(organisation)}`);
  return roles;
}

async function changeRoles(
  installation: Installation,
  organisation: OrganisationPart,
  given: Given,
  io: Io,
): Promise<void> {
  const person = await getPerson(installation, organisation, given);
  const standing = { roles: readRolesGiven(organisation, given), administrator: given.administrator };
  const outcome = await installation.people.changeRoles(organisation.id, person.id, standing, 'command-line');
  if ('refused' in outcome) throw new Refused(`${person.email} ${REFUSALS[outcome.refused]}.`);
  io.out(`The roles of ${person.name} are changed.\n`);
}

const describeKnown = ({ policy }: OrganisationPart): string =>
  ['Its roles:', ...listRoleChoices(policy.pack).map(({ value, text }) => `  ${value}: ${text}`)].join('\n');

async function list(installation: Installation, organisation: OrganisationPart, _given: Given, io: Io): Promise<void> {
  const people = await installation.people.list(organisation.id);
  if (people.length === 0)
    io.err('Nobody yet. `redress people add --help` tells how to add the first administrator.\n');
  for (const person of people) {
    const roles = describeRoles(organisation.policy.pack, person).join(', ');
    const trained = describeTraining(organisation.policy.pack, person).map((line) => `  (${line})`);
    io.out(
      `${person.name} <${person.email}>  ${roles}${trained.join('')}${person.state === 'closed' ? '  (account closed)' : ''}\n`,
    );
  }
}

async function resetPassword(
  installation: Installation,
  organisation: OrganisationPart,
  given: Given,
  io: Io,
): Promise<void> {
  const person = await getPerson(installation, organisation, given);
  if (person.state === 'closed') throw new Refused(`${person.email} ${REFUSALS.closed}.`);
  const password = await readPassword(given, io, person.email);
  await installation.accounts.setPassword(person.id, password);
  io.out('The password is changed, and they are signed out everywhere.\n');
  if (!given.passwordStdin) tellPassword(io, person.email, password);
}

async function close(installation: Installation, organisation: OrganisationPart, given: Given, io: Io): Promise<void> {
  const person = await getPerson(installation, organisation, given);
  const outcome = await installation.people.close(organisation.id, person.id, 'command-line');
  if ('refused' in outcome) throw new Refused(`${person.email} ${REFUSALS[outcome.refused]}.`);
  io.out(`The account of ${person.name} is closed.\n`);
}

async function getPerson({ people }: Installation, { id }: OrganisationPart, { email }: Given) {
  if (!email) throw new Refused('--email is missing: whose?');
  const person = await people.findByEmail(id, email);
  if (!person) throw new Refused(`${email} ${REFUSALS['not-there']}.`);
  return person;
}

async function readPassword({ passwordStdin }: Given, io: Io, email: string): Promise<string> {
  if (!passwordStdin) return makePassword();
  let text = '';
  for await (const chunk of io.stdin) text += String(chunk);
  const password = text.replace(/\r?\n$/, '');
  const fault = findPasswordFault(password, email);
  if (fault !== undefined) throw new Refused(`the password on standard input will not do. ${fault}.`);
  return password;
}

// No I, L, O, U, 0 or 1: they are misread, or spell words.
const LETTERS = '23456789abcdefghjkmnpqrstvwxyz';

/** Four groups of four letters and digits: about 78 bits, that can be read out. */
function makePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

const tellPassword = (io: Io, email: string, password: string): void =>
  io.out(`Sign in with ${email} and this password, which is shown only now:\n\n  ${password}\n`);
