import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { openInstallation } from '../installation.ts';
import { rebuild } from '../store/projections.ts';
import { describeTrouble } from './describe-trouble.ts';
import type { Io } from './main.ts';

const USAGE = `redress rebuild

Makes the lists (cases, running clocks, points, promises, learning, people) again from what was recorded. Needed only
when a new version of Redress says so, or a list is wrong. On PostgreSQL work can go on meanwhile, with lists shorter
than they should be; if it is broken off, run it again. Settings as for \`redress serve\`.
`;

/** `redress rebuild`: exit code 0 when every list was made again. */
export async function runRebuild(
  args: string[],
  io: Io,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
    if (values.help) {
      io.out(USAGE);
      return 0;
    }
    await rebuildAll(io, environment);
    return 0;
  } catch (error) {
    return describeTrouble(error, io, 'rebuild');
  }
}

async function rebuildAll(io: Io, environment: NodeJS.ProcessEnv): Promise<void> {
  const installation = await openInstallation(readConfig(environment));
  try {
    let streams = 0;
    await rebuild(installation.database, [...installation.projections], {
      onProgress: ({ organisation, done, of }) => {
        if (done === of) streams += of;
        io.err(`${organisation}: ${done} of ${of}\n`);
      },
    });
    io.out(`Made the lists again from ${streams} histories.\n`);
  } finally {
    await installation.close();
  }
}
