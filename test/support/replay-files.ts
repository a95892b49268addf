// Replay files that say what they expect: the examples of packs, the cases of the invented packs, the real histories.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { readReplayFile, resolvePeople } from '../../app/cli/read-replay-file.ts';
import { loadCalendars } from '../../app/packs/load-calendars.ts';
import { loadPacks } from '../../app/packs/load-packs.ts';
import {
  type Calendar,
  type ClockStanding,
  determineForecast,
  determineSignposting,
  type IsoDate,
  type Judged,
  listWarnings,
  type Policy,
  type Replay,
  replayHappenings,
  type Standing,
} from '../../engine/index.ts';

/**
 * What a file expects of its end. `clocks` names only the clocks that matter, with the values that matter; `refused`
 * and `departures` are whole: each reason in order, and none where nothing is said (`departures` in a history may be
 * left out). A value that is not written is not looked at.
 */
export type Expected = {
  readonly case?: { readonly stage?: string; readonly status?: string; readonly outcome?: string };
  readonly clocks?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly refused?: readonly ExpectedReason[];
  readonly departures?: readonly ExpectedReason[];
  readonly signposting?: readonly string[];
  readonly 'last-day-to-escalate'?: string;
  readonly 'linked-cases'?: number;
  /** The codes of what is pointed out, in order. */
  readonly warnings?: readonly string[];
  /** By the clock: what is foreseen of it, only the values that matter; whole, where it is written at all. */
  readonly forecasts?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

type ExpectedReason = { readonly on?: string; readonly what: string; readonly code: string; readonly clause?: string };

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

const KNOWN = [
  'case',
  'clocks',
  'refused',
  'departures',
  'signposting',
  'last-day-to-escalate',
  'linked-cases',
  'warnings',
  'forecasts',
];

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
  for (const key of Object.keys(expect)) assert.ok(KNOWN.includes(key), `${path}: nothing is known as expect.${key}`);
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
  assert.deepEqual(describeEnd(told, replay), { refused: [], ...expect }, told.path);
}

/** The end of a replay in the shape of what is expected, holding only what is. */
function describeEnd({ expect }: ToldCase, replay: Replay): object {
  const { standing } = replay;
  const { visits, status, outcome } = standing.state;
  const end = { stage: visits.at(-1)?.stage ?? 'none', status, outcome: outcome ?? 'none' };
  return {
    refused: describeReasons(replay.refused, expect.refused),
    ...(expect.case && { case: pick(end, expect.case) }),
    ...(expect.clocks && { clocks: describeClocks(standing.clocks, expect.clocks) }),
    ...(expect.departures && { departures: describeReasons(replay.departures, expect.departures) }),
    ...(expect.signposting && { signposting: determineSignposting(standing).map(({ ombudsman }) => ombudsman) }),
    ...(expect['last-day-to-escalate'] && { 'last-day-to-escalate': String(standing.window?.lastDay) }),
    ...(expect.warnings && { warnings: listWarnings(standing).map(({ code }) => code) }),
    ...(expect.forecasts && { forecasts: describeForecasts(standing, expect.forecasts) }),
    ...(expect['linked-cases'] !== undefined && { 'linked-cases': replay.linked.length }),
  };
}

function pick(all: Readonly<Record<string, unknown>>, wanted: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, all[key] ?? null]));
}

function describeClocks(clocks: readonly ClockStanding[], wanted: NonNullable<Expected['clocks']>): object {
  return Object.fromEntries(
    Object.entries(wanted).map(([id, values]) => {
      const clock = clocks.find((candidate) => candidate.id === id);
      if (!clock) return [id, `none; there are ${clocks.map((other) => other.id).join(', ')}`];
      const skipped = clock.skipped
        .map(({ because }) => because)
        .filter((why) => !['Saturday', 'Sunday'].includes(why));
      return [id, pick({ ...clock, skipped: [...new Set(skipped)] }, values)];
    }),
  );
}

function describeForecasts(standing: Standing, wanted: NonNullable<Expected['forecasts']>): object {
  const found = determineForecast(standing).filter(({ clock }) => clock.owner === 'pack');
  return Object.fromEntries(found.map(({ clock, ...rest }) => [clock.id, pick(rest, wanted[clock.id] ?? {})]));
}

function describeReasons(judged: readonly Judged[], wanted: readonly ExpectedReason[] = []): ExpectedReason[] {
  const reasons = judged.flatMap(({ on, what, reasons }) =>
    reasons.map(({ code, clause }) => ({ on, what, code, clause: clause ?? null })),
  );
  return reasons.map((reason, i) => pick(reason, wanted[i] ?? { what: 0, code: 0, clause: 0 }) as ExpectedReason);
}
