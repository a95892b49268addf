import { type CaseEvent, isInternal, type Policy } from '../../../engine/index.ts';

/** What of the timeline a person may ask for; `all` is everything. */
export const TIMELINE_SHOWS = ['all', 'contacts', 'letters', 'decisions', 'internal'] as const;
export type TimelineShow = (typeof TIMELINE_SHOWS)[number];

/** What was asked for in an address; everything where it is none of the choices. */
export const readTimelineShow = (asked: unknown): TimelineShow =>
  TIMELINE_SHOWS.find((show) => show === asked) ?? 'all';

/** What was said between the landlord and those who complain, whoever spoke first. */
const CONTACTS: readonly CaseEvent['type'][] = [
  ...([
    'received',
    'contacted',
    'definition-confirmed',
    'update-sent',
    'verbal-response-given',
    'draft-commented',
  ] as const),
  ...(['escalation-requested', 'withdrawn', 'ombudsman-contacted', 'taken-in'] as const),
];

/**
 * Under which headings a recording is found: one that is both a letter and a decision is found under both. `letters`:
 * the recordings that a letter went with.
 */
export function sortRecording(policy: Policy, letters: ReadonlySet<number>, event: CaseEvent): readonly TimelineShow[] {
  if (isInternal(policy, event)) return ['all', 'internal'];
  if (CONTACTS.includes(event.type)) return ['all', 'contacts'];
  if (event.type === 'copy-sent') return ['all', 'letters'];
  return letters.has(event.n) ? ['all', 'letters', 'decisions'] : ['all', 'decisions'];
}
