import {
  type Action,
  type ClockStanding,
  determineForecast,
  type Forecast,
  isAtRisk,
  type Standing,
} from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import { describeCommand } from '../../texts/index.ts';
import { keyOf } from '../actions/find-action.ts';
import { findNextActions, isToSort } from '../actions/find-next.ts';
import {
  type ClockWordsAndColour,
  describeCaseTitle,
  describeClockTag,
  findPresentHandler,
  findStageName,
} from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

/** One line of the work list, as the case stands now. */
export type WorkRow = {
  readonly caseId: string;
  readonly reference: string;
  readonly title: string;
  readonly resident: string | undefined;
  readonly stage: string | undefined;
  /** The day of first contact. */
  readonly received: string | undefined;
  readonly standing: Standing;
  readonly due: (ClockWordsAndColour & { readonly clock: ClockStanding; readonly atRisk: boolean }) | undefined;
  /** What will be late, or may be, although it is not yet. */
  readonly forecast: Forecast | undefined;
  readonly handler: Person | undefined;
  /** What the procedure asks for next and this person may do. */
  readonly next: { readonly href: string; readonly words: string } | undefined;
};

/** A case as a line of the work list. */
export function describeRow(open: OpenCase): WorkRow {
  const { record, standing, wording, texts, people } = open;
  const clock = standing.nextDue;
  const next = findNextActions(open).now[0];
  return {
    caseId: record.caseId,
    reference: record.origin.reference,
    title: describeCaseTitle(texts, standing, wording),
    resident: wording.resident.name,
    stage: findStageName(standing),
    received: standing.state.received?.on,
    standing,
    due: clock && { ...describeClockTag(texts, clock, standing), clock, atRisk: isAtRisk(standing, clock) },
    forecast: determineForecast(standing)[0],
    handler: findPresentHandler(standing, people),
    next: isToSort(open) ? describeSorting(open) : next && describeNext(open, next),
  };
}

const describeNext = ({ texts, record }: OpenCase, action: Action): WorkRow['next'] => ({
  href: caseworkPaths.action({ id: record.caseId, action: keyOf(action) }),
  words: describeCommand(texts, action.command, action.step).does,
});

const describeSorting = ({ texts, record }: OpenCase): WorkRow['next'] => ({
  href: caseworkPaths.sort({ id: record.caseId }),
  words: texts.work.words.sort,
});
