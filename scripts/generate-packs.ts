// Writes the files that are made from packs and their language: `npm run packs`. `--check` only says what is out of
// date, and exits 1 when anything is.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describePackAsJsonSchema } from '../engine/policy/load-pack.ts';
import { generateAllowedActions } from './generate-allowed-actions.ts';
import { generatePackReference, PACK_REFERENCE } from './generate-pack-reference.ts';
import { generateReplayReference, REPLAY_REFERENCE } from './generate-replay-reference.ts';

/** A generated file: where it lies in a policies folder, and what it holds now. */
export type Generated = { readonly path: string; readonly text: string };

/** The JSON Schema of a pack, beside the packs, where the first line of each pack names it. */
export const generateSchema = (): Generated => ({
  path: 'pack.schema.json',
  text: `${JSON.stringify(describePackAsJsonSchema(), undefined, 2)}\n`,
});

/** Everything that is generated for a policies folder, and the reference pages that are made from commands and from the language. */
export async function generateAll(policies: string): Promise<readonly Generated[]> {
  const reference = { path: join('..', REPLAY_REFERENCE), text: await generateReplayReference() };
  const words = { path: join('..', PACK_REFERENCE), text: generatePackReference() };
  return [generateSchema(), ...(await generateAllowedActions(policies)), reference, words];
}

/** The generated files of a policies folder that are missing or differ from what they should hold. */
export async function findOutdated(policies: string): Promise<readonly Generated[]> {
  const generated = await generateAll(policies);
  const current = await Promise.all(
    generated.map(({ path }) => readFile(join(policies, path), 'utf8').catch(() => undefined)),
  );
  return generated.filter(({ text }, i) => current[i] !== text);
}

async function main(args: readonly string[]): Promise<number> {
  const policies = join(import.meta.dirname, '..', 'policies');
  const outdated = await findOutdated(policies);
  if (args.includes('--check')) {
    for (const { path } of outdated) console.error(`policies/${path} is out of date: run npm run packs.`);
    return outdated.length > 0 ? 1 : 0;
  }
  for (const { path, text } of outdated) await writeFile(join(policies, path), text);
  console.log(
    outdated.length === 0
      ? 'Everything generated is current.'
      : `Written: ${outdated.map(({ path }) => `policies/${path}`).join(', ')}`,
  );
  return 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
