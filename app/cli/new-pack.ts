import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findNearest, isIsoDate } from '../../engine/index.ts';
import { OWN_ADDRESSES } from '../installation.ts';
import { findPoliciesFolder, INSTALLED_POLICIES, NoPacksThere } from '../packs/find-pack-files.ts';
import { type LoadedVersion, loadPacks } from '../packs/load-packs.ts';
import { makePack, type PackWish } from '../packs/make-pack.ts';

export type NewPackWish = {
  readonly name: string;
  /** Absent: the invented landlord that comes with Redress. */
  readonly from: string | undefined;
  /** The policies folder; absent: REDRESS_POLICIES, else the installation's. */
  readonly packs: string | undefined;
  readonly inForce: string;
};

/** The new pack cannot be made; the message says why and what would do. */
export class CannotMake extends Error {
  override readonly name = 'CannotMake';
}

/**
 * Makes the folder of a new pack in a policies folder, from a pack that is there or comes with Redress.
 * @throws CannotMake for a name that cannot be, or is taken, and for a model that is not there
 */
export async function newPack({ name, from, packs, inForce }: NewPackWish): Promise<readonly string[]> {
  const folder = findPoliciesFolder(packs);
  refuseName(name);
  if (!isIsoDate(inForce)) throw new CannotMake(`“${inForce}” is no day. Write it as 2026-04-01.`);
  if (!(await isFolder(folder)))
    throw new CannotMake(`There is no folder ${folder}. Make it first, or name another with --packs.`);
  if (await isThere(join(folder, name)))
    throw new CannotMake(`There is a pack “${name}” already, in ${join(folder, name)}. Choose another name.`);
  const model = await findModel(from, folder);
  return makePack({ name, folder, inForce, from: model });
}

function refuseName(name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new CannotMake(
      `“${name}” cannot be the name of a pack: small letters, digits and single hyphens, such as our-homes.`,
    );
  if (name === 'regimes' || OWN_ADDRESSES.includes(name))
    throw new CannotMake(
      `A pack cannot be called ${name}: Redress uses that name itself. Choose another, such as ${name}-homes.`,
    );
}

const isThere = (path: string) => stat(path).catch(() => undefined);
const isFolder = async (path: string): Promise<boolean> => (await isThere(path))?.isDirectory() ?? false;

type Sound = LoadedVersion & { readonly policy: NonNullable<LoadedVersion['policy']> };

/** The newest version of the model: of the packs in the folder, else of those that come with Redress. */
async function findModel(from: string | undefined, folder: string): Promise<PackWish['from']> {
  for (const place of from === undefined ? [INSTALLED_POLICIES] : [folder, INSTALLED_POLICIES]) {
    const found = (await loadThere(place, from === undefined ? undefined : [from]))
      .filter(({ policy: { pack } }) => (from === undefined ? pack.organisation.fictitious : pack.pack === from))
      .toSorted((a, b) => (a.policy.pack['in-force'].from < b.policy.pack['in-force'].from ? 1 : -1))[0];
    if (found) return describeModel(found);
  }
  const all = [...(await loadThere(folder)), ...(await loadThere(INSTALLED_POLICIES))];
  const known = [...new Set(all.map(({ policy }) => policy.pack.pack))];
  const near = findNearest(from ?? '', known);
  throw new CannotMake(
    `There is no pack “${from ?? 'of an invented landlord'}” to start from. ${near ? `Did you mean ${near}? ` : ''}There are: ${known.join(', ')}.`,
  );
}

const describeModel = ({ file, policy: { pack } }: Sound): PackWish['from'] => ({
  name: pack.pack,
  file,
  folder: dirname(file),
  landlord: pack.organisation.name,
});

async function loadThere(folder: string, only?: readonly string[]): Promise<readonly Sound[]> {
  try {
    const { versions } = await loadPacks({ folder, only });
    return versions.filter((version): version is Sound => version.policy !== undefined);
  } catch (error) {
    if (error instanceof NoPacksThere) return [];
    throw error;
  }
}
