import {
  type CaseEvent,
  effectiveHistory,
  findStage,
  findVisit,
  type IsoDate,
  isInternal,
  listLetterEvents,
  type Standing,
  type TellableType,
} from '../../../engine/index.ts';
import { wasToldOf } from '../../documents/list-sent-letters.ts';
import { type Follower, isNotedForThem, isToldBy } from '../resident.ts';
import type { FollowedRecord } from './followed-case.ts';

/** One line of what happened, as a resident reads it; `words`: what they said, or what we told them. */
export type Happening = {
  readonly on: IsoDate;
  readonly n: number;
  readonly text: string;
  readonly words: string | undefined;
};

type Tell = (event: CaseEvent, stageOf: (event: CaseEvent) => string) => string | undefined;

/**
 * What of a case its complainant sees, by kind of event. What the engine keeps inside cannot be named here; of the rest,
 * what is not named never shows: who was given the case, answers to questions, decisions inside the landlord.
 */
const TOLD: Partial<Record<TellableType, Tell>> = {
  received: () => 'We got your complaint',
  acknowledged: () => 'We wrote that we have your complaint',
  contacted: (event) => (event.by.kind === 'resident' ? 'You told us more' : undefined),
  drafted: (event) => (event.type === 'drafted' && event.forComment ? 'We sent you a draft of our answer' : undefined),
  'draft-commented': describeComment,
  extended: () => 'We told you that we need more time',
  'update-sent': () => 'We told you where things stand',
  'evidence-shared': () => 'We showed you something that we looked at',
  'response-issued': (event, stageOf) => `We sent you our answer${stageOf(event)}`,
  'escalation-requested': () => 'You asked for the next stage',
  'escalation-accepted': () => 'We opened the next stage',
  'escalation-refused': () => 'We wrote that we cannot open the next stage',
  'complaint-refused': () => 'We wrote that we cannot take this as a complaint',
  merged: () => 'We put this together with another complaint that we have. It goes on there',
  'not-ours': () => 'We wrote that somebody else has to answer this',
  withdrawn: () => 'The complaint was taken back',
  reopened: () => 'We opened your complaint again',
  closed: () => 'We closed your complaint',
};

function describeComment(event: CaseEvent): string | undefined {
  if (event.type !== 'draft-commented') return undefined;
  if (event.comment === undefined) return 'You told us that you have nothing more to say on our draft';
  return event.by.kind === 'resident'
    ? 'You told us what you think of our draft'
    : 'We noted what you said on our draft';
}

/** The field whose wording a resident may read, for the few events that have one. */
const WORDS: Partial<Record<TellableType, (event: CaseEvent) => readonly string[]>> = {
  received: (event) => (event.by.kind === 'resident' ? ['what-happened'] : []),
  contacted: (event) => (event.by.kind === 'resident' ? ['what-was-said'] : []),
  'draft-commented': (event) => (event.by.kind === 'resident' ? ['comment'] : []),
  'not-ours': () => ['why', 'pointed-to'],
  'update-sent': () => ['text'],
  'evidence-shared': () => ['caption'],
  'escalation-requested': (event) => (event.by.kind === 'resident' ? ['what-is-unresolved', 'how-to-resolve'] : []),
};

/** What is said of the whole complaint to those who did not begin it. */
const OF_ALL: Partial<Record<TellableType, string>> = {
  received: 'We got the complaint',
  'escalation-requested': 'The next stage was asked for',
};

/**
 * What happened on a case for the eyes of one who follows it, the newest first: of letters those that they have had
 * (`letters`: the recordings they went with), and of updates those sent to them; of what was said to the landlord only
 * what they said themselves.
 */
export function listHappenings(
  record: FollowedRecord,
  standing: Standing,
  letters: ReadonlySet<number>,
): readonly Happening[] {
  const stageOf = (event: CaseEvent): string => {
    const visit = 'stage' in event && event.stage ? findVisit(standing.state, event.stage) : undefined;
    const procedure = record.policy.pack.procedures.find(({ id }) => id === visit?.procedure);
    const isOneOfSeveral = (procedure?.stages.length ?? 0) > 1;
    const name = visit && isOneOfSeveral && findStage(record.policy, visit.procedure, visit.stage)?.name;
    return name ? ` at ${name}` : '';
  };
  const sent = new Set(listLetterEvents(standing).map(({ event }) => event.n));
  const isTheirs = (event: CaseEvent): boolean => {
    if (event.type === 'update-sent') return wasToldOf(record, event, record.follower);
    if (event.type === 'draft-commented' && event.by.kind === 'staff') return isNotedForThem(standing, event);
    return !sent.has(event.n) || letters.has(event.n);
  };
  return effectiveHistory(record.events)
    .filter(isTheirs)
    .flatMap((event): readonly Happening[] => {
      const seen = seeAs(event, record);
      const text = isInternal(record.policy, event) ? undefined : tell(seen, record.follower, stageOf);
      if (text === undefined || !isTold(event.type)) return [];
      const texts = record.texts.get(event.n) ?? {};
      const words = (WORDS[event.type]?.(seen) ?? []).flatMap((name) => texts[name] ?? []);
      return [{ on: event.on, n: event.n, text, words: words.length > 0 ? words.join('\n\n') : undefined }];
    })
    .toReversed();
}

/** What a follower did is theirs; what another resident or a representative did is not. */
function seeAs(event: CaseEvent, follower: Follower): CaseEvent {
  if (event.by.kind !== 'resident' && event.by.kind !== 'representative') return event;
  return { ...event, by: { ...event.by, kind: isToldBy(event, follower) ? 'resident' : 'other-body' } };
}

const isTold = (type: CaseEvent['type']): type is keyof typeof TOLD => type in TOLD;

function tell(
  event: CaseEvent,
  follower: FollowedRecord['follower'],
  stageOf: (event: CaseEvent) => string,
): string | undefined {
  if (!isTold(event.type)) return undefined;
  const isOthers = event.by.kind === 'other-body';
  if (isOthers && (event.type === 'contacted' || event.type === 'draft-commented')) return undefined;
  const ofAll = isOthers || follower !== 'resident-1' ? OF_ALL[event.type] : undefined;
  return event.by.kind === 'resident' && event.type !== 'received'
    ? TOLD[event.type]?.(event, stageOf)
    : (ofAll ?? TOLD[event.type]?.(event, stageOf));
}
