import {
  type CaseEvent,
  determineLetter,
  determineStanding,
  effectiveHistory,
  findCurrentVisit,
  findStage,
  findStep,
  findVisit,
  type IsoDate,
  type LetterMatter,
  type LetterStanding,
  type Policy,
  type Standing,
} from '../../engine/index.ts';
import type { CaseRecord } from '../store/cases/casebook.ts';
import { type GatheredTexts, gatherLetterTexts, readLetterParts } from './gather-letter-texts.ts';

/** A letter that went to the complainant, as it was when it went. */
export type SentLetter = {
  /** The recording it went with. */
  readonly n: number;
  readonly on: IsoDate;
  readonly letter: LetterStanding;
  /** Who sent it, by id. */
  readonly by: string;
  readonly gathered: GatheredTexts;
};

/**
 * The letters that went to the complainant, the oldest first. Each is determined afresh from what had been recorded
 * up to it, so it says today what it said then, whatever was found out since. What was voided is left out.
 */
export function listSentLetters(record: CaseRecord): readonly SentLetter[] {
  return effectiveHistory(record.events).flatMap((event) => {
    const letter = findLetterId(record.policy, event, () => standingThen(record, event));
    const known = record.policy.pack.letters.find(({ id }) => id === letter);
    return known && known.to === 'complainant' ? describeLetter(record, event, known.id) : [];
  });
}

function describeLetter(record: CaseRecord, event: CaseEvent, letterId: string): readonly SentLetter[] {
  const standing = standingThen(record, event);
  const visit =
    'stage' in event && event.stage && event.type !== 'escalation-refused'
      ? findVisit(standing.state, event.stage)
      : undefined;
  const letter = determineLetter(
    standing,
    letterId,
    readLetterParts(record.texts.get(event.n)),
    matterOf(event, record.texts.get(event.n)),
    visit ?? findCurrentVisit(standing.state),
  );
  if (!letter) return [];
  return [{ n: event.n, on: event.on, letter, by: event.by.id, gathered: gatherLetterTexts(record, event.n) }];
}

/** How the case stood when this had just been recorded. */
function standingThen({ policy, calendar, events }: CaseRecord, event: CaseEvent): Standing {
  const on = event.on > event.recordedOn ? event.on : event.recordedOn;
  return determineStanding(
    policy,
    calendar,
    events.filter(({ n }) => n <= event.n),
    { on },
  );
}

function matterOf(event: CaseEvent, texts: Readonly<Record<string, string>> = {}): LetterMatter {
  if (event.type === 'extended') {
    return { clock: event.clock, reason: event.reason ?? texts['reason'] ?? Object.keys(event.facts)[0] };
  }
  return event.type === 'complaint-refused' || event.type === 'escalation-refused' ? { ground: event.ground } : {};
}

function findLetterId(policy: Policy, event: CaseEvent, standing: () => Standing): string | undefined {
  const { pack } = policy;
  switch (event.type) {
    case 'complaint-refused':
      return pack.intake['not-accepted']?.letter;
    case 'referred':
      return pack.intake.routes.find(({ id }) => id === event.route)?.letter;
    case 'acknowledged':
    case 'response-issued':
    case 'step-done':
    case 'extended':
    case 'escalation-refused':
      return findLetterOfStage(policy, event, standing());
    default:
      return undefined;
  }
}

type OfStage = Extract<
  CaseEvent,
  { type: 'acknowledged' | 'response-issued' | 'step-done' | 'extended' | 'escalation-refused' }
>;

function findLetterOfStage(policy: Policy, event: OfStage, standing: Standing): string | undefined {
  const procedure = findVisit(standing.state, event.stage)?.procedure;
  const stage = findStage(policy, procedure, event.stage);
  if (event.type === 'escalation-refused')
    return stage?.escalation?.outcomes.find((outcome) => outcome['leads-to'].closes)?.letter;
  if (event.type === 'extended') {
    const clock = stage?.clocks.find(({ id }) => id === event.clock);
    return clock?.extensions.find(({ id }) => id === event.rule)?.notice;
  }
  const step = findStep(policy, procedure, event.stage, event.step);
  const outcome = event.type === 'step-done' ? step?.outcomes?.find(({ id }) => id === event.outcome) : undefined;
  return outcome?.letter ?? step?.letter;
}
