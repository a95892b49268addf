import {
  determineSignposting,
  findCurrentVisit,
  findHandler,
  findProcedure,
  findStage,
  type IsoDate,
  type Policy,
  type PromiseMade,
  type Signpost,
  type Stage,
  type Standing,
} from '../../../engine/index.ts';
import { gatherLetterTexts } from '../../documents/gather-letter-texts.ts';
import { lettersTo, listSentLetters, type SentLetter } from '../../documents/list-sent-letters.ts';
import { type CaseRecord, standingOf } from '../../store/cases/casebook.ts';
import type { Texts } from '../../texts/index.ts';
import {
  describeNextDate,
  describeWhatFollows,
  describeWhere,
  findCurrentStage,
  type NextDate,
} from './describe-standing.ts';
import { type DraftInHand, findDraftInHand } from './find-draft.ts';
import type { FollowedRecord } from './followed-case.ts';
import { type ContactLimit, listContactLimits } from './list-contact-limits.ts';
import { type Happening, listHappenings } from './list-happenings.ts';
import { findSharedEvidence, type SharedPiece } from './shared-evidence.ts';

/** Everything that the page of a followed complaint may show; nothing else of the case reaches it. */
export type ResidentView = {
  /** Why the procedure is not the landlord's own text, where it was put together from elsewhere. */
  readonly reconstructed: string | undefined;
  readonly reference: string;
  readonly version: number;
  readonly where: readonly string[];
  readonly next: NextDate | undefined;
  readonly follows: readonly string[];
  readonly letters: readonly SentLetter[];
  readonly happenings: readonly Happening[];
  /** The id of who has the case now. */
  readonly handler: string | undefined;
  readonly promises: readonly KnownPromise[];
  /** Evidence that the landlord shows them. */
  readonly shared: readonly SharedPiece[];
  readonly signposts: readonly Signpost[];
  readonly nextStage: NextStage | undefined;
  /** How contact with them is limited now, and what stays open. */
  readonly limits: readonly ContactLimit[];
  /** A draft that they may comment on. */
  readonly draft: DraftInHand | undefined;
};

/** A promise that the complainant was told of in a letter, as it stands now. */
export type KnownPromise = {
  readonly what: string;
  readonly due: IsoDate | undefined;
  readonly kept: IsoDate | undefined;
};

export type NextStage = {
  readonly to: string;
  readonly late: boolean;
  readonly mayRefuse: boolean;
  /** Whether what is new is asked for, to become a complaint of its own. */
  readonly asksNew: boolean;
  /** The questions that the landlord puts in its own words. */
  readonly questions: readonly Question[];
};

export type Question = { readonly name: string; readonly label: string; readonly hint: string | undefined };

/** The view of a case for its complainant on a day, from a closed list of what they may see. */
export function findResidentView(texts: Texts, record: FollowedRecord, on: IsoDate, at?: string): ResidentView {
  const standing = standingOf(record, { on, at });
  const letters = lettersTo(listSentLetters(record), record.follower);
  return {
    reconstructed: findProcedure(record.policy, standing.state.procedure)?.reconstructed,
    reference: record.origin.reference,
    version: record.version,
    where: describeWhere(texts, standing),
    next: describeNextDate(texts, standing),
    follows: describeWhatFollows(texts, standing),
    letters,
    happenings: listHappenings(record, standing, new Set(letters.map(({ n }) => n))),
    handler: standing.state.status === 'closed' ? undefined : findHandler(standing.state),
    promises: findKnownPromises(record, standing, letters),
    shared: findSharedEvidence(record, standing),
    signposts: determineSignposting(standing),
    nextStage: findNextStage(standing),
    limits: listContactLimits(record, standing),
    draft: findDraftInHand(record, standing, letters),
  };
}

function findKnownPromises(
  record: CaseRecord,
  { state }: Standing,
  letters: readonly SentLetter[],
): readonly KnownPromise[] {
  const told = new Set(letters.flatMap(({ letter }) => letter.parts.flatMap(({ content }) => numbersIn(content))));
  const { promises } = gatherLetterTexts(record);
  return state.promises
    .filter(({ promise }) => told.has(promise))
    .map(({ promise, due, kept }) => ({ what: promises.get(promise)?.text ?? '', due, kept: kept?.on }))
    .filter(({ what }) => what !== '');
}

function numbersIn(content: SentLetter['letter']['parts'][number]['content']): readonly number[] {
  return content?.kind === 'promises' ? content.promises.map(({ promise }: PromiseMade) => promise) : [];
}

/** The stage that can be asked for now: after an answer, while one is overdue, or where none is needed; not asked for yet. */
export function findNextStage(standing: Standing): NextStage | undefined {
  const { state, policy, window, clocks } = standing;
  const stage = findCurrentStage(standing);
  const visit = findCurrentVisit(state);
  const to = visit && findStage(policy, visit.procedure, stage?.escalation?.to);
  const asked = state.escalations.some((one) => one.visit === visit?.index && one.state !== 'refused');
  if (
    !to ||
    !stage ||
    asked ||
    ['withdrawn', 'refused', 'referred', 'escalation refused'].includes(state.outcome ?? '')
  )
    return undefined;
  const answered = state.responses.some((one) => one.visit === visit?.index);
  const overdue = clocks.some(
    (clock) =>
      clock.owner === 'pack' && clock.visit === visit?.index && clock.state === 'late' && clock.stopped === undefined,
  );
  if (!answered && !overdue && stage.escalation?.['needs-response'] !== false) return undefined;
  const mayRefuse = stage.escalation?.window?.force === 'refuse' && window?.over === true;
  const asksNew = stage.escalation?.['new-issue'] !== undefined;
  const questions = findQuestions(policy, stage);
  return { to: to.name, late: window?.over === true, mayRefuse, asksNew, questions };
}

const ASKED_OF_ALL = ['what-is-unresolved', 'how-to-resolve'];

/** Of what the pack asks with a request, the questions that everybody is asked; the others are for staff. */
function findQuestions({ pack }: Policy, { escalation }: Stage): readonly Question[] {
  return ASKED_OF_ALL.flatMap((name) => {
    const fact = escalation?.asks?.includes(name) ? pack.facts[name] : undefined;
    return fact ? [{ name, label: fact.ask, hint: fact.hint }] : [];
  });
}
