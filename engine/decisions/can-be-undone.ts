import { findVoided } from '../case/effective-history.ts';
import type { CaseEvent } from '../case/events.ts';
import { isEvidence } from '../case/evidence.ts';
import { isAnybodyToWriteTo } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { findLetterOfEvent } from '../letters/find-letter-of-event.ts';
import { listLetterEvents, sendsLetter } from '../letters/list-letter-events.ts';
import { type Refusal, refuse } from './refusal.ts';

type Type = CaseEvent['type'];

/** The landlord's own affair whatever has gone since: no letter says it, and no later entry follows from it. */
const OWN: readonly Type[] = [
  ...(['noted', 'forwarded', 'learning-noted', 'linked', 'kept-apart', 'promise-kept', 'supporter-named'] as const),
  ...(['corrected', 'voided', 'question-set', 'evidence-added', 'interviewed', 'visited'] as const),
  ...(['evidence-withdrawn', 'colleague-contacted', 'outsider-contacted'] as const),
  ...(['panel-days-proposed', 'panel-availability-given', 'interest-declared', 'panel-papers-chosen'] as const),
  ...(['panel-minutes-kept', 'comment-answered', 'case-opened-to'] as const),
];

/** Spoken or written with the complainant, or by them. */
const TOLD: readonly Type[] = [
  ...(['contacted', 'definition-confirmed', 'update-sent', 'verbal-response-given', 'extended'] as const),
  ...([
    'time-agreed',
    'copy-sent',
    'payment-made',
    'evidence-shared',
    'panel-reply-recorded',
    'panel-papers-sent',
  ] as const),
];
const THEIRS: readonly Type[] = [
  ...(['draft-commented', 'escalation-requested', 'withdrawn', 'authority-recorded', 'ombudsman-contacted'] as const),
];

/**
 * Why an entry of a case cannot be undone; empty where it can. Undone can be what has not left the house: no letter
 * went with it or since it, it was not told to the complainant nor by them, and no later entry rests on it. What has
 * left is corrected instead, with a reason. What put two cases together stands on both, and is undone where it was
 * done. What undid or corrected an entry can be undone itself, which puts the entry back as it was.
 *
 * Example: a finding recorded on 3 March can be undone; once the response with that finding went on 5 March it cannot.
 */
export function canBeUndone(standing: Standing, n: number): readonly Refusal[] {
  const event = standing.recorded.find((one) => one.n === n);
  if (!event) return [refuse('no-such-recording', undefined, { recording: n })];
  if (findVoided(standing.recorded).has(n)) return [refuse('already-undone', undefined, { recording: n })];
  if (event.type === 'received') return [refuse('receipt-stays')];
  if (event.type === 'merged' || event.type === 'taken-in') return [refuse('on-two-cases')];
  const left = [...checkLeft(standing, event), ...checkShown(standing, event)];
  return left.length > 0 || OWN.includes(event.type) ? left : checkSince(standing, event);
}

/** Whether what was recorded left the house by itself. */
function checkLeft(standing: Standing, event: CaseEvent): readonly Refusal[] {
  const letter = findLetterGone(standing, event);
  if (letter !== undefined) return [refuse('letter-has-gone', undefined, { letter, on: event.on })];
  if (event.type === 'payment-made') return [refuse('money-has-gone')];
  if (THEIRS.includes(event.type) || !['staff', 'system'].includes(event.by.kind))
    return [refuse('said-by-them', undefined, { on: event.on })];
  return TOLD.includes(event.type) ? [refuse('told-to-them', undefined, { on: event.on })] : [];
}

/** Evidence that the complainant was shown is withdrawn, not undone. */
function checkShown({ history }: Standing, event: CaseEvent): readonly Refusal[] {
  const shown = isEvidence(event)
    ? history.find((later) => later.type === 'evidence-shared' && later.evidence === event.evidence)
    : undefined;
  return shown ? [refuse('later-entry-rests-on-it', undefined, { entry: shown.n })] : [];
}

/** The title of the letter that went with a recording; where there is nobody to write to none has. */
function findLetterGone(standing: Standing, event: CaseEvent): string | undefined {
  const isUnsent = event.type === 'response-issued' ? event.unsent === true : !isAnybodyToWriteTo(standing.state);
  return sendsLetter(event) && !isUnsent ? findLetterOfEvent(standing, event)?.letter.title : undefined;
}

/** Whether anything since rests on it: an entry that follows from it, or a letter that was written with it in mind. */
function checkSince(standing: Standing, event: CaseEvent): readonly Refusal[] {
  const rests = standing.history.find((later) => later.n > event.n && restsOn(standing, later, event));
  if (rests) return [refuse('later-entry-rests-on-it', undefined, { entry: rests.n })];
  const letter = listLetterEvents(standing).find(
    (later) => later.event.n > event.n && findLetterGone(standing, later.event) !== undefined,
  );
  if (!letter || isKeptDraft(event)) return [];
  const { on, n } = letter.event;
  return [refuse('letter-went-since', undefined, { letter: letter.letter.title, on, entry: n })];
}

/** A draft that stayed in the house is no part of any letter. */
const isKeptDraft = (event: CaseEvent): boolean => event.type === 'drafted' && event.forComment !== true;

/**
 * Whether a later entry is about the same promise or point, offers money that an entry approved, or belongs to the stay
 * in a stage that an entry opened.
 */
function restsOn({ state }: Standing, later: CaseEvent, event: CaseEvent): boolean {
  if (event.type === 'award-decided' && later.type === 'promise-made') return later.pence !== undefined;
  if ('promise' in event && 'promise' in later) return event.promise === later.promise;
  if ('point' in later && later.point !== undefined && later.type !== 'promise-made')
    return 'point' in event
      ? event.point === later.point
      : event.type === 'defined' && isFirstToName(state, event, later.point);
  const opened = state.visits.find(({ opening }) => opening === event.n);
  return opened !== undefined && 'stage' in later && later.stage === opened.stage;
}

/** A definition on which a point rests: the only one that named it. */
function isFirstToName(
  { steps }: Standing['state'],
  event: Extract<CaseEvent, { type: 'defined' }>,
  point: number,
): boolean {
  return event.points.includes(point) && !steps.some(({ step, n }) => step === event.step && n < event.n);
}
