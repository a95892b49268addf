import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { type Kysely, sql } from 'kysely';
import { sha256 } from '../store/canonical-json.ts';
import type { Database } from '../store/open-database.ts';

/** What a sign-in came to. The same refusal for a wrong password and an address that nobody has. */
export type SignIn =
  | { readonly cookies: readonly string[]; readonly account: string }
  | { readonly refused: 'wrong' | 'locked' };

/** Passwords and sessions of people, across organisations. What a person may do stands with each organisation. */
export type Accounts = {
  /** The account of an e-mail address; made without a password where there is none. */
  readonly ensure: (email: string) => Promise<string>;
  readonly setPassword: (account: string, password: string) => Promise<void>;
  /** Gives several accounts the same password, which is then hashed only once. For the demo. */
  readonly setPasswordOfAll: (accounts: readonly string[], password: string) => Promise<void>;
  readonly hasPassword: (account: string) => Promise<boolean>;
  readonly signIn: (email: string, password: string) => Promise<SignIn>;
  /** Answers the cookies that end the session in the browser. */
  readonly signOut: (cookie: string) => Promise<readonly string[]>;
  /** Whose session a cookie header is of; `cookies` renew it. */
  readonly findSession: (
    cookie: string,
  ) => Promise<{ session: string; account: string; cookies: readonly string[] } | undefined>;
  /** Signs an account out everywhere. */
  readonly endSessions: (account: string) => Promise<void>;
};

export type AccountsOptions = {
  readonly database: Database;
  readonly secret: string;
  readonly publicUrl: string;
  /** An instant in UTC, for lock-outs. */
  readonly now: () => string;
};

export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 128;
/** Wrong passwords until an address is locked, and for how long. */
const FAILURES = 5;
const LOCK_MINUTES = 15;
const HOUR = 3600;

/** What is wrong with a new password, in words for its owner; undefined when it will do. */
export function findPasswordFault(password: string, email?: string): string | undefined {
  if (password.length < SHORTEST_PASSWORD) return `Enter a password of at least ${SHORTEST_PASSWORD} characters`;
  if (password.length > LONGEST_PASSWORD) return `Enter a password of at most ${LONGEST_PASSWORD} characters`;
  if (new Set(password).size < 5) return 'Enter a password with more different characters';
  const name = email?.toLowerCase().split('@')[0] ?? '';
  return name.length > 3 && password.toLowerCase().includes(name)
    ? 'Enter a password that does not contain your name'
    : undefined;
}

/** Opens the accounts of an installation. None of its functions may be called inside a transaction. */
export function openAccounts(options: AccountsOptions): Accounts {
  const auth = configure(options);
  const db = options.database.connectionForAccounts() as Kysely<AccountTables>;
  const locks = makeLocks(db, options.now);
  return {
    ensure: async (email) => ensureAccount(await auth.$context, email),
    setPassword: async (account, password) => setPassword(await auth.$context, account, password),
    setPasswordOfAll: async (ids, password) => {
      const context = await auth.$context;
      const hash = await context.password.hash(password);
      for (const id of ids) await keepPassword(context, id, hash);
    },
    hasPassword: async (account) => {
      const { internalAdapter } = await auth.$context;
      return (await internalAdapter.findAccounts(account)).some((one) => one.providerId === 'credential');
    },
    signIn: async (email, password) => {
      const address = email.trim().toLowerCase();
      if (await locks.isLocked(address)) return { refused: 'locked' };
      const answer = await auth.api
        .signInEmail({ body: { email: address, password }, headers: new Headers(), asResponse: true })
        .catch(() => undefined);
      if (answer?.status !== 200) {
        await locks.recordFailure(address);
        return { refused: 'wrong' };
      }
      await locks.forget(address);
      const { user } = (await answer.json()) as { user: { id: string } };
      return { cookies: answer.headers.getSetCookie(), account: user.id };
    },
    signOut: async (cookie) => {
      const answer = await auth.api.signOut({ headers: new Headers({ cookie }), asResponse: true });
      return answer.headers.getSetCookie();
    },
    findSession: async (cookie) => {
      if (!cookie.includes('session_token=')) return undefined;
      const found = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
      if (!found.response) return undefined;
      const { session, user } = found.response;
      return { session: session.id, account: user.id, cookies: found.headers.getSetCookie() };
    },
    endSessions: async (account) => {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteUserSessions(account);
    },
  };
}

function configure({ database, secret, publicUrl }: AccountsOptions) {
  return betterAuth({
    appName: 'Redress',
    baseURL: publicUrl,
    secret,
    database: { db: database.connectionForAccounts() as Kysely<unknown>, type: 'postgres', transaction: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    user: { modelName: 'account' },
    session: {
      modelName: 'account_session',
      expiresIn: 12 * HOUR,
      updateAge: HOUR,
      cookieCache: { enabled: true, maxAge: 60 },
    },
    account: { modelName: 'account_password' },
    verification: { modelName: 'account_verification' },
    // Locks are kept per address, in the database, below.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'redress',
      useSecureCookies: publicUrl.startsWith('https:'),
      database: { generateId: () => randomUUID() },
    },
  });
}

type Context = Awaited<ReturnType<typeof configure>['$context']>;

async function ensureAccount({ internalAdapter }: Context, email: string): Promise<string> {
  const address = email.trim().toLowerCase();
  const found = await internalAdapter.findUserByEmail(address);
  if (found) return found.user.id;
  // The name stands with each organisation, never here: it would travel in the session's cookie.
  const made = await internalAdapter.createUser(
    { email: address, name: '', emailVerified: true },
    { method: 'email-password' },
  );
  return made.id;
}

async function setPassword(context: Context, account: string, plain: string): Promise<void> {
  await keepPassword(context, account, await context.password.hash(plain));
}

async function keepPassword({ internalAdapter }: Context, account: string, hash: string): Promise<void> {
  const known = (await internalAdapter.findAccounts(account)).some((one) => one.providerId === 'credential');
  if (known) await internalAdapter.updatePassword(account, hash);
  else {
    await internalAdapter.linkAccount({
      userId: account,
      providerId: 'credential',
      accountId: account,
      password: hash,
    });
  }
  await internalAdapter.deleteUserSessions(account);
}

type AccountTables = {
  sign_in_lock: { address_digest: string; failures: number; last_failure: string; locked_until: string | null };
};

type Locks = {
  readonly isLocked: (address: string) => Promise<boolean>;
  readonly recordFailure: (address: string) => Promise<void>;
  readonly forget: (address: string) => Promise<void>;
};

const minutesLater = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

function makeLocks(db: Kysely<AccountTables>, now: () => string): Locks {
  return {
    isLocked: async (address) => {
      const row = await db
        .selectFrom('sign_in_lock')
        .select('locked_until')
        .where('address_digest', '=', sha256(address))
        .executeTakeFirst();
      return row !== undefined && row.locked_until !== null && row.locked_until > new Date(now()).toISOString();
    },
    recordFailure: async (address) => {
      const at = now();
      const until = minutesLater(at, LOCK_MINUTES);
      const before = minutesLater(at, -LOCK_MINUTES);
      // In one statement, so that tries at the same moment all count; old failures are forgotten.
      await sql`
        insert into sign_in_lock as l (address_digest, failures, last_failure)
        values (${sha256(address)}, 1, ${at}::timestamptz)
        on conflict (address_digest) do update set
          failures = case when l.last_failure < ${before}::timestamptz then 1 else l.failures + 1 end,
          last_failure = excluded.last_failure,
          locked_until = case when l.last_failure >= ${before}::timestamptz and l.failures + 1 >= ${FAILURES}
            then ${until}::timestamptz end`.execute(db);
    },
    forget: async (address) => {
      await db.deleteFrom('sign_in_lock').where('address_digest', '=', sha256(address)).execute();
    },
  };
}
