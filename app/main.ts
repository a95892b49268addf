import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { administrationPaths } from './administration/paths.ts';
import { registerAdministration } from './administration/register.ts';
import { sendDigest } from './casework/digest/write-digest.ts';
import { countInbox } from './casework/inbox/find-inbox.ts';
import { caseworkPaths } from './casework/paths.ts';
import { registerCasework } from './casework/register.ts';
import { LETTER, mailLetter } from './documents/mail-letters.ts';
import { mailRequest, REQUEST } from './documents/mail-requests.ts';
import {
  chooseOrganisationPage,
  describeRoles,
  type GuardedRoute,
  openSessions,
  registerIdentity,
  type Sessions,
  seesCases,
  signInPage,
  signOutPage,
} from './identity/index.ts';
import type { SignedIn } from './identity/person.ts';
import { type Clock, type Config, type Installation, openInstallation } from './installation.ts';
import { DIGEST, makeDailyDigests } from './jobs/enqueue-digests.ts';
import { type Loop, startLoop } from './jobs/loop.ts';
import { type OutboxHandler, runOutboxOnce } from './jobs/outbox.ts';
import { makeDaily, sendReminders } from './jobs/send-reminders.ts';
import { fileSender, type KeptMail, type MailSender, sendMail, smtpSender } from './mail/send-mail.ts';
import { findPortalShell } from './portal/find-organisation.ts';
import { answerPage } from './portal/paths.ts';
import { registerPortal } from './portal/register.ts';
import { RECOUNT, recountCases } from './store/cases/recount-cases.ts';
import { loadTexts } from './texts/load-texts.ts';
import type { AppParts, OrganisationPart } from './web/app-parts.ts';
import type { Shell } from './web/page.ts';
import { createServer } from './web/server.ts';

/** A running installation. `close` lets what is being answered finish, then lets go of the data. */
export type Running = Installation & {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly parts: AppParts;
  /** Every route with who may open it. */
  readonly routes: readonly GuardedRoute[];
  readonly close: () => Promise<void>;
};

export type StartOptions = {
  readonly now?: Clock | undefined;
  /** The demo: mail goes to files; `register` adds its own pages. */
  readonly demo?: { readonly register: (app: FastifyInstance, demo: DemoParts) => void } | undefined;
  /** Where log lines go; absent: standard output. */
  readonly log?: { write(line: string): void } | undefined;
  /** Told before the server listens, with everything open: to fill a new demo. */
  readonly prepare?: ((installation: Installation) => Promise<void>) | undefined;
};

/** What the demo's own pages need. */
export type DemoParts = Installation & { readonly listMail: () => Promise<readonly KeptMail[]>; readonly home: string };

const HOME = caseworkPaths.myWork();
const OUTBOX_EVERY_MS = 2000;
const REMINDERS_EVERY_MS = 60_000;
const DIGESTS_EVERY_MS = 30_000;

/**
 * Opens an installation and serves it: database, packs, calendars, texts, letters, people, outbox, pages.
 * @throws InstallationFault and what `openDatabase` throws, in words for whoever runs it; nothing is then left open
 */
export async function startRedress(config: Config, options: StartOptions = {}): Promise<Running> {
  const installation = await openInstallation(config, options.now);
  try {
    await options.prepare?.(installation);
    return await serve(installation, options);
  } catch (error) {
    await installation.close();
    throw error;
  }
}

async function serve(installation: Installation, options: StartOptions): Promise<Running> {
  const { config, accounts, people, organisations } = installation;
  const address = { url: config.publicUrl ?? '' };
  const sessions = openSessions(accounts, people, (id) => organisations.some((one) => one.id === id));
  const parts = describeParts(installation, options.demo !== undefined, () => config.publicUrl ?? address.url);
  const app = createApp(installation, parts, sessions, options);
  const routes = registerIdentity(app, { ...parts, accounts, people, sessions, home: HOME });
  app.get('/health', { config: { access: 'public' } }, (_request, reply) => reply.type('text/plain').send('ok\n'));
  registerCasework(app, parts);
  registerAdministration(app, parts);
  registerPortal(app, parts);
  const mail = openMail(config, parts, options.demo !== undefined);
  options.demo?.register(app, { ...installation, listMail: mail.list, home: HOME });
  address.url = (await app.listen({ host: config.host, port: config.port })).replace('[::1]', 'localhost');
  const loop = startOutbox(installation, app, mail.handlers);
  const digests = mail.sender && startDigests(installation, app);
  const reminders = startReminders(installation, app);
  const close = async () => {
    await app.close();
    await digests?.stop();
    await reminders.stop();
    await loop.stop();
    mail.sender?.close();
    await installation.close();
  };
  return { ...installation, url: address.url, app, parts, routes, close };
}

function describeParts(installation: Installation, demo: boolean, publicUrl: () => string): AppParts {
  const { casebook, procedures, organisations, people, absences, teams, limits, settings, files, today, now } =
    installation;
  return {
    casebook,
    procedures,
    organisations,
    people,
    absences,
    teams,
    limits,
    settings,
    files,
    today,
    now,
    demo,
    publicUrl,
    texts: loadTexts(),
  };
}

function createApp(
  { config, secret }: Installation,
  parts: AppParts,
  sessions: Sessions,
  { log }: StartOptions,
): FastifyInstance {
  const silent = config.logLevel === 'silent';
  return createServer({
    logger: silent ? false : { level: config.logLevel, stream: log },
    // Whoever gives a public address has a proxy on this machine in front.
    trustProxy: config.publicUrl === undefined ? false : 'loopback',
    secureCookies: config.publicUrl?.startsWith('https:') ?? false,
    csrfSecret: secret,
    signInPath: signInPage(),
    sessionOf: sessions.of,
    shellOf: (request) => describeShell(parts, request),
  });
}

/** The frame of a page: for residents that of the landlord in the address, for staff that of their own. */
async function describeShell(parts: AppParts, request: FastifyRequest): Promise<Shell> {
  const phase = parts.demo
    ? { tag: { text: 'Demo' }, text: 'All people and complaints here are invented.' }
    : undefined;
  const portal = findPortalShell(parts, request);
  if (portal) return { ...portal, phase: portal.phase ?? phase };
  const { session } = request;
  const landlord = parts.organisations.find(({ id }) => id === session?.organisation);
  const shell: Shell = { organisation: describeLandlord(landlord), phase };
  if (!session || !landlord) return shell;
  const role = describeRoles(landlord.policy.pack, session.person).join(', ') || undefined;
  return {
    ...shell,
    home: HOME,
    signedIn: { name: session.person.name, role, signOut: signOutPage() },
    navigation: listNavigation(request, await describeInbox(parts, session)),
  };
}

function describeLandlord(landlord: OrganisationPart | undefined): Shell['organisation'] {
  const { name = 'Redress', colours } = landlord?.policy.pack.organisation ?? {};
  return { name, colours: { brand: colours?.brand ?? '#0b3d59' } };
}

/** What the way to the inbox says: how many wait there. Undefined for who sees no cases. */
async function describeInbox(parts: AppParts, { organisation, person }: SignedIn): Promise<string | undefined> {
  if (!seesCases(parts, organisation, person)) return undefined;
  const count = await countInbox(parts.casebook.database, { organisation, person });
  return count === undefined ? 'Inbox' : `Inbox (${count})`;
}

function listNavigation({ session, url }: FastifyRequest, inbox: string | undefined): NonNullable<Shell['navigation']> {
  const seesWork = inbox !== undefined;
  const items = [
    ...(seesWork
      ? [
          { text: 'My work', href: HOME },
          { text: inbox, href: caseworkPaths.inbox() },
          { text: 'Cases', href: caseworkPaths.cases() },
          { text: 'Board', href: caseworkPaths.board() },
        ]
      : [{ text: 'Panels', href: caseworkPaths.myPanels() }]),
    { text: 'Log a complaint', href: caseworkPaths.newCase() },
    ...(seesWork ? [{ text: 'Promises', href: caseworkPaths.promises() }] : []),
    { text: 'Procedure', href: caseworkPaths.procedure() },
    ...(session?.person.administrator ? [{ text: 'Administration', href: administrationPaths.index() }] : []),
    ...((session?.organisations.length ?? 0) > 1
      ? [{ text: 'Switch organisation', href: chooseOrganisationPage() }]
      : []),
  ];
  const at = url.split('?')[0];
  return items.map((item) => ({ ...item, current: item.href === at }));
}

type Mail = {
  readonly sender: MailSender | undefined;
  readonly handlers: Readonly<Record<string, OutboxHandler>>;
  readonly list: () => Promise<readonly KeptMail[]>;
};

/** The demo keeps mail in files; without a mail server mail waits in the outbox. */
function openMail({ smtpUrl, mailFrom: from, dataFolder }: Config, parts: AppParts, demo: boolean): Mail {
  if (demo) {
    const sender = fileSender({ folder: join(dataFolder, 'mail'), from });
    return { sender, handlers: makeMailHandlers(parts, sender), list: () => sender.list() };
  }
  const none = { list: async () => [] };
  if (smtpUrl === undefined) return { ...none, sender: undefined, handlers: {} };
  const sender = smtpSender({ smtpUrl, from });
  return { ...none, sender, handlers: makeMailHandlers(parts, sender) };
}

/** Mail that is written already, and letters, which are written when they go. */
function makeMailHandlers(parts: AppParts, sender: MailSender): Readonly<Record<string, OutboxHandler>> {
  const mail = sendMail(sender);
  return {
    mail,
    [LETTER]: mailLetter(parts, (message, letter) => mail({ ...message, payload: { ...letter } })),
    [REQUEST]: mailRequest(
      { ...parts, answerPage: (organisation, token) => answerPage({ organisation, token }) },
      (message, asking) => mail({ ...message, payload: { ...asking } }),
    ),
    [DIGEST]: sendDigest(parts, (message, digest) => mail({ ...message, payload: { ...digest } })),
  };
}

/** Once a day, whoever was asked for information and has not answered is reminded. */
function startReminders({ casebook, organisations }: Installation, app: FastifyInstance): Loop {
  return startLoop(
    makeDaily(casebook, () => sendReminders(casebook, organisations)),
    {
      everyMs: REMINDERS_EVERY_MS,
      onError: (error) => app.log.error({ error: (error as Error).name }, 'reminders failed'),
    },
  );
}

function startOutbox(installation: Installation, app: FastifyInstance, mail: Mail['handlers']): Loop {
  const { database, now, casebook, refreshSettings } = installation;
  const handlers = { ...mail, [RECOUNT]: recountCases({ ...casebook, now }) };
  const onFailure = (failure: object) => app.log.warn(failure, 'outbox message failed');
  const runOnce = async () => {
    await refreshSettings();
    return (await runOutboxOnce(database, handlers, { now, onFailure })).done > 0;
  };
  return startLoop(runOnce, {
    everyMs: OUTBOX_EVERY_MS,
    onError: (error) => app.log.error({ error: (error as Error).name }, 'outbox failed'),
  });
}

/** Where mail goes out: the daily e-mail to everybody who wants it. */
function startDigests({ database, now, organisations, people }: Installation, app: FastifyInstance): Loop {
  const work = makeDailyDigests({ database, now, organisations, listPeople: (id) => people.list(id) });
  return startLoop(work, {
    everyMs: DIGESTS_EVERY_MS,
    onError: (error) => app.log.error({ error: (error as Error).name }, 'daily e-mail failed'),
  });
}
