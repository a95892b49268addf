/**
 * A procedure as it is drawn: everything that a drawing or its text equivalent tells, already in words, and nothing of
 * how it looks. Both are made from this.
 */
export type Outline = {
  readonly id: string;
  readonly title: string;
  /** Whose it is, which version, since when, for which services. */
  readonly lines: readonly string[];
  /** Why the source does not hold this procedure and what it was put together from. */
  readonly reconstructed: string | undefined;
  readonly entry: OutlineBox;
  /** At which stages a case can begin. */
  readonly opensAt: readonly string[];
  readonly stages: readonly OutlineStage[];
  readonly anyTime: readonly OutlineStep[];
  readonly end: OutlineBox;
  /** Ways from one stage to another that is not simply the next one. */
  readonly jumps: readonly Jump[];
  readonly footer: string;
};

export type OutlineBox = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly clocks: readonly OutlineClock[];
};

export type OutlineStage = {
  readonly id: string;
  readonly name: string;
  readonly final: boolean;
  readonly steps: readonly OutlineStep[];
  readonly clocks: readonly OutlineClock[];
  readonly gate: OutlineGate | undefined;
};

export type OutlineStep = {
  /** `1.5`: the fifth step of Stage 1. */
  readonly number: string;
  readonly name: string;
  readonly who: string;
  /** Not every case has it: it may be left out, or comes only on a condition. */
  readonly optional: boolean;
  /** Said in the words alone: in the picture the broken line says it. */
  readonly mayBeLeftOut: boolean;
  /** What else there is to know of it, each a few words. */
  readonly remarks: readonly string[];
  readonly ways: readonly string[];
};

export type OutlineClock = {
  readonly name: string;
  readonly limit: string;
  readonly lines: readonly string[];
  /** How long its bar is, in days of the calendar; undefined where no length is set. */
  readonly days: number | undefined;
  readonly more: readonly OutlineMore[];
};

/** More time that can be added. */
export type OutlineMore = {
  readonly words: string;
  readonly who: string | undefined;
  readonly days: number | undefined;
};

export type OutlineGate = {
  readonly title: string;
  readonly lines: readonly string[];
  readonly outcomes: readonly string[];
  readonly to: string;
};

/** From the entry (`undefined`) or a stage to a stage. */
export type Jump = { readonly from: string | undefined; readonly to: string };
