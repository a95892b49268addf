import type { FastifyRequest } from 'fastify';
import type { Actor, AuthorityLimit, RolesRecorded, Standing } from '../../engine/index.ts';
import { isStandingWithinReach } from '../identity/authority.ts';
import type { Person } from '../identity/person.ts';
import { type CaseRecord, standingOf } from '../store/cases/casebook.ts';
import type { Texts } from '../texts/index.ts';
import type { AppParts } from '../web/app-parts.ts';
import { PageError } from '../web/page-error.ts';
import { type CaseWording, readWording } from './case-wording.ts';
import { actorOf, type Covered, getSignedIn, NOBODY_COVERED } from './get-signed-in.ts';
import { hideLinks } from './hide-links.ts';

/** A case as a person looks at it: everything the pages of a case are made from. */
export type OpenCase = {
  readonly record: CaseRecord;
  readonly standing: Standing;
  readonly wording: CaseWording;
  readonly person: Person;
  readonly actor: Actor;
  readonly people: readonly Person[];
  /** What the organisation set of how much money people may offer. */
  readonly limits: readonly AuthorityLimit[];
  readonly nameOf: (person: string) => string | undefined;
  readonly texts: Texts;
};

const notHere = (): PageError =>
  new PageError({
    status: 404,
    title: 'Page not found',
    text: 'What you look for may have moved, or may not be open to you.',
    keep: false,
  });

/** The case of this request, standing as of now. @throws PageError 404 for whoever may not see it */
export async function openCase(request: FastifyRequest, parts: AppParts): Promise<OpenCase> {
  const { person, organisation } = getSignedIn(request);
  const record = request.caseRecord;
  if (!record || record.organisation !== organisation) throw notHere();
  return describeOpenCase(parts, await hideLinks(parts, record, person), person);
}

/** A loaded case as this person sees it now, with everything that what they may do on it is judged by. */
export async function describeOpenCase(parts: AppParts, record: CaseRecord, person: Person): Promise<OpenCase> {
  const people = await parts.people.list(record.organisation);
  const covered = await parts.absences.findCovered(record.organisation, person.id, parts.today());
  const limits = await parts.limits.list(record.organisation);
  const open = findOpenCase(parts, record, person, people, { covered, limits });
  if (!open) throw notHere();
  return open;
}

/** For whom somebody acts today, and what the organisation set of how much money people may offer. */
type Acting = { readonly covered?: Covered; readonly limits?: readonly AuthorityLimit[] };

/** The same, or undefined for a case that this person may not see. */
export function findOpenCase(
  parts: AppParts,
  record: CaseRecord,
  person: Person,
  people: readonly Person[],
  { covered = NOBODY_COVERED, limits = [] }: Acting = {},
): OpenCase | undefined {
  const standing = standingOf(record, { on: parts.today(), at: parts.now() });
  if (!isStandingWithinReach(parts, record.organisation, standing, person)) return undefined;
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string | undefined => names.get(id);
  return {
    record,
    standing,
    wording: readWording(record, nameOf),
    person,
    actor: { ...actorOf(person, covered), limits },
    limits,
    people,
    nameOf,
    texts: parts.texts,
  };
}

/** The roles of people as they are recorded now, for what is judged by them. */
export function rolesIn(people: readonly Person[]): RolesRecorded {
  const roles = new Map(people.map((person) => [person.id, person.roles]));
  return (person) => roles.get(person);
}
