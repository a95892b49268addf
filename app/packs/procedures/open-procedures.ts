import { readFile } from 'node:fs/promises';
import { type AnchoredText, type Policy, policyFor, readAnchors, scheduleVersions } from '../../../engine/index.ts';
import { type LoadedPacks, type PolicyStore, readPackText } from '../load-packs.ts';
import type { FileFault } from '../read-yaml.ts';
import { type AddedVersion, EMPTY_BOOK, type ProcedureBook } from './procedure-events.ts';

/** A version read from what an administrator gave. `policy` is absent where the shape of the file is wrong. */
export type ReadVersion = { readonly policy: Policy | undefined; readonly faults: readonly FileFault[] };

/**
 * The procedures of an installation: the versions in its policies folder, with those that administrators added and the
 * days they chose. What `versions` answers has its days; `candidates` were added and have none yet.
 */
export type Procedures = PolicyStore & {
  readonly candidates: (name: string) => readonly Policy[];
  /** The versions that stand in the policies folder, with the days of their files. */
  readonly files: (name: string) => readonly Policy[];
  readonly book: (name: string) => ProcedureBook;
  readonly keepBook: (name: string, book: ProcedureBook) => void;
  /** The file of a version as it was written; undefined where there is none. */
  readonly wordsOf: (name: string, version: string) => Promise<string | undefined>;
  /** Reads and checks a version for a landlord. `source`: the text that it cites, where it is not the one in the folder. */
  readonly read: (name: string, words: string, source: string | undefined) => ReadVersion;
  /** What is wrong with a version that was added, as this Redress reads it; none for the installed ones, which are not run with a fault. */
  readonly faults: (name: string, version: string) => readonly FileFault[];
  /** Added versions whose files cannot be read any more. Cases under them, which only those with a day have, could not go on. */
  readonly unreadable: (name: string) => readonly AddedVersion[];
};

type Known = {
  readonly book: ProcedureBook;
  readonly read: ReadonlyMap<string, ReadVersion>;
  readonly added: readonly Policy[];
  readonly scheduled: readonly Policy[];
};

/** What added versions are called where their lines are told. */
const ADDED = 'the file';

/** Opens the procedures over the packs of a folder. Nothing that administrators did is known before `keepBook`. */
export function openProcedures(loaded: Pick<LoadedPacks, 'versions' | 'regimes' | 'ombudsmen'>): Procedures {
  const policies = loaded.versions.flatMap(({ policy }) => policy ?? []);
  const known = new Map<string, Known>();
  const files = (name: string) =>
    scheduleVersions(
      policies.filter(({ pack }) => pack.pack === name),
      [],
      [],
    );
  const read = makeReader(loaded);
  const learn = (name: string, book: ProcedureBook): Known => {
    const own = files(name);
    const isFile = (version: string) => own.some(({ pack }) => pack.version === version);
    const added = book.added
      .filter(({ version }) => !isFile(version))
      .map(({ version, words, source }): [string, ReadVersion] => [version, read(name, words, source)]);
    // Cases may follow it: it is run as it was taken, also where a later Redress would find a fault in it.
    const policies = added.flatMap(([, { policy }]) => policy ?? []);
    return { book, read: new Map(added), added: policies, scheduled: scheduleVersions(own, policies, book.days) };
  };
  const find = (name: string): Known => {
    const found = known.get(name) ?? learn(name, EMPTY_BOOK);
    known.set(name, found);
    return found;
  };
  const all = (name: string): readonly Policy[] => [...find(name).scheduled, ...candidates(name)];
  const candidates = (name: string): readonly Policy[] => {
    const { added, scheduled } = find(name);
    return added.filter(({ pack }) => !scheduled.some((one) => one.pack.version === pack.version));
  };
  return {
    files,
    candidates,
    read,
    names: () => [...new Set(policies.map(({ pack }) => pack.pack))].toSorted(),
    versions: (name) => find(name).scheduled,
    get: (name, version) => all(name).find(({ pack }) => pack.version === version),
    inForce: (name, date) => policyFor(find(name).scheduled, name, date),
    book: (name) => find(name).book,
    keepBook: (name, book) => {
      known.set(name, learn(name, book));
    },
    wordsOf: async (name, version) => {
      const file = loaded.versions.find(
        ({ policy: one }) => one?.pack.pack === name && one.pack.version === version,
      )?.file;
      if (file !== undefined) return readFile(file, 'utf8');
      return find(name).book.added.find((one) => one.version === version)?.words;
    },
    faults: (name, version) => find(name).read.get(version)?.faults ?? [],
    unreadable: (name) =>
      find(name).book.added.filter(({ version }) => !all(name).some(({ pack }) => pack.version === version)),
  };
}

type Reader = Procedures['read'];

const TOO_DEEP: FileFault = {
  ...{ file: ADDED, line: 1, column: 1, what: 'This file is nested too deeply to be read.' },
  why: 'No procedure needs lists within lists by the hundred.',
  mend: 'Look for brackets or indentation that go on by mistake.',
};

function makeReader({ versions, regimes, ombudsmen }: Pick<LoadedPacks, 'versions' | 'regimes' | 'ombudsmen'>): Reader {
  const textOf = (name: string): AnchoredText | undefined => {
    const own = versions.find(({ policy }) => policy?.pack.pack === name);
    return own?.policy && { anchors: own.policy.anchors, paragraphs: own.paragraphs, twice: [] };
  };
  return (name, words, source) => {
    const text = source === undefined ? textOf(name) : readAnchors(source);
    try {
      const { policy, faults } = readPackText(words, ADDED, { regimes, ombudsmen, text, expects: { pack: name } });
      return { policy, faults };
    } catch (error) {
      if (error instanceof RangeError) return { policy: undefined, faults: [TOO_DEEP] };
      throw error;
    }
  };
}
