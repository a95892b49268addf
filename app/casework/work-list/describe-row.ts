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
import { findNextActions } from '../actions/find-next.ts';
import {
  type ClockWordsAndColour,
  describeCaseTitle,
  describeClockTag,
  findPresentHandler,
  findStageName,
} from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';

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
  readonly next: { readonly key: string; readonly words: string } | undefined;
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
    next: next && { key: keyOf(next), words: describeNext(open, next) },
  };
}

const describeNext = ({ texts }: OpenCase, { command, step }: Action): string =>
  describeCommand(texts, command, step).does;
