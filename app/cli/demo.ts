import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { daysBetween, type IsoDate, isIsoDate, localDateOf } from '../../engine/index.ts';
import { readConfig } from '../config.ts';
import { type Clock, type Config, type Installation, InstallationFault, realClock } from '../installation.ts';
import { describeTrouble } from './describe-trouble.ts';
import type { Io } from './main.ts';
import { untilStopped } from './serve.ts';

const USUAL_PORT = 4610;
const MARKER = 'redress-demo.json';
const SEED = 'redress';
const PASSWORD = 'redress-demo-2026';

const USAGE = `redress demo [--port N] [--data FOLDER] [--today DATE] [--fresh] [--json]

Runs Redress with invented people and some 250 invented cases of the last year, for every landlord whose pack is
there. Started again, it goes on where it was.

  --port N       where to listen; 0: any that is free (default ${USUAL_PORT}, or the next that is free)
  --data FOLDER  where its data lies (default .redress/demo)
  --today DATE   the day it takes for today (default: today)
  --fresh        begins anew: empties the folder of the demo first
  --json         one line for programs on standard output, once it listens: the address, and for each person a
                 link that signs them in. By npm: npm run --silent demo -- --json
`;

type Options = {
  readonly port: number | undefined;
  readonly folder: string;
  readonly today: IsoDate | undefined;
  readonly fresh: boolean;
  readonly json: boolean;
};

/** `redress demo`: exit code 0 when it was stopped, 1 when it could not start; why stands on stderr. */
export async function runDemo(args: string[], io: Io): Promise<number> {
  try {
    const options = readOptions(args);
    if (options === 'help') {
      io.out(USAGE);
      return 0;
    }
    return await serveDemo(options, io);
  } catch (error) {
    return describeTrouble(error, io, 'demo');
  }
}

function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      today: { type: 'string' },
      fresh: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && (!/^\d{1,5}$/.test(values.port ?? '') || port > 65_535))
    throw new InstallationFault('--port must be a number from 0 to 65535 (0: any that is free).');
  if (values.today !== undefined && !isIsoDate(values.today))
    throw new InstallationFault(`--today ${values.today} is not a date like 2026-03-27.`);
  return {
    port,
    folder: resolve(values.data ?? join('.redress', 'demo')),
    today: values.today as IsoDate | undefined,
    fresh: values.fresh ?? false,
    json: values.json ?? false,
  };
}

async function serveDemo(options: Options, io: Io): Promise<number> {
  const isNew = await prepareFolder(options);
  const now = options.today === undefined ? realClock : makeClockOn(options.today);
  const config = describeConfig(options, await findPort(options.port));
  // Only now: they load the whole server.
  const { startRedress } = await import('../main.ts');
  const { listDemoPeople, registerDemo, demoSignIn } = await import('../demo/register-demo.ts');
  if (isNew) io.err('Making invented people and cases …\n');
  const running = await startRedress(config, {
    now,
    log: process.stderr,
    demo: { register: (app, demo) => registerDemo(app, demo, PASSWORD) },
    prepare: isNew ? (installation) => fill(installation, options, io) : undefined,
  });
  const people = (await listDemoPeople(running)).map(({ id, ...person }) => ({
    ...person,
    signIn: `${running.url}${demoSignIn({ person: id })}`,
  }));
  if (options.json) {
    const told = people.map(({ name, role, organisation, signIn }) => ({ name, role, organisation, signIn }));
    io.out(`${JSON.stringify({ url: running.url, people: told })}\n`);
  } else io.out(describeDemo(running.url, running.today(), people));
  await untilStopped();
  await running.close();
  return 0;
}

type Marker = { readonly complete: boolean };

/** Sees to the folder of the demo; true when it has to be filled. Only a folder of ours is ever emptied. */
async function prepareFolder({ folder, fresh }: Options): Promise<boolean> {
  const marker = await readMarker(folder);
  const entries = await readdir(folder).catch(() => []);
  if (!marker && entries.length > 0) {
    throw new InstallationFault(
      `${folder} holds something that is no demo of Redress, and was left as it is. Name another folder with --data.`,
    );
  }
  if (marker?.complete && !fresh) return false;
  if (marker) await emptyFolder(folder);
  await mkdir(folder, { recursive: true });
  await writeMarker(folder, { complete: false });
  return true;
}

async function readMarker(folder: string): Promise<Marker | undefined> {
  const text = await readFile(join(folder, MARKER), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Marker);
}

const writeMarker = (folder: string, marker: Marker): Promise<void> =>
  writeFile(join(folder, MARKER), `${JSON.stringify(marker)}\n`);

/** Takes the folder's lock first: a demo that runs on it is not swept away from under itself. */
async function emptyFolder(folder: string): Promise<void> {
  const { lockFolder } = await import('../store/lock-folder.ts');
  const lock = await lockFolder(join(folder, 'database'));
  try {
    for (const entry of await readdir(folder)) {
      if (entry !== 'database.lock' && entry !== MARKER)
        await rm(join(folder, entry), { recursive: true, force: true });
    }
  } finally {
    await lock.release();
  }
}

function describeConfig({ folder }: Options, port: number): Config {
  const environment = {
    REDRESS_POLICIES: process.env['REDRESS_POLICIES'],
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'warn',
  };
  return {
    ...readConfig(environment),
    database: { folder },
    dataFolder: folder,
    host: '127.0.0.1',
    port,
    mailFrom: 'complaints@redress.example',
  };
}

/** The port asked for, else the usual one or the next that is free. */
async function findPort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) return wanted;
  for (let port = USUAL_PORT; port < USUAL_PORT + 20; port++) if (await isFree(port)) return port;
  return 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
}

/** A clock that goes on from now, on another day. */
export function makeClockOn(today: IsoDate, real: Clock = realClock): Clock {
  const start = real();
  const shift = daysBetween(localDateOf(start) as IsoDate, today) * 86_400_000;
  const shifted = (instant: string): string => new Date(Date.parse(instant) + shift).toISOString();
  // In the hour around midnight summer time can make the day another one: begin at noon then.
  const missed =
    localDateOf(shifted(start)) === today ? 0 : Date.parse(`${today}T12:00:00Z`) - Date.parse(shifted(start));
  return () => new Date(Date.parse(shifted(real())) + missed).toISOString();
}

async function fill(installation: Installation, { folder }: Options, io: Io): Promise<void> {
  const { fillDemo } = await import('../demo/fill-demo.ts');
  const { openPeople } = await import('../identity/people.ts');
  const { database, accounts, now } = installation;
  const store = { ...installation, openPeople: (clock: Clock) => openPeople({ database, accounts, now: clock }) };
  await fillDemo(store, {
    now: now(),
    password: PASSWORD,
    seed: SEED,
    onProgress: ({ organisation, cases }) => io.err(`  ${organisation}: ${cases} cases\n`),
  });
  await writeMarker(folder, { complete: true });
}

type Shown = { name: string; email: string; role: string; organisation: string; signIn: string };

function describeDemo(url: string, today: string, people: readonly Shown[]): string {
  const groups = Map.groupBy(people, ({ organisation }) => organisation);
  const lists = [...groups].flatMap(([organisation, members]) => [
    organisation,
    ...members.flatMap(({ name, role, email, signIn }) => [`  ${name}, ${role} (${email})`, `    ${signIn}`]),
    '',
  ]);
  return [
    '',
    `Redress is ready: ${url}`,
    `It takes today for ${today}. Everybody and everything in it is invented.`,
    '',
    'Open a link to sign in as that person, or sign in with the e-mail address and the password',
    `${PASSWORD}. ${url}/demo lists them too, and ${url}/demo/mail shows the mail that would have gone out.`,
    '',
    ...lists,
    'Ctrl+C stops it; the next start goes on from here, and --fresh begins anew.',
    '',
  ].join('\n');
}
