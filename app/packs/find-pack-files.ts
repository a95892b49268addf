import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The policies that come with the installation. */
export const INSTALLED_POLICIES: string = fileURLToPath(new URL('../../policies', import.meta.url));

/** One version of a pack on disk. `expects`: what the names of folder and file promise, within a policies folder. */
export type PackFile = {
  readonly file: string;
  readonly folder: string;
  readonly expects: { readonly pack?: string; readonly version?: string };
};

export type PackFiles = { readonly files: readonly PackFile[]; readonly regimesFolder: string };

/** Nothing at a path that a person named. The message says what was looked for. */
export class NoPacksThere extends Error {
  override readonly name = 'NoPacksThere';
}

/** The folder of policies: the one named, else that of REDRESS_POLICIES, else the installation's. */
export function findPoliciesFolder(named?: string, environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(named ?? (environment['REDRESS_POLICIES'] || INSTALLED_POLICIES));
}

/**
 * The pack files at a path, which may be one file, the folder of one pack, or a folder of packs; anywhere on disk.
 * Regimes are read from a `regimes` folder in it or beside it, else from the installation. Throws {@link NoPacksThere}.
 */
export async function findPackFiles(path: string): Promise<PackFiles> {
  const at = resolve(path);
  const found = await stat(at).catch(() => undefined);
  if (!found)
    throw new NoPacksThere(
      `There is no file or folder ${at}. Name a pack file, the folder of a pack, or a folder of packs.`,
    );
  if (found.isFile())
    return { files: [{ file: at, folder: dirname(at), expects: {} }], regimesFolder: await findRegimes(dirname(at)) };
  const own = await listYaml(at);
  const files = own.length > 0 ? own.map((file) => ({ file, folder: at, expects: {} })) : await findInSubfolders(at);
  if (files.length === 0)
    throw new NoPacksThere(`There is no pack in ${at}: no .yaml file in it, nor in a folder in it.`);
  return { files, regimesFolder: await findRegimes(at) };
}

async function findInSubfolders(folder: string): Promise<PackFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter(
    (entry) => entry.isDirectory() && entry.name !== 'regimes' && !entry.name.startsWith('.'),
  );
  const files = await Promise.all(
    names.map(async ({ name }) => {
      const packFolder = join(folder, name);
      const versions = await listYaml(packFolder);
      return versions.map((file) => ({
        file,
        folder: packFolder,
        expects: { pack: name, version: basename(file).replace(/\.ya?ml$/, '') },
      }));
    }),
  );
  return files.flat().toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/** The YAML files right in a folder, in order; those of folders below (examples, letters) are no packs. */
export async function listYaml(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(folder, entry.name))
    .toSorted();
}

async function findRegimes(folder: string): Promise<string> {
  for (const candidate of [join(folder, 'regimes'), join(dirname(folder), 'regimes')]) {
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isDirectory()) return candidate;
  }
  return join(INSTALLED_POLICIES, 'regimes');
}
