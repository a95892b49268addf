import { isDeepStrictEqual } from 'node:util';
import {
  type ClockStanding,
  determineForecast,
  determineSignposting,
  type Judged,
  listDuties,
  listWarnings,
  type Replay,
  type Standing,
} from '../../engine/index.ts';

/**
 * What a replay file expects of its end. `clocks` names only the clocks that matter, with the values that matter;
 * `refused` and `departures` are whole: each reason in order, and none where nothing is said (`departures` in a history
 * may be left out). A value that is not written is not looked at.
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
  /** By their id: the day by which each is due, `none` where it has no day; only those that matter. */
  readonly duties?: Readonly<Record<string, string>>;
  /** By the clock: what is foreseen of it, only the values that matter; whole, where it is written at all. */
  readonly forecasts?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

type ExpectedReason = { readonly on?: string; readonly what: string; readonly code: string; readonly clause?: string };

/** The keys that may stand under `expect`. */
export const EXPECTED_KEYS: readonly string[] = [
  'case',
  'clocks',
  'refused',
  'departures',
  'signposting',
  'last-day-to-escalate',
  'linked-cases',
  'warnings',
  'forecasts',
  'duties',
];

/** The end of a replay in the shape of what is expected, holding only what is. */
export function describeEnd(expect: Expected, replay: Replay): object {
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
    ...(expect.duties && { duties: describeDuties(standing, expect.duties) }),
    ...(expect['linked-cases'] !== undefined && { 'linked-cases': replay.linked.length }),
  };
}

/** Where a case ended otherwise than its file expects: the place, what the file says and what came of it. */
export type Unexpected = { readonly place: string; readonly expected: string; readonly came: string };

/**
 * Every difference between what a file expects and how its case ended; empty where all is as expected.
 *
 * Example: `clocks: { answer: { due: 2026-04-10 } }` where the clock is due on the 13th gives one, at `clocks.answer.due`.
 */
export function findUnexpected(expect: Expected, replay: Replay): readonly Unexpected[] {
  return differences('', { refused: [], ...expect }, describeEnd(expect, replay));
}

function differences(place: string, expected: unknown, came: unknown): readonly Unexpected[] {
  if (isDeepStrictEqual(expected, came)) return [];
  if (!isTree(expected) || !isTree(came)) return [{ place, expected: show(expected), came: show(came) }];
  return [...new Set([...Object.keys(expected), ...Object.keys(came)])].flatMap((key) =>
    differences(place === '' ? key : `${place}.${key}`, expected[key], came[key]),
  );
}

const isTree = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && Object.keys(value).length > 0;
const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

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

function describeDuties(standing: Standing, wanted: NonNullable<Expected['duties']>): object {
  const found = new Map(listDuties(standing).map(({ id, due }) => [id, due ?? 'none']));
  return Object.fromEntries(Object.keys(wanted).map((id) => [id, found.get(id) ?? 'no such duty']));
}

function describeReasons(judged: readonly Judged[], wanted: readonly ExpectedReason[] = []): ExpectedReason[] {
  const reasons = judged.flatMap(({ on, what, reasons }) =>
    reasons.map(({ code, clause }) => ({ on, what, code, clause: clause ?? null })),
  );
  return reasons.map((reason, i) => pick(reason, wanted[i] ?? { what: 0, code: 0, clause: 0 }) as ExpectedReason);
}
