import type { CaseEvent, EventType } from '../case/events.ts';
import { findStep } from '../policy/find-in-pack.ts';
import type { Policy } from '../policy/schema.ts';

/**
 * Who an event and its words are for, by its kind alone: `inside` is the landlord's own affair, `complainant` may be
 * told to whoever complains, in a letter or on their page; `by-pack` stays inside where the pack marks it so. A kind
 * without an entry does not compile. What a letter says of findings it takes from the case when it goes: the record of
 * them, with the reasons as they were first written, stays inside.
 */
const AUDIENCE = {
  received: 'complainant',
  forwarded: 'inside',
  classified: 'complainant',
  merged: 'complainant',
  // the words may be somebody else's, such as a neighbour's
  'taken-in': 'inside',
  'not-ours': 'complainant',
  'kept-apart': 'inside',
  'facts-recorded': 'by-pack',
  defined: 'complainant',
  'definition-confirmed': 'complainant',
  acknowledged: 'complainant',
  allocated: 'complainant',
  contacted: 'complainant',
  'step-done': 'by-pack',
  'finding-recorded': 'inside',
  'point-added': 'complainant',
  'point-withdrawn': 'complainant',
  // one that went for comment is the complainant's
  drafted: 'by-pack',
  'draft-commented': 'complainant',
  extended: 'complainant',
  'time-agreed': 'complainant',
  'update-sent': 'complainant',
  'verbal-response-given': 'complainant',
  'response-issued': 'complainant',
  'escalation-requested': 'complainant',
  'escalation-accepted': 'complainant',
  'escalation-refused': 'complainant',
  'time-limit-decided': 'complainant',
  'complaint-refused': 'complainant',
  referred: 'complainant',
  'promise-made': 'complainant',
  'promise-updated': 'complainant',
  'promise-kept': 'complainant',
  'payment-made': 'complainant',
  // what is told is what was promised
  'award-asked': 'inside',
  'award-decided': 'inside',
  'learning-noted': 'inside',
  withdrawn: 'complainant',
  closed: 'complainant',
  reopened: 'complainant',
  noted: 'inside',
  'question-set': 'inside',
  'evidence-added': 'inside',
  interviewed: 'inside',
  visited: 'inside',
  'evidence-withdrawn': 'inside',
  'evidence-shared': 'complainant',
  'colleague-contacted': 'inside',
  'outsider-contacted': 'inside',
  'information-requested': 'inside',
  'information-chased': 'inside',
  'information-received': 'inside',
  'information-put-off': 'inside',
  'information-due-moved': 'inside',
  'information-settled': 'inside',
  'information-withdrawn': 'inside',
  'contact-plan-set': 'inside',
  'contact-plan-ended': 'inside',
  'requirement-recorded': 'inside',
  'requirement-updated': 'inside',
  'requirement-met': 'inside',
  corrected: 'inside',
  voided: 'inside',
  'procedure-changed': 'complainant',
  linked: 'complainant',
  'ombudsman-contacted': 'complainant',
  'representative-named': 'complainant',
  'authority-recorded': 'complainant',
  'supporter-named': 'complainant',
  'resident-joined': 'complainant',
  'resident-left': 'complainant',
  'details-recorded': 'complainant',
  'copy-sent': 'complainant',
  'incident-recorded': 'inside',
  // how they may be in touch is for them to read; the reasons are not
  'contact-restricted': 'complainant',
  'restriction-reasoned': 'inside',
  'restriction-reviewed': 'inside',
  'case-restricted': 'inside',
  'case-restriction-lifted': 'inside',
  'case-opened-to': 'inside',
  'panel-days-proposed': 'inside',
  'panel-availability-given': 'inside',
  'interest-declared': 'inside',
  'panel-reply-recorded': 'inside',
  'panel-papers-chosen': 'inside',
  'panel-papers-sent': 'inside',
  'panel-minutes-kept': 'inside',
  // the answer to the complaint says it
  'comment-answered': 'inside',
} as const satisfies { readonly [T in EventType]: 'inside' | 'complainant' | 'by-pack' };

/** The kinds of event that a complainant can ever be told of: a page of theirs can name no other. */
export type TellableType = {
  [T in EventType]: (typeof AUDIENCE)[T] extends 'inside' ? never : T;
}[EventType];

/**
 * Whether an event stays with the landlord: no letter, and no page of the complainant, may show it or its words. Notes,
 * evidence and conversations always do, and drafts but those sent for comment; a step, or answers, where the pack marks
 * them `internal`. An event of a kind not known here, as of a newer release, stays inside.
 */
export function isInternal(policy: Policy, event: CaseEvent): boolean {
  const audience: (typeof AUDIENCE)[EventType] | undefined = AUDIENCE[event.type];
  if (audience !== 'by-pack') return audience !== 'complainant';
  if (event.type === 'drafted') return event.forComment !== true;
  if (event.type === 'step-done') return isInternalStep(policy, event.step);
  const asked = event.type === 'facts-recorded' ? Object.keys(event.facts) : [];
  return asked.length > 0 && asked.every((id) => policy.pack.facts[id]?.internal === true);
}

function isInternalStep(policy: Policy, step: string): boolean {
  return policy.pack.procedures.some((procedure) =>
    procedure.stages.some((stage) => findStep(policy, procedure.id, stage.id, step)?.internal === true),
  );
}
