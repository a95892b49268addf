import type { FastifyInstance } from 'fastify';
import { type GuardedRoute, registerAuthority } from './authority.ts';
import { registerPeoplePages } from './people-pages.ts';
import { type IdentityParts, registerSignInPages } from './sign-in-pages.ts';

export { type Accounts, openAccounts } from './accounts.ts';
export { seesCases } from './authority.ts';
export { chooseOrganisationPage, peoplePage, personPage, signInPage, signOutPage } from './paths.ts';
export { openPeople, type People } from './people.ts';
export { personProjection } from './person-events.ts';
export { describeRoles, describeTraining, listRoleChoices, readRoles } from './roles.ts';
export { getSignedIn, openSessions, type Sessions } from './session.ts';
export type { GuardedRoute, IdentityParts };

/**
 * Puts authority over every route that is registered after it, and adds the pages of signing in and of people. Call it
 * first of all that add routes. Answers the list of routes, which grows as they register.
 */
export function registerIdentity(
  app: FastifyInstance,
  parts: IdentityParts & Parameters<typeof registerAuthority>[1],
): readonly GuardedRoute[] {
  const routes = registerAuthority(app, parts);
  app.addHook('onSend', async (request, reply) => {
    parts.sessions.renew(request, reply);
  });
  registerSignInPages(app, parts);
  registerPeoplePages(app, parts);
  return routes;
}
