import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../web/server.ts';
import type { Accounts } from './accounts.ts';
import type { People } from './people.ts';
import type { SignedIn } from './person.ts';

declare module '../web/server.ts' {
  interface Session extends SignedIn {
    /** Every organisation in which this person is active, so that they can switch. */
    readonly organisations: readonly string[];
  }
}

export const ORGANISATION_COOKIE = 'redress-organisation';

export type Sessions = {
  /** Who is signed in, with the organisation they chose; undefined while they have a choice and have not made it. */
  readonly of: (request: FastifyRequest) => Promise<Session | undefined>;
  /** The account of the browser, whether or not it has chosen an organisation. */
  readonly accountOf: (request: FastifyRequest) => Promise<string | undefined>;
  /** Where an account may choose to work. */
  readonly findChoices: (account: string) => Promise<readonly string[]>;
  /** Hands on the cookies with which the sign-in library renews a session. */
  readonly renew: (request: FastifyRequest, reply: FastifyReply) => void;
};

/** Sessions over accounts and people. `isRun`: whether the installation runs an organisation (its pack is there). */
export function openSessions(accounts: Accounts, people: People, isRun: (organisation: string) => boolean): Sessions {
  const renewals = new WeakMap<FastifyRequest, readonly string[]>();
  const findMemberships = async (account: string) =>
    (await people.findMemberships(account)).filter(({ organisation }) => isRun(organisation));
  const find = async (request: FastifyRequest) => {
    const found = await accounts.findSession(request.headers.cookie ?? '');
    if (found) renewals.set(request, found.cookies);
    return found;
  };
  return {
    of: async (request) => {
      const found = await find(request);
      if (!found) return undefined;
      const memberships = await findMemberships(found.account);
      const wanted = request.cookies[ORGANISATION_COOKIE];
      const chosen =
        memberships.length === 1 ? memberships[0] : memberships.find(({ organisation }) => organisation === wanted);
      const organisations = memberships.map(({ organisation }) => organisation);
      return chosen && { id: found.session, ...chosen, organisations };
    },
    accountOf: async (request) => (await find(request))?.account,
    findChoices: async (account) => (await findMemberships(account)).map(({ organisation }) => organisation),
    renew: (request, reply) => {
      const cookies = renewals.get(request);
      renewals.delete(request);
      // A page that signs in or out brings cookies of its own, which count.
      if (!cookies?.length || String(reply.getHeader('set-cookie') ?? '').includes('session_token=')) return;
      for (const cookie of cookies) reply.header('set-cookie', cookie);
    },
  };
}

/** The session of a route that is not public. Throws on one that is: a programming error. */
export function getSignedIn(request: FastifyRequest): Session {
  if (request.session) return request.session;
  throw new Error('Nobody is signed in here. Give the route an access other than public.');
}
