import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../engine/index.ts';
import type { Person, SignedIn } from '../identity/person.ts';
import { getSignedIn as getSession } from '../identity/session.ts';
import type { AppParts, OrganisationPart } from '../web/app-parts.ts';
import { PageError } from '../web/page-error.ts';

/** Who opened this page: the routes of staff are reached by nobody who is not signed in. */
export const getSignedIn = (request: FastifyRequest): SignedIn => getSession(request);

/** A member of staff as the engine judges them. What a resident tells, staff record: it stays visible who did. */
export const actorOf = (person: Person, covered: Covered = NOBODY_COVERED): Actor => ({
  id: person.id,
  kind: 'staff',
  roles: person.roles,
  ...(covered.size > 0 && { standsInFor: [...covered.keys()] }),
});

/** For whom somebody acts today because they are away, by id, with the last day of each. */
export type Covered = ReadonlyMap<string, string>;
export const NOBODY_COVERED: Covered = new Map();

/** The landlord whose pages these are, with the procedure in force today. */
export function getOrganisation(parts: AppParts, id: string): OrganisationPart {
  const found = parts.organisations.find((organisation) => organisation.id === id);
  if (found) return found;
  throw new PageError({
    status: 404,
    title: 'This organisation is not set up here',
    text: 'Ask whoever runs this service to check which landlords are installed.',
    keep: false,
  });
}
