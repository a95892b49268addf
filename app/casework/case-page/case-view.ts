import type { OpenCase } from '../open-case.ts';
import type { TimelineShow } from './sort-timeline.ts';

/** A case as its page shows it: the case, and what the page alone asks for, each loaded once. */
export type CaseView = OpenCase & {
  /** Addresses of the cases that this one names, by reference, where the person who looks may see them. */
  readonly links: ReadonlyMap<string, string>;
  /** Which part of what happened is asked for. */
  readonly show: TimelineShow;
};
