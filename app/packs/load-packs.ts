import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Ombudsman, Pack, Policy, Regime } from '../../engine/index.ts';
import {
  type AnchoredText,
  checkOmbudsmen,
  checkPack,
  checkRegime,
  checkVersions,
  type Fault,
  type Paragraph,
  type PolicyRefusal,
  policyFor,
  readAnchors,
} from '../../engine/index.ts';
import { findPackFiles, findPoliciesFolder, listYaml, type PackFile } from './find-pack-files.ts';
import { type FileFault, type ReadYaml, readYaml } from './read-yaml.ts';

/** One version of a pack, read and checked. `policy` is absent where the shape of the file is wrong. */
export type LoadedVersion = {
  readonly file: string;
  readonly policy: Policy | undefined;
  /** The landlord's text in order; empty where no source.md stands beside the file. */
  readonly paragraphs: readonly Paragraph[];
  readonly faults: readonly FileFault[];
};

export type LoadedPacks = {
  readonly versions: readonly LoadedVersion[];
  readonly regimes: ReadonlyMap<string, Regime>;
  readonly ombudsmen: ReadonlyMap<string, Ombudsman>;
  /** Every fault of every file, regimes and texts included. */
  readonly faults: readonly FileFault[];
};

/** The packs that can be run: those without a fault. */
export type PolicyStore = {
  readonly names: () => readonly string[];
  readonly versions: (name: string) => readonly Policy[];
  readonly get: (name: string, version: string) => Policy | undefined;
  /** The version in force on a day (YYYY-MM-DD), or why there is none; never the nearest. */
  readonly inForce: (name: string, date: string) => Policy | PolicyRefusal;
};

export type LoadOptions = {
  /** A policies folder, the folder of one pack, or one file; absent: REDRESS_POLICIES, else the installation's. */
  readonly folder?: string | undefined;
  /** Only the packs of these names, where the rest need not be read. */
  readonly only?: readonly string[] | undefined;
  /** Takes also packs that are not fit for real cases and can be tried out: a number was changed, its quote was not. */
  readonly toTryOut?: boolean | undefined;
};

/**
 * Reads and checks the packs of a folder with the regimes and ombudsmen they stand on. Faults are values, with file,
 * line and column; only a path that is not there throws (`NoPacksThere`). Nothing is kept between calls.
 */
export async function loadPacks({ folder, only }: LoadOptions = {}): Promise<LoadedPacks> {
  const { files, regimesFolder } = await findPackFiles(findPoliciesFolder(folder));
  const standing = await loadRegimes(regimesFolder);
  const wanted = files.filter(({ expects }) => !only || expects.pack === undefined || only.includes(expects.pack));
  const texts = new Map<string, Promise<SourceText>>();
  const textOf = (of: string) => {
    if (!texts.has(of)) texts.set(of, loadSource(of));
    return texts.get(of)!;
  };
  const read = await Promise.all(wanted.map(async (file) => loadVersion(file, standing, await textOf(file.folder))));
  const versions = joinVersions(read);
  const sourceFaults = (await Promise.all(texts.values())).flatMap(({ faults }) => faults);
  const faults = [...standing.faults, ...sourceFaults, ...versions.flatMap((version) => version.faults)];
  return {
    versions: versions.map(({ locate: _, ...version }) => version),
    regimes: standing.regimes,
    ombudsmen: standing.ombudsmen,
    faults,
  };
}

/** The packs of a folder, ready to run; what has a fault is told, and left out unless it is there to be tried out. */
export async function loadPolicies(
  options: LoadOptions = {},
): Promise<{ policies: PolicyStore; faults: readonly FileFault[] }> {
  const { versions, faults } = await loadPacks(options);
  const stops = ({ canBeTried }: FileFault) => !(options.toTryOut && canBeTried);
  const sound = versions.flatMap(({ policy, faults: own }) => (policy && !own.some(stops) ? [policy] : []));
  return { policies: makePolicyStore(sound), faults };
}

/** The store over policies that are at hand. */
export function makePolicyStore(policies: readonly Policy[]): PolicyStore {
  const versions = (name: string) => policies.filter(({ pack }) => pack.pack === name).toSorted(byFrom);
  return {
    names: () => [...new Set(policies.map(({ pack }) => pack.pack))].toSorted(),
    versions,
    get: (name, version) => versions(name).find(({ pack }) => pack.version === version),
    inForce: (name, date) => policyFor(policies, name, date),
  };
}

const byFrom = (a: Policy, b: Policy): number => (a.pack['in-force'].from < b.pack['in-force'].from ? -1 : 1);

type Standing = Pick<LoadedPacks, 'regimes' | 'ombudsmen' | 'faults'>;

async function loadRegimes(folder: string): Promise<Standing> {
  const regimes = new Map<string, Regime>();
  const ombudsmen = new Map<string, Ombudsman>();
  const faults: FileFault[] = [];
  for (const file of await listYaml(folder)) {
    const yaml = readYaml(await readFile(file, 'utf8'), file);
    faults.push(...yaml.faults);
    if (yaml.raw === undefined) continue;
    const isOmbudsmen = basename(file).startsWith('ombudsmen.');
    const read = isOmbudsmen ? checkOmbudsmen(yaml.raw) : checkRegime(yaml.raw);
    if ('ombudsmen' in read) for (const ombudsman of read.ombudsmen) ombudsmen.set(ombudsman.id, ombudsman);
    else if (read.regime) regimes.set(read.regime.regime, read.regime);
    faults.push(...read.faults.map((fault) => place(fault, yaml, file)));
  }
  return { regimes, ombudsmen, faults };
}

const place = ({ path, ...words }: Fault, yaml: ReadYaml, file: string): FileFault => ({
  file,
  ...yaml.locate(path),
  ...words,
});

type SourceText = { readonly text: AnchoredText | undefined; readonly faults: readonly FileFault[] };

async function loadSource(folder: string): Promise<SourceText> {
  const file = join(folder, 'source.md');
  const words = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (words === undefined) return { text: undefined, faults: [] };
  const text = readAnchors(words);
  const faults = text.twice.map((anchor) => {
    const mark = `{#${anchor}}`;
    const before = words.slice(0, words.indexOf(mark, words.indexOf(mark) + 1)).split('\n');
    return {
      file,
      line: before.length,
      column: before.at(-1)!.length + 1,
      what: `The anchor \`${mark}\` stands twice.`,
      why: 'A clause that is cited could be either.',
      mend: 'Give the second another name, such as its number with a letter.',
    };
  });
  return { text, faults };
}

type ReadVersion = LoadedVersion & { readonly locate: ReadYaml['locate'] };

async function loadVersion(
  { file, expects }: PackFile,
  standing: Standing,
  { text }: SourceText,
): Promise<ReadVersion> {
  const bytes = await readFile(file);
  return readPackText(bytes.toString('utf8'), file, { ...standing, text, expects });
}

type ReadContext = Pick<LoadedPacks, 'regimes' | 'ombudsmen'> & {
  readonly text?: AnchoredText | undefined;
  readonly expects?: PackFile['expects'];
};

/** Reads and checks one version of a pack from the text of its file; `file` is only told. */
export function readPackText(words: string, file: string, context: ReadContext): ReadVersion {
  const yaml = readYaml(words, file);
  const paragraphs = context.text?.paragraphs ?? [];
  const base = { file, paragraphs, locate: yaml.locate };
  if (yaml.raw === undefined) return { ...base, policy: undefined, faults: yaml.faults };
  const { regimes, ombudsmen, expects, text } = context;
  const checked = checkPack(yaml.raw, { regimes, ombudsmen, anchors: text?.anchors, expects });
  const faults = [...yaml.faults, ...checked.faults.map((fault) => place(fault, yaml, file))];
  const anchors = text?.anchors ?? new Map<string, string>();
  const hash = createHash('sha256').update(words, 'utf8').digest('hex');
  return { ...base, policy: checked.pack && { pack: checked.pack, hash, regimes, ombudsmen, anchors }, faults };
}

/** Adds what is wrong between the versions of one pack: an overlap, a gap, the same version twice. */
function joinVersions(read: readonly ReadVersion[]): readonly ReadVersion[] {
  const packs = read.flatMap(({ policy }) => policy?.pack ?? []);
  const faults = [...new Set(packs.map(({ pack }) => pack))].flatMap((name) => {
    const versions = packs.filter(({ pack }) => pack === name);
    return checkVersions(versions).map(({ pack, fault }) => ({ pack, fault }));
  });
  return read.map((version) => {
    const own = faults.filter(({ pack }) => pack === version.policy?.pack);
    const placed = own.map(({ fault: { path, ...words } }) => ({
      file: version.file,
      ...version.locate(path),
      ...words,
    }));
    return { ...version, faults: [...version.faults, ...placed] };
  });
}

/** Every pack of a folder as data, faults or not, for whoever shows or compares them. */
export const getPacks = ({ versions }: LoadedPacks): readonly Pack[] =>
  versions.flatMap(({ policy }) => policy?.pack ?? []);
