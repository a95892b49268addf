import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Policy } from '../../engine/index.ts';
import {
  comparePacks,
  coverage,
  findNearest,
  type RegimeDeparture,
  reportRegimeDepartures,
} from '../../engine/index.ts';
import { NoPacksThere } from '../packs/find-pack-files.ts';
import { type LoadedPacks, type LoadedVersion, loadPacks } from '../packs/load-packs.ts';
import type { FileFault } from '../packs/read-yaml.ts';
import { renderComparison } from './render-comparison.ts';
import { findAssumed, findUnconfirmed, renderCoverage, renderDepartures, renderPack } from './render-pack.ts';

/** The two outputs of the command. */
export type PacksIo = { out(text: string): void; err(text: string): void };

type Options = { readonly packs: string | undefined; readonly json: boolean; readonly coverage: boolean };
type Form = (words: readonly string[], options: Options, io: PacksIo) => Promise<number>;

const HELP = `redress packs: landlords' procedures as data: list, show, check and compare them

Usage:
  redress packs list                       every pack and version
  redress packs show PACK[@VERSION]        one version: what the landlord must confirm first, then every value with its clause
  redress packs check FILE-OR-FOLDER       every fault with file, line, what, why and how to mend it; anywhere on disk
  redress packs compare [PACK…]            packs side by side; differing cells marked, each with its clause

Options:
  --packs FOLDER   packs outside the installation (also REDRESS_POLICIES)
  --coverage       with show: what became of each paragraph of the landlord's own text
  --json           for programs: one JSON value
  --help           this page

Without a VERSION the newest is taken. Exit code 1 when a check finds a fault or something asked for is not there.

Example: redress packs check policies/our-pack/2026-04.yaml
`;

/** What was asked is not there; the message says how to mend it, without a stack. */
class NotThere extends Error {}

/** `redress packs …`. Answers the exit code: 1 when a check found faults, or what was asked for is not there. */
export async function runPacks(args: readonly string[], io: PacksIo): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        packs: { type: 'string' },
        json: { type: 'boolean', default: false },
        coverage: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [name, ...words] = positionals;
    if (values.help) return tell(io, HELP);
    const form = name !== undefined && Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
    if (form === undefined)
      throw new NotThere(
        `${name === undefined ? 'Say what to do' : `There is no “packs ${name}”`}: list, show, check or compare. redress packs --help explains them.`,
      );
    return await form(words, { packs: values.packs, json: values.json, coverage: values.coverage }, io);
  } catch (error) {
    if (!(error instanceof NotThere || error instanceof NoPacksThere || isArgumentError(error))) throw error;
    io.err(`redress packs: ${error.message}\n`);
    return 1;
  }
}

const isArgumentError = (error: unknown): error is Error =>
  error instanceof Error && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');

function tell(io: PacksIo, text: string): number {
  io.out(text);
  return 0;
}

const tellJson = (io: PacksIo, value: unknown): number => tell(io, `${JSON.stringify(value, undefined, 2)}\n`);

const list: Form = async (_words, options, io) => {
  const { versions } = await loadPacks({ folder: options.packs });
  const rows = versions.flatMap(({ policy, faults, file }) => (policy ? [{ policy, faults, file }] : []));
  if (options.json) {
    return tellJson(
      io,
      rows.map(({ policy: { pack, hash }, faults }) => ({
        pack: pack.pack,
        version: pack.version,
        ...pickDates(pack),
        title: pack.title,
        organisation: pack.organisation.name,
        hash,
        faults: faults.length,
      })),
    );
  }
  const lines = versions.map(({ policy, faults, file }) => {
    if (!policy) return `${shorten(file)}: cannot be read; redress packs check ${shorten(file)} says why`;
    const { pack } = policy;
    const { from, until } = pack['in-force'];
    const broken = faults.length > 0 ? `, ${countOf(faults.length, 'fault')}` : '';
    return `${`${pack.pack}@${pack.version}`.padEnd(28)} ${from} to ${(until ?? 'now on').padEnd(10)}  ${pack.organisation.name}: ${pack.title}${broken}`;
  });
  return tell(io, `${lines.join('\n')}\n`);
};

const pickDates = ({ 'in-force': { from, until } }: Policy['pack']) => ({ from, until: until ?? null });

const show: Form = async ([asked, ...rest], options, io) => {
  if (asked === undefined || rest.length > 0) throw new NotThere('show takes one PACK or PACK@VERSION.');
  const loaded = await loadPacks({ folder: options.packs, only: [getPackName(asked)] });
  const version = await findVersion(loaded, asked, options);
  const { policy, paragraphs, faults } = version;
  const departures = reportRegimeDepartures(policy);
  const covered = options.coverage ? coverage(policy, paragraphs) : undefined;
  if (faults.length > 0)
    io.err(
      `redress packs: this version has ${countOf(faults.length, 'fault')}; redress packs check ${shorten(version.file)} lists them.\n`,
    );
  if (options.json) {
    const { pack, hash } = policy;
    return tellJson(io, {
      pack: pack.pack,
      version: pack.version,
      hash,
      assumptions: findAssumed(pack),
      silences: pack.silences,
      unconfirmed: findUnconfirmed(policy),
      departures,
      ...(covered && { coverage: covered }),
      values: pack,
    });
  }
  return tell(io, covered ? renderCoverage(covered) : renderPack(policy, departures));
};

type Shown = LoadedVersion & { readonly policy: Policy };

const getPackName = (asked: string): string => asked.split('@')[0] ?? asked;

async function findVersion(loaded: LoadedPacks, asked: string, options: Options): Promise<Shown> {
  const [name, wanted] = asked.split('@');
  const found = loaded.versions
    .filter((version): version is Shown => version.policy?.pack.pack === name)
    .toSorted((a, b) => (a.policy.pack['in-force'].from < b.policy.pack['in-force'].from ? 1 : -1));
  const version = wanted === undefined ? found[0] : found.find(({ policy }) => policy.pack.version === wanted);
  if (version) return version;
  if (found.length > 0) {
    throw new NotThere(
      `${name} has no version ${wanted}. There are: ${found.map(({ policy }) => policy.pack.version).join(', ')}.`,
    );
  }
  const all = await loadPacks({ folder: options.packs });
  const names = [...new Set(all.versions.flatMap(({ policy }) => policy?.pack.pack ?? []))];
  const near = findNearest(name ?? '', names);
  throw new NotThere(
    `There is no pack “${name}”. ${near ? `Did you mean ${near}? ` : ''}There are: ${names.join(', ') || 'none'}.`,
  );
}

const check: Form = async ([path, ...rest], options, io) => {
  if (path === undefined || rest.length > 0) throw new NotThere('check takes one FILE or FOLDER.');
  const { versions, faults } = await loadPacks({ folder: path });
  const departures = versions.flatMap(({ policy }) =>
    policy ? [{ policy, departures: reportRegimeDepartures(policy) }] : [],
  );
  const found = departures.map(({ policy: { pack }, departures: own }) => ({
    pack: pack.pack,
    version: pack.version,
    departures: own,
  }));
  if (options.json) tellJson(io, { files: versions.map(({ file }) => file), faults, departures: found });
  else io.out(renderChecked(versions, faults, found));
  return faults.length > 0 ? 1 : 0;
};

type Departed = { readonly pack: string; readonly version: string; readonly departures: readonly RegimeDeparture[] };

function renderChecked(
  versions: readonly LoadedVersion[],
  faults: readonly FileFault[],
  departed: readonly Departed[],
): string {
  const told = faults.map(
    ({ file, line, column, what, why, mend }) =>
      `${shorten(file)}:${line}:${column}\n  ${what}\n  Why: ${why}\n  To mend: ${mend}\n`,
  );
  const information = departed
    .filter(({ departures }) => departures.length > 0)
    .map(
      ({ pack, version, departures }) =>
        `${[`${pack}@${version}`, ...renderDepartures(departures)].join('\n').replace(/\n\n/g, '\n')}\n`,
    );
  const end = `${countOf(faults.length, 'fault')} in ${countOf(versions.length, 'version')} of packs.`;
  return `${[...information, ...told, end].join('\n')}\n`;
}

const compare: Form = async (words, options, io) => {
  const loaded = await loadPacks({ folder: options.packs });
  const names = [...new Set(loaded.versions.flatMap(({ policy }) => policy?.pack.pack ?? []))];
  const asked = words.length > 0 ? words : names;
  const versions = await Promise.all(asked.map((name) => findVersion(loaded, name, options)));
  const comparison = comparePacks(versions.map(({ policy }) => policy.pack));
  return options.json ? tellJson(io, comparison) : tell(io, renderComparison(comparison));
};

const FORMS: Readonly<Record<string, Form>> = { list, show, check, compare };

const countOf = (n: number, what: string): string => `${n === 0 ? 'no' : n} ${what}${n === 1 ? '' : 's'}`;

/** A path as a person in this folder would write it. */
function shorten(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
}
