import type { FastifyRequest } from 'fastify';
import type { AppParts, OrganisationPart } from '../web/app-parts.ts';
import type { Shell } from '../web/page.ts';
import { answerPage, complainPage, followPage, landlordPage } from './paths.ts';

/** The landlord that an address names; undefined when there is none of that name. */
export function findOrganisation(parts: AppParts, request: FastifyRequest): OrganisationPart | undefined {
  const { organisation } = (request.params ?? {}) as { organisation?: string };
  return parts.organisations.find(({ id }) => id === organisation);
}

/**
 * What surrounds a resident's page: the landlord's name and colours, and its two main pages. Undefined for pages that
 * belong to no landlord.
 */
export function findPortalShell(parts: AppParts, request: FastifyRequest): Shell | undefined {
  const found = findOrganisation(parts, request);
  const url = request.routeOptions?.url ?? '';
  if (!found || !url.startsWith('/:organisation')) return undefined;
  const { name, colours, fictitious } = found.policy.pack.organisation;
  const here = { organisation: found.id };
  return {
    organisation: { name, colours: { brand: colours?.brand ?? '#0b3d59' } },
    home: landlordPage(here),
    navigation:
      url === answerPage.pattern
        ? []
        : [
            { text: 'Make a complaint', href: complainPage(here), active: url.startsWith(complainPage.pattern) },
            { text: 'Follow a complaint', href: followPage(here), active: url.startsWith(followPage.pattern) },
          ],
    ...(fictitious && { phase: { tag: { text: 'Invented' }, text: INVENTED } }),
  };
}

const INVENTED = 'This landlord does not exist. It is here to show how complaints work.';
