import { createHash, randomUUID } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '../../app/store/migrations/index.ts';

const root = join(import.meta.dirname, '..', '..');
let image: Promise<Blob> | undefined;

/**
 * A PGlite database with every table made and empty, as a file to start others from: making one takes seconds, loading it half a
 * second. It is kept in `test-output` for as long as the migrations and PGlite stay the same, for all groups of a run.
 */
export function loadMemoryImage(): Promise<Blob> {
  image ??= findImage();
  return image;
}

async function findImage(): Promise<Blob> {
  const file = join(root, 'test-output', `empty-database-${describeContent()}.tar`);
  if (!existsSync(file)) await makeImage(file);
  return new Blob([readFileSync(file)]);
}

function describeContent(): string {
  const files = globSync('app/store/migrations/*.ts', { cwd: root }).sort();
  const hash = createHash('sha256');
  for (const file of [...files, 'node_modules/@electric-sql/pglite/package.json'])
    hash.update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Written beside and moved into place: two groups may make it at once. */
async function makeImage(file: string): Promise<void> {
  const pglite = await PGlite.create();
  const db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite }) });
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
  }).migrateToLatest();
  if (error !== undefined) throw error;
  const dump = await pglite.dumpDataDir('none');
  await db.destroy();
  mkdirSync(join(root, 'test-output'), { recursive: true });
  const beside = `${file}.${randomUUID()}`;
  writeFileSync(beside, Buffer.from(await dump.arrayBuffer()));
  renameSync(beside, file);
}
