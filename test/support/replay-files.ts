// Replay files that say what they expect: the examples of packs, the cases of the invented packs, the real histories.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { describeEnd, EXPECTED_KEYS, type Expected } from '../../app/cli/compare-expected.ts';
import { readReplayFile, resolvePeople } from '../../app/cli/read-replay-file.ts';
import { loadCalendars } from '../../app/packs/load-calendars.ts';
import { loadPacks } from '../../app/packs/load-packs.ts';
import { type Calendar, type IsoDate, type Policy, type Replay, replayHappenings } from '../../engine/index.ts';

/** A replay file with its reason and what it expects. */
export type ToldCase = {
  readonly name: string;
  readonly path: string;
  readonly title: string;
  readonly why: string;
  readonly asOf: IsoDate;
  readonly text: string;
  readonly expect: Expected;
};

/** The replay files that a pattern finds, in order. Each must say `title`, `why`, `as-of` and `expect`. */
export function loadToldCases(pattern: string): readonly ToldCase[] {
  return globSync(pattern).toSorted().map(readToldCase);
}

function readToldCase(path: string): ToldCase {
  const text = readFileSync(path, 'utf8');
  const raw = parse(text) as Readonly<Record<string, unknown>>;
  for (const key of ['title', 'why', 'as-of', 'expect']) {
    assert.ok(raw[key] !== undefined, `${path}: \`${key}:\` is missing`);
  }
  const expect = raw['expect'] as Expected;
  for (const key of Object.keys(expect))
    assert.ok(EXPECTED_KEYS.includes(key), `${path}: nothing is known as expect.${key}`);
  const asOf = String(raw['as-of']) as IsoDate;
  const { title, why } = raw;
  return { name: basename(path, '.yaml'), path, title: String(title), why: String(why), asOf, text, expect };
}

const calendars = loadCalendars();

/** The calendar a pack counts by. */
export const calendarOf = ({ pack }: Policy): Calendar =>
  calendars.calendarFor(pack.calendar.nation, { closures: pack.calendar.closures as never });

/** Every sound version of every pack in a folder; a pack with faults fails, with its faults. */
export async function loadSoundPolicies(folder: string): Promise<readonly Policy[]> {
  const { versions } = await loadPacks({ folder });
  const faults = versions.flatMap((version) => version.faults);
  assert.deepEqual(
    faults.map(({ file, line, what }) => `${file}:${line} ${what}`),
    [],
  );
  return versions.flatMap(({ policy }) => policy ?? []);
}

/** Plays a file under a policy, as the command line would. */
export function playToldCase(told: ToldCase, policy: Policy): Replay {
  const { file, faults } = readReplayFile(told.text);
  assert.deepEqual(faults, [], told.path);
  const { happenings, faults: people } = resolvePeople(file!, policy);
  assert.deepEqual(people, [], told.path);
  const { mode, service } = file!;
  return replayHappenings(policy, calendarOf(policy), happenings, {
    mode,
    asOf: told.asOf,
    service,
    recordingCounts: 'happenings',
  });
}

/** Fails with the whole difference where a case did not end as its file expects. */
export function checkExpected(told: ToldCase, replay: Replay): void {
  const { expect } = told;
  assert.deepEqual(describeEnd(expect, replay), { refused: [], ...expect }, told.path);
}
