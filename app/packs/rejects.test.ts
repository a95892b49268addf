// Every overlay of engine/policy/rejects makes a sound pack wrong in one way, and names the words its fault must say.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type AnchoredText, checkPack, getName, readAnchors } from '../../engine/index.ts';
import { INSTALLED_POLICIES } from './find-pack-files.ts';
import { type LoadedPacks, loadPacks, readPackText } from './load-packs.ts';

type Change = { at: string; set?: unknown; remove?: boolean };
type Overlay = {
  about: string;
  from: string;
  change?: Change[];
  text?: { replace: string; with: string };
  'must-say': string[];
};

type Base = { words: string; raw: unknown; pack: string; text: AnchoredText };
type Told = { what: string; why: string; mend: string; line?: number };

const folder = fileURLToPath(new URL('../../engine/policy/rejects/', import.meta.url));
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/** `a.b[c].d`, where `[c]` is a list entry by its id or position and `[+]` a new last one. */
const splitPath = (path: string): string[] => path.split(/[.[\]]+/).filter((part) => part !== '');

type Entries = Record<string | number, unknown>;

/** Makes one change to a pack as it was read. */
function applyChange(raw: unknown, { at, set, remove }: Change): void {
  const parts = splitPath(at);
  const last = parts.pop()!;
  const holder = parts.reduce((here, part) => here[findKey(here, part)] as Entries, raw as Entries);
  assert.ok(holder, `${at} leads nowhere`);
  const key = findKey(holder, last);
  if (remove) assert.ok(delete holder[key], `${at} is not there to remove`);
  else holder[key] = set;
}

function findKey(here: unknown, part: string): string | number {
  if (!Array.isArray(here)) return part;
  const i = here.findIndex((entry) => getName(entry) === part);
  return part === '+' ? here.length : i === -1 ? Number(part) : i;
}

describe('packs that must be refused', () => {
  let loaded: LoadedPacks;
  const bases = new Map<string, Base>();

  const findTextFaults = ({ words, text }: Base, change: Required<Overlay>['text']): Told[] => [
    ...readPackText(replaceOnce(words, change), 'pack.yaml', { ...loaded, text }).faults,
  ];

  const findChangeFaults = ({ raw: unchanged, text, pack }: Base, changes: Change[]): Told[] => {
    const raw = structuredClone(unchanged);
    for (const change of changes) applyChange(raw, change);
    return [...checkPack(raw, { ...loaded, anchors: text.anchors, expects: { pack } }).faults];
  };

  before(async () => {
    loaded = await loadPacks({ folder: INSTALLED_POLICIES, only: ['anytown-homes'] });
    for (const { file, policy } of loaded.versions) {
      const text = readAnchors(readFileSync(join(file, '..', 'source.md'), 'utf8'));
      const words = readFileSync(file, 'utf8');
      if (policy) bases.set(policy.pack.pack, { words, raw: parse(words), pack: policy.pack.pack, text });
    }
  });

  test('there are at least 25 of them, and the pack they start from is sound', () => {
    assert.ok(names.length >= 25);
    assert.deepEqual(loaded.faults, []);
  });

  for (const name of names) {
    const overlay = parse(readFileSync(join(folder, name), 'utf8')) as Overlay;
    test(`${name}: ${overlay.about}`, () => {
      const base = bases.get(overlay.from);
      assert.ok(base, `there is no pack ${overlay.from}`);
      const faults = overlay.text ? findTextFaults(base, overlay.text) : findChangeFaults(base, overlay.change ?? []);
      const told = faults.map((fault) => ({ ...fault, said: [fault.what, fault.why, fault.mend].join(' ') }));
      const fault = told.find(({ said }) => overlay['must-say'].every((word) => said.includes(word)));
      assert.ok(fault, `no fault says ${overlay['must-say'].join(' + ')}:\n${told.map(({ said }) => said).join('\n')}`);
      assert.ok(faults.length <= 6, `so many faults hide the one:\n${told.map(({ said }) => said).join('\n')}`);
      if (overlay.text) assertLine(replaceOnce(base.words, overlay.text), overlay.text.with, fault.line ?? 0);
    });
  }
});

function replaceOnce(words: string, { replace, with: instead }: { replace: string; with: string }): string {
  assert.equal(words.split(replace).length, 2, `“${replace}” must stand in the pack exactly once`);
  return words.replace(replace, () => instead);
}

/** The fault is told on one of the lines that the overlay wrote. */
function assertLine(words: string, instead: string, line: number): void {
  const first = words.slice(0, words.indexOf(instead)).split('\n').length;
  const last = first + instead.split('\n').length - 1;
  assert.ok(line >= first && line <= last, `told on line ${line}, and was written on ${first} to ${last}`);
}
