import type { CasePresence } from '../../store/case-presence.ts';
import type { CaseOpening } from '../../store/record-opening.ts';
import type { RestrictionElsewhere } from '../behaviour/find-restrictions-elsewhere.ts';
import type { EvidencePiece } from '../investigation/list-evidence.ts';
import type { OpenCase } from '../open-case.ts';
import type { CalendarChange } from './find-calendar-changes.ts';
import type { TimelineShow } from './sort-timeline.ts';

/** A case as its page shows it: the case, and what the page alone asks for, each loaded once. */
export type CaseView = OpenCase & {
  /** Addresses of the cases that this one names, by reference, where the person who looks may see them. */
  readonly links: ReadonlyMap<string, string>;
  /** All its evidence, also what counts no longer. */
  readonly evidence: readonly EvidencePiece[];
  /** Who else has it open now. */
  readonly others: readonly CasePresence[];
  /** Restrictions of contact of the same people on their other cases. */
  readonly elsewhere: readonly RestrictionElsewhere[];
  /** Who opened it while it was restricted, and why; undefined for whoever may not see that. */
  readonly openings: readonly CaseOpening[] | undefined;
  /** What was added to the calendar meanwhile, and the dates it moved. */
  readonly calendarChanges: readonly CalendarChange[];
  /** Which part of what happened is asked for. */
  readonly show: TimelineShow;
};
