import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

/** What a command reads and writes, so that a test can hand it something else: input as chunks, and the two outputs. */
export type Io = {
  readonly stdin: AsyncIterable<Buffer | string>;
  out(text: string): void;
  err(text: string): void;
};

/** Runs one command with the words after its name; answers the exit code (1: refused or not understood). */
export type Run = (args: string[], io: Io) => Promise<number>;

type Command = { readonly summary: string; readonly load: () => Promise<Run> };

/** The commands, in the order `--help` lists them. Each is loaded only when it is asked for. */
const commands: Readonly<Record<string, Command>> = {
  demo: {
    summary: 'try it out: invented people and cases for every landlord, in the browser',
    load: async () => (await import('./demo.ts')).runDemo,
  },
  serve: {
    summary: 'run it for the landlords whose packs are there',
    load: async () => (await import('./serve.ts')).runServe,
  },
  people: {
    summary: 'who works for a landlord: add, list, new password, close an account',
    load: async () => (await import('./people.ts')).runPeople,
  },
  calendar: {
    summary: 'working days: add them, count them, with the working shown',
    load: async () => (await import('./calendar.ts')).runCalendar,
  },
  replay: {
    summary: 'run a case history through a pack: clocks, refusals, departures, what comes next',
    load: async () => (await import('./replay.ts')).runReplay,
  },
  packs: {
    summary: 'landlords’ procedures: list, show, check, compare, draw, begin a new one',
    load: async () => (await import('./packs.ts')).runPacks,
  },
  rebuild: {
    summary: 'make the lists again from what was recorded',
    load: async () => (await import('./rebuild.ts')).runRebuild,
  },
};

const usage = (): string => {
  const names = Object.keys(commands);
  const width = Math.max(0, ...names.map((name) => name.length));
  const lines = names.map((name) => `  ${name.padEnd(width)}  ${commands[name]?.summary}`);
  return [
    'redress: complaints for social landlords, run by the landlord’s own procedure',
    '',
    'Usage: redress COMMAND [OPTIONS]',
    '',
    ...lines,
    '',
    'redress COMMAND --help   what the command takes, with examples',
    'redress --version        which Redress this is',
    '',
  ].join('\n');
};

const version = (): string => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
};

/**
 * Picks the command named by the first word and runs it with the rest.
 * `help COMMAND` is the same as `COMMAND --help`. An unknown command is told on stderr, exit code 1.
 */
export async function runRedress(args: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-V') {
    io.out(`redress ${version()}\n`);
    return 0;
  }
  const helpOn = first === 'help' ? rest[0] : undefined;
  if (first === '--help' || first === '-h' || (first === 'help' && helpOn === undefined)) {
    io.out(usage());
    return 0;
  }
  if (first === undefined) {
    io.err(usage());
    return 1;
  }
  const name = helpOn ?? first;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    io.err(`redress: there is no command “${name}”. redress --help lists them.\n`);
    return 1;
  }
  const run = await command.load();
  return run(helpOn === undefined ? rest : ['--help'], io);
}

/** The error's own words; the stack only for someone who asked for it with REDRESS_DEBUG=1. */
function tellError(error: unknown): void {
  const debug = process.env['REDRESS_DEBUG'] === '1';
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (['EACCES', 'EPERM'].includes(code) && path !== undefined && !debug) {
    process.stderr.write(
      `redress: ${path} may not be read or written by whoever runs this. Give them the right to it.\n`,
    );
    return;
  }
  if (error instanceof Error) {
    const message = debug ? (error.stack ?? error.message) : error.message;
    process.stderr.write(`redress: ${message}\n`);
  } else {
    process.stderr.write(`redress: ${String(error)}\n`);
  }
  if (!debug) process.stderr.write('If this looks like a fault in Redress, REDRESS_DEBUG=1 shows where it happened.\n');
}

/** A reader that has seen enough (`redress … | head`) is no error. */
function endQuietlyWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

const standardIo: Io = {
  stdin: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

async function main(): Promise<void> {
  endQuietlyWhenNobodyReads();
  process.on('uncaughtException', (error) => {
    tellError(error);
    process.exit(1);
  });
  try {
    process.exitCode = await runRedress(process.argv.slice(2), standardIo);
  } catch (error) {
    tellError(error);
    process.exitCode = 1;
  }
}

if (import.meta.main) {
  enableCompileCache();
  await main();
}
