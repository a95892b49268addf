import { parseArgs } from 'node:util';
import { readConfig, SETTINGS } from '../config.ts';
import { describeNoPacks, type Installation } from '../installation.ts';
import { describeTrouble } from './describe-trouble.ts';
import type { Io } from './main.ts';

const width = Math.max(...SETTINGS.map(({ name }) => name.length));
const USAGE = `redress serve

Runs Redress for the landlords whose packs are there, until it is stopped with Ctrl+C. \`npm start\` does the same.

Settings, from the environment:

${SETTINGS.map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`).join('\n')}

Without DATABASE_URL the data lies in a PGlite database in a folder: good for trying it out, not for real
complaints. It takes one process at a time, and never makes sure that what it wrote is on the disk.
`;

/** `redress serve`: exit code 0 when it was stopped, 1 when it could not start; why stands on stderr. */
export async function runServe(args: string[], io: Io, environment: NodeJS.ProcessEnv = process.env): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
    if (values.help) {
      io.out(USAGE);
      return 0;
    }
    return await serve(io, environment);
  } catch (error) {
    return describeTrouble(error, io, 'serve');
  }
}

async function serve(io: Io, environment: NodeJS.ProcessEnv): Promise<number> {
  const config = readConfig(environment);
  // Only now: it loads the whole server.
  const { startRedress } = await import('../main.ts');
  const running = await startRedress(config, { log: process.stderr });
  io.out(`Redress listens on ${running.url}\n`);
  const missing = await describeMissing(running);
  if (missing !== undefined) io.err(`\n${missing}\n`);
  if (config.smtpUrl === undefined) io.err('SMTP_URL is not set: mail waits until it is.\n');
  await untilStopped();
  io.err('Stopping …\n');
  await running.close();
  return 0;
}

/** What keeps anybody from working, with the commands that mend it: no landlord in force, or nobody who can sign in. */
export async function describeMissing({ organisations, people, config }: Installation): Promise<string | undefined> {
  const [first] = organisations;
  if (!first) return describeNoPacks(config.policiesFolder);
  for (const { id } of organisations) {
    if ((await people.list(id)).some(({ state }) => state === 'active')) return undefined;
  }
  return `Nobody can sign in yet. Stop this, make the first administrator, and start again:

  bin/redress people add --organisation ${first.id} --name "Your Name" --email you@example.org --administrator
  npm start`;
}

/** Waits for Ctrl+C or a plain kill; a second one ends at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });
}
