import type { FastifyRequest } from 'fastify';
import { getSignedIn } from '../../identity/index.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';

/** The landlord that the signed-in administrator works for. @throws where the installation does not run it: a programming error */
export function findOrganisation({ organisations }: AppParts, request: FastifyRequest): OrganisationPart {
  const { organisation } = getSignedIn(request);
  const found = organisations.find(({ id }) => id === organisation);
  if (!found) throw new Error('The organisation of the session is not run here.');
  return found;
}
