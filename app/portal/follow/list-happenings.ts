import {
  type CaseEvent,
  type EventType,
  effectiveHistory,
  findStage,
  findVisit,
  type IsoDate,
  isInternal,
  type Standing,
} from '../../../engine/index.ts';
import type { CaseRecord } from '../../store/cases/casebook.ts';

/** One line of what happened, as a resident reads it; `words`: what they said, or what we told them. */
export type Happening = {
  readonly on: IsoDate;
  readonly n: number;
  readonly text: string;
  readonly words: string | undefined;
};

type Tell = (event: CaseEvent, stageOf: (event: CaseEvent) => string) => string | undefined;

/**
 * What of a case its complainant sees, by kind of event. What is not named here never shows: notes, findings not yet
 * issued, drafts, who was given the case, answers to questions, decisions inside the landlord.
 */
const TOLD: Partial<Record<EventType, Tell>> = {
  received: () => 'We got your complaint',
  acknowledged: () => 'We wrote that we have your complaint',
  contacted: (event) => (event.by.kind === 'resident' ? 'You told us more' : undefined),
  extended: () => 'We told you that we need more time',
  'update-sent': () => 'We told you where things stand',
  'response-issued': (event, stageOf) => `We sent you our answer${stageOf(event)}`,
  'escalation-requested': () => 'You asked for the next stage',
  'escalation-accepted': () => 'We opened the next stage',
  'escalation-refused': () => 'We wrote that we cannot open the next stage',
  'complaint-refused': () => 'We wrote that we cannot take this as a complaint',
  withdrawn: () => 'The complaint was taken back',
  reopened: () => 'We opened your complaint again',
  closed: () => 'We closed your complaint',
};

/** The field whose wording a resident may read, for the few events that have one. */
const WORDS: Partial<Record<EventType, (event: CaseEvent) => readonly string[]>> = {
  received: (event) => (event.by.kind === 'resident' ? ['what-happened'] : []),
  contacted: (event) => (event.by.kind === 'resident' ? ['what-was-said'] : []),
  'update-sent': () => ['text'],
  'escalation-requested': (event) => (event.by.kind === 'resident' ? ['what-is-unresolved'] : []),
};

/** What happened on a case for its complainant's eyes, the newest first. */
export function listHappenings(record: CaseRecord, standing: Standing): readonly Happening[] {
  const stageOf = (event: CaseEvent): string => {
    const visit = 'stage' in event && event.stage ? findVisit(standing.state, event.stage) : undefined;
    const name = visit && findStage(record.policy, visit.procedure, visit.stage)?.name;
    return name ? ` at ${name}` : '';
  };
  return effectiveHistory(record.events)
    .flatMap((event): readonly Happening[] => {
      const text = isInternal(record.policy, event) ? undefined : TOLD[event.type]?.(event, stageOf);
      if (text === undefined) return [];
      const texts = record.texts.get(event.n) ?? {};
      const words = (WORDS[event.type]?.(event) ?? []).flatMap((name) => texts[name] ?? []);
      return [{ on: event.on, n: event.n, text, words: words.length > 0 ? words.join('\n\n') : undefined }];
    })
    .toReversed();
}
