import type { Selectable } from 'kysely';
import { type IsoDate, localDateOf, type RoleHeld } from '../../engine/index.ts';
import type { Database } from '../store/open-database.ts';
import { readStream } from '../store/read-stream.ts';
import { runOnStream } from '../store/run-command.ts';
import type { NewEvent, StoredEvent } from '../store/stored-event.ts';
import type { Tables } from '../store/tables.ts';
import type { Accounts } from './accounts.ts';
import { issueLink, redeemLink } from './capability-links.ts';
import type { PeopleDirectory, Person } from './person.ts';
import {
  accountClosed,
  evolvePerson,
  PERSON_STREAM,
  passwordLinkIssued,
  personAdded,
  personProjection,
  rolesChanged,
  type Standing,
} from './person-events.ts';
import { findRolesOn, type RoleTerm } from './role-terms.ts';

export type NewPerson = {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleHeld[];
  readonly administrator: boolean;
};

/** Why something about a person was not done. */
export type PeopleRefusal = 'already-there' | 'not-there' | 'closed' | 'last-administrator';
export type PersonOutcome = { readonly done: string } | { readonly refused: PeopleRefusal };

/** The people of every organisation: their list, and what administrators do. `by` is the id of who does it. */
export type People = PeopleDirectory & {
  /** Adds somebody, or lets somebody back in whose account was closed. Answers the person's id. */
  readonly add: (organisation: string, person: NewPerson, by: string) => Promise<PersonOutcome>;
  readonly changeRoles: (organisation: string, id: string, standing: Standing, by: string) => Promise<PersonOutcome>;
  /** Closes the account in this organisation, and signs it out everywhere. */
  readonly close: (organisation: string, id: string, by: string) => Promise<PersonOutcome>;
  /** A one-time token with which the person sets a password within 24 hours; older ones stop working. */
  readonly issuePasswordLink: (
    organisation: string,
    id: string,
    by: string,
  ) => Promise<{ token: string } | { refused: PeopleRefusal }>;
  /** Sets a password with such a token. False when it is no good any more. */
  readonly redeemPasswordLink: (organisation: string, token: string, password: string) => Promise<boolean>;
  /** The organisations in which an account is active. */
  readonly findMemberships: (id: string) => Promise<readonly { organisation: string; person: Person }[]>;
  /** What was recorded about a person, the earliest first. */
  readonly history: (organisation: string, id: string) => Promise<readonly StoredEvent[]>;
  /** Notes that somebody signed in; what is kept is the last time alone. */
  readonly noteSignIn: (organisation: string, id: string) => Promise<void>;
  /** When each person last signed in to an organisation, by id. */
  readonly listSignIns: (organisation: string) => Promise<ReadonlyMap<string, string>>;
  readonly findByEmail: (organisation: string, email: string) => Promise<Person | undefined>;
};

export type PeopleParts = {
  readonly database: Database;
  readonly accounts: Accounts;
  /** An instant in UTC. */
  readonly now: () => string;
};

const PURPOSE = 'set-password';
const LINK_HOURS = 24;

/** Opens the people of an installation over the store and its accounts. */
export function openPeople(parts: PeopleParts): People {
  return {
    list: (organisation) => listPeople(parts, organisation),
    find: (organisation, id) => findPerson(parts, organisation, id),
    findByEmail: async (organisation, email) => {
      const address = email.trim().toLowerCase();
      return (await listPeople(parts, organisation)).find((person) => person.email === address);
    },
    history: (organisation, id) =>
      parts.database.inOrganisation(organisation, (tx) => readStream(tx, organisation, `${PERSON_STREAM}${id}`)),
    noteSignIn: (organisation, id) => noteSignIn(parts, organisation, id),
    listSignIns: (organisation) => listSignIns(parts, organisation),
    findMemberships: (id) => findMemberships(parts, id),
    add: (organisation, person, by) => addPerson(parts, organisation, person, by),
    changeRoles: (organisation, id, standing, by) => changeRoles(parts, organisation, id, standing, by),
    close: (organisation, id, by) => closeAccount(parts, organisation, id, by),
    issuePasswordLink: (organisation, id, by) => issuePasswordLink(parts, organisation, id, by),
    redeemPasswordLink: (organisation, token, password) => redeemPasswordLink(parts, organisation, token, password),
  };
}

type Row = Selectable<Tables['person']>;

const personOf = (row: Row, today: IsoDate): Person => {
  const details = row.details as { email?: string; administrator?: boolean };
  const terms = row.roles as unknown as readonly RoleTerm[];
  return {
    id: row.person_id,
    name: row.name ?? '',
    email: details.email ?? '',
    state: row.state === 'closed' ? 'closed' : 'active',
    roles: findRolesOn(terms, today),
    terms,
    administrator: details.administrator === true,
  };
};

/** What is given for a time is judged by the day it is. */
const todayOf = ({ now }: Pick<PeopleParts, 'now'>): IsoDate => localDateOf(now()) as IsoDate;

async function listPeople({ database, now }: PeopleParts, organisation: string): Promise<readonly Person[]> {
  const rows = await database.inOrganisation(organisation, (tx) =>
    tx.selectFrom('person').selectAll().where('organisation', '=', organisation).orderBy('name').execute(),
  );
  const today = todayOf({ now });
  return rows.map((row) => personOf(row, today));
}

async function findPerson(
  { database, now }: PeopleParts,
  organisation: string,
  id: string,
): Promise<Person | undefined> {
  const row = await database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('person')
      .selectAll()
      .where('organisation', '=', organisation)
      .where('person_id', '=', id)
      .executeTakeFirst(),
  );
  return row && personOf(row, todayOf({ now }));
}

async function findMemberships(
  { database, now }: PeopleParts,
  id: string,
): Promise<readonly { organisation: string; person: Person }[]> {
  const rows = await database.acrossOrganisations((tx) =>
    tx
      .selectFrom('person')
      .selectAll()
      .where('person_id', '=', id)
      .where('state', '=', 'active')
      .orderBy('organisation')
      .execute(),
  );
  return rows.map((row) => ({ organisation: row.organisation, person: personOf(row, todayOf({ now })) }));
}

type Wanted = { readonly event: NewEvent } | { readonly refused: PeopleRefusal };

/** Decides on the person as they are and stores what follows. */
async function decide(
  { database, now }: PeopleParts,
  organisation: string,
  id: string,
  by: string,
  wanted: (person: Person | undefined, on: string) => Wanted,
): Promise<PersonOutcome> {
  const at = now();
  const outcome = await runOnStream<PeopleRefusal>(
    {
      database,
      organisation,
      stream: `${PERSON_STREAM}${id}`,
      actor: by,
      now: at,
      kind: 'decides',
      projections: [personProjection],
    },
    (events: StoredEvent[]) => {
      const answer = wanted(evolvePerson(id, events), localDateOf(at) ?? '');
      return 'refused' in answer ? { refused: [answer.refused] } : { events: [answer.event] };
    },
  );
  return 'refused' in outcome ? { refused: outcome.refused[0] ?? 'not-there' } : { done: id };
}

async function noteSignIn({ database, now }: PeopleParts, organisation: string, person: string): Promise<void> {
  const row = { organisation, person, signed_in_at: now() };
  await database.inOrganisation(organisation, (tx) =>
    tx
      .insertInto('person_sign_in')
      .values(row)
      .onConflict((on) => on.columns(['organisation', 'person']).doUpdateSet({ signed_in_at: row.signed_in_at }))
      .execute(),
  );
}

async function listSignIns({ database }: PeopleParts, organisation: string): Promise<ReadonlyMap<string, string>> {
  const rows = await database.inOrganisation(organisation, (tx) =>
    tx.selectFrom('person_sign_in').selectAll().where('organisation', '=', organisation).execute(),
  );
  return new Map(rows.map(({ person, signed_in_at }) => [person, new Date(signed_in_at).toISOString()]));
}

async function addPerson(
  parts: PeopleParts,
  organisation: string,
  { name, email, roles, administrator }: NewPerson,
  by: string,
): Promise<PersonOutcome> {
  const address = email.trim().toLowerCase();
  const id = await parts.accounts.ensure(address);
  return decide(parts, organisation, id, by === '' ? id : by, (person, on) =>
    person?.state === 'active'
      ? { refused: 'already-there' }
      : { event: personAdded(on, { name: name.trim(), email: address }, { roles, administrator }) },
  );
}

async function changeRoles(
  parts: PeopleParts,
  organisation: string,
  id: string,
  standing: Standing,
  by: string,
): Promise<PersonOutcome> {
  if (!standing.administrator && (await isLastAdministrator(parts, organisation, id)))
    return { refused: 'last-administrator' };
  return decide(
    parts,
    organisation,
    id,
    by,
    (person, on) => refuseGone(person) ?? { event: rolesChanged(on, standing) },
  );
}

async function closeAccount(parts: PeopleParts, organisation: string, id: string, by: string): Promise<PersonOutcome> {
  if (await isLastAdministrator(parts, organisation, id)) return { refused: 'last-administrator' };
  const outcome = await decide(
    parts,
    organisation,
    id,
    by,
    (person, on) => refuseGone(person) ?? { event: accountClosed(on) },
  );
  if ('done' in outcome) await parts.accounts.endSessions(id);
  return outcome;
}

function refuseGone(person: Person | undefined): Wanted | undefined {
  if (!person) return { refused: 'not-there' };
  return person.state === 'closed' ? { refused: 'closed' } : undefined;
}

/** An organisation without an administrator could add nobody any more. */
async function isLastAdministrator(parts: PeopleParts, organisation: string, id: string): Promise<boolean> {
  const administrators = (await listPeople(parts, organisation)).filter(
    (person) => person.administrator && person.state === 'active',
  );
  return administrators.length === 1 && administrators[0]?.id === id;
}

async function issuePasswordLink(
  parts: PeopleParts,
  organisation: string,
  id: string,
  by: string,
): Promise<{ token: string } | { refused: PeopleRefusal }> {
  const outcome = await decide(
    parts,
    organisation,
    id,
    by,
    (person, on) => refuseGone(person) ?? { event: passwordLinkIssued(on) },
  );
  if ('refused' in outcome) return outcome;
  const now = parts.now();
  return parts.database.inOrganisation(organisation, async (tx) => {
    await tx
      .updateTable('capability_link')
      .set({ revoked_at: now })
      .where('organisation', '=', organisation)
      .where('purpose', '=', PURPOSE)
      .where('subject', '=', id)
      .where('revoked_at', 'is', null)
      .execute();
    const expiresAt = new Date(Date.parse(now) + LINK_HOURS * 3_600_000).toISOString();
    return issueLink(tx, { organisation, purpose: PURPOSE, subject: id, form: 'link', expiresAt, issuedBy: by, now });
  });
}

async function redeemPasswordLink(
  parts: PeopleParts,
  organisation: string,
  token: string,
  password: string,
): Promise<boolean> {
  const redemption = await parts.database.inOrganisation(organisation, (tx) =>
    redeemLink(tx, { organisation, purpose: PURPOSE, token, now: parts.now() }),
  );
  if ('refused' in redemption) return false;
  const { subject } = redemption.redeemed;
  if ((await findPerson(parts, organisation, subject))?.state !== 'active') return false;
  await parts.accounts.setPassword(subject, password);
  return true;
}
