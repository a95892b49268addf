import {
  type CaseEvent,
  findCurrentVisit,
  type IsoDate,
  listTimesWaitedFor,
  type Standing,
} from '../../../engine/index.ts';
import { gatherLetterTexts } from '../../documents/gather-letter-texts.ts';
import type { SentLetter } from '../../documents/list-sent-letters.ts';
import { isNotedForThem, isToldBy } from '../resident.ts';
import type { FollowedRecord } from './followed-case.ts';

/** A draft that the complainant has in hand and has had no answer after: what they may do with it. */
export type DraftInHand = {
  /** The recording that it went with. */
  readonly n: number;
  readonly on: IsoDate;
  /** The last day for comments; undefined where none is set. */
  readonly lastDay: IsoDate | undefined;
  readonly over: boolean;
  /** They have said that they have nothing more to say. */
  readonly finished: boolean;
  readonly comments: readonly { readonly comment: number; readonly on: IsoDate; readonly text: string }[];
};

/**
 * The draft that who follows the case may comment on now; undefined where none was sent to them, or the answer has
 * gone. `letters`: those they have had. Of comments they see their own, and those that staff noted where nobody else
 * can have made them.
 */
export function findDraftInHand(
  record: FollowedRecord,
  standing: Standing,
  letters: readonly SentLetter[],
): DraftInHand | undefined {
  const { state } = standing;
  const visit = findCurrentVisit(state);
  const sent = state.drafts.findLast((draft) => draft.visit === visit?.index);
  const answered = state.responses.some((response) => response.visit === visit?.index);
  const isTheirs = letters.some(({ n }) => n === sent?.n);
  if (!visit || !sent || !isTheirs || answered || state.status === 'closed') return undefined;
  const lastDay = listTimesWaitedFor(standing, visit)[0]?.due;
  const isSeen = (event: CaseEvent): boolean => isToldBy(event, record) || isNotedForThem(standing, event);
  const seen = new Set(record.events.filter(isSeen).map(({ n }) => n));
  const own = state.comments.filter((one) => one.visit === visit.index && seen.has(one.n)).map(({ n }) => n);
  return {
    n: sent.n,
    on: sent.on,
    lastDay,
    over: lastDay !== undefined && lastDay < standing.asOf.on,
    finished: state.occurrences.some(({ name, visit: at }) => name === 'comments-finished' && at === visit.index),
    comments: gatherLetterTexts(record).comments.filter(({ n }) => own.includes(n)),
  };
}
