import { dirname, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Policy } from '../../engine/index.ts';
import {
  comparePacks,
  coverage,
  findAssumed,
  findNearest,
  findUnconfirmed,
  type RegimeDeparture,
  reportRegimeDepartures,
} from '../../engine/index.ts';
import { NoPacksThere } from '../packs/find-pack-files.ts';
import { type LoadedPacks, type LoadedVersion, loadPacks } from '../packs/load-packs.ts';
import { TODO } from '../packs/make-pack.ts';
import type { FileFault } from '../packs/read-yaml.ts';
import { CannotDraw, drawPack } from './draw-pack.ts';
import { CannotMake, newPack } from './new-pack.ts';
import { renderComparison } from './render-comparison.ts';
import { renderCoverage, renderDepartures, renderPack } from './render-pack.ts';
import { watchCheck } from './watch-check.ts';

/** The two outputs of the command. */
export type PacksIo = { out(text: string): void; err(text: string): void };

type Options = {
  readonly packs: string | undefined;
  readonly json: boolean;
  readonly coverage: boolean;
  readonly watch: boolean;
  readonly as: string | undefined;
  readonly out: string | undefined;
  readonly procedure: string | undefined;
  readonly from: string | undefined;
  readonly inForce: string | undefined;
  readonly width: number;
};
type Form = (words: readonly string[], options: Options, io: PacksIo) => Promise<number>;

const HELP = `redress packs: landlords' procedures as data: list, show, check, draw and compare them, and begin a new one

Usage:
  redress packs list                       every pack and version
  redress packs show PACK[@VERSION]        one version: what the landlord must confirm first, then every value with its clause
  redress packs check FILE-OR-FOLDER       every fault with file, line, what, why and how to mend it; anywhere on disk
  redress packs compare [PACK…]            packs side by side; differing cells marked, each with its clause
  redress packs draw PACK[@VERSION]        the procedure on a sheet of A4: stages, steps, who, times, what lies between
  redress packs new NAME                   a folder to fill in: a version that loads, with everything to do marked TODO

Options:
  --packs FOLDER   packs outside the installation (also REDRESS_POLICIES)
  --coverage       with show: what became of each paragraph of the landlord's own text
  --watch          with check: again after each save, until Ctrl-C
  --as svg|text    with draw: a picture (the default), or the same in words
  --out FILE       with draw: the file to write; a file of each where a pack has several procedures
  --procedure ID   with draw: only this one
  --width N        with compare: letters in a line (default: those of the terminal)
  --from PACK      with new: the pack to start from (default: the invented one that comes with Redress)
  --in-force DATE  with new: its first day (default: the first of this month)
  --json           for programs: one JSON value
  --help           this page

Without a VERSION the newest is taken. Exit code 1 when a check finds a fault or something asked for is not there.

Examples:
  redress packs new our-homes --packs ~/policies
  redress packs check ~/policies/our-homes --watch
  redress packs draw our-homes --out procedure.svg
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
        watch: { type: 'boolean', default: false },
        as: { type: 'string' },
        out: { type: 'string' },
        procedure: { type: 'string' },
        from: { type: 'string' },
        'in-force': { type: 'string' },
        width: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [name, ...words] = positionals;
    if (values.help) return tell(io, HELP);
    const form = name !== undefined && Object.hasOwn(FORMS, name) ? FORMS[name] : undefined;
    if (form === undefined)
      throw new NotThere(
        `${name === undefined ? 'Say what to do' : `There is no “packs ${name}”`}: list, show, check, compare, draw or new. redress packs --help explains them.`,
      );
    const { width, 'in-force': inForce, help: _help, ...rest } = values;
    const options: Options = {
      ...{ packs: rest.packs, as: rest.as, out: rest.out, procedure: rest.procedure, inForce },
      ...{ json: rest.json, coverage: rest.coverage, watch: rest.watch, from: rest.from, width: readWidth(width) },
    };
    return await form(words, options, io);
  } catch (error) {
    if (!isPlain(error)) throw error;
    io.err(`redress packs: ${error.message}\n`);
    return 1;
  }
}

/** Told in its own words, without a stack. */
const isPlain = (error: unknown): error is Error =>
  [NotThere, NoPacksThere, CannotDraw, CannotMake].some((kind) => error instanceof kind) || isArgumentError(error);

/** Lines as wide as the terminal; where it does not say, or there is none, 110. */
function readWidth(given: string | undefined): number {
  const width = given === undefined ? (process.stdout.columns ?? 110) : Number(given);
  if (Number.isInteger(width) && width >= 40) return width;
  if (given === undefined) return 110;
  throw new NotThere(`--width takes a number of letters from 40, not “${given}”.`);
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
      assumptions: findAssumed(pack).map(withoutPath),
      silences: pack.silences,
      unconfirmed: findUnconfirmed(policy).map(withoutPath),
      departures,
      ...(covered && { coverage: covered }),
      values: pack,
    });
  }
  return tell(io, covered ? renderCoverage(covered) : renderPack(policy, departures));
};

const withoutPath = <T extends { readonly path: unknown }>({ path: _, ...rest }: T): Omit<T, 'path'> => rest;

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
  if (!options.watch) return checkOnce(path, options, io);
  if (options.json) throw new NotThere('--watch is for people: leave --json out.');
  return checkAgain(path, options, io);
};

async function checkOnce(path: string, options: Options, io: PacksIo): Promise<number> {
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
  else io.out(`${renderChecked(versions, faults, found)}${countTodo(versions)}`);
  return faults.length > 0 ? 1 : 0;
}

/** How many values of a pack begun with `packs new` are still to be looked at. */
function countTodo(versions: readonly LoadedVersion[]): string {
  return versions
    .flatMap(({ policy }) => policy?.pack ?? [])
    .map((pack) => ({ pack, n: findAssumed(pack).filter(({ assumption }) => assumption.startsWith(TODO)).length }))
    .filter(({ n }) => n > 0)
    .map(({ pack, n }) => `${pack.pack}@${pack.version}: ${countOf(n, 'value')} still marked ${TODO}.\n`)
    .join('');
}

/** Checks after each save until Ctrl-C, with the time of day and how long it took. On a terminal the screen is cleared. */
async function checkAgain(path: string, options: Options, io: PacksIo): Promise<number> {
  await loadPacks({ folder: path });
  const stop = new AbortController();
  const end = () => stop.abort();
  process.once('SIGINT', end);
  const again = async () => {
    const began = performance.now();
    await checkOnce(path, options, io).catch((error: unknown) => {
      if (!isPlain(error)) throw error;
      io.out(`${error.message}\n`);
    });
    const took = Math.round(performance.now() - began);
    io.out(
      `Checked at ${new Date().toTimeString().slice(0, 8)} in ${took} ms. Waiting for the next save; Ctrl-C ends.\n`,
    );
  };
  const clear = () => io.out(process.stdout.isTTY ? '\u001b[2J\u001b[3J\u001b[H' : '\n');
  try {
    await watchCheck(path, { check: again, clear, until: stop.signal });
  } finally {
    process.removeListener('SIGINT', end);
  }
  return 0;
}

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
  return options.json ? tellJson(io, comparison) : tell(io, renderComparison(comparison, options.width));
};

const draw: Form = async ([asked, ...rest], options, io) => {
  if (asked === undefined || rest.length > 0) throw new NotThere('draw takes one PACK or PACK@VERSION.');
  const loaded = await loadPacks({ folder: options.packs, only: [getPackName(asked)] });
  const { policy, faults, file } = await findVersion(loaded, asked, options);
  if (faults.length > 0)
    io.err(
      `redress packs: this version has ${countOf(faults.length, 'fault')}; redress packs check ${shorten(file)} lists them.\n`,
    );
  const drawn = await drawPack(policy, options);
  return tell(io, 'text' in drawn ? drawn.text : drawn.files.map((one) => `Written: ${shorten(one)}\n`).join(''));
};

const begin: Form = async ([name, ...rest], options, io) => {
  if (name === undefined || rest.length > 0) throw new NotThere('new takes one NAME, such as our-homes.');
  const inForce = options.inForce ?? `${new Date().toISOString().slice(0, 7)}-01`;
  const { from, packs } = options;
  const files = await newPack({ name, from, packs, inForce });
  const folder = shorten(dirname(files[0] ?? ''));
  if (options.json) return tellJson(io, { files });
  return tell(
    io,
    `${files.map((file) => `Made: ${shorten(file)}\n`).join('')}
Put your text into source.md and go through every ${TODO}. While you work:

  redress packs check ${folder} --watch
`,
  );
};

const FORMS: Readonly<Record<string, Form>> = { list, show, check, compare, draw, new: begin };

const countOf = (n: number, what: string): string => `${n === 0 ? 'no' : n} ${what}${n === 1 ? '' : 's'}`;

/** A path as a person in this folder would write it. */
function shorten(file: string): string {
  const near = relative(process.cwd(), file);
  return near.startsWith('..') ? file : near;
}
