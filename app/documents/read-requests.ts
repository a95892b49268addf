import { type CaseEvent, effectiveHistory } from '../../engine/index.ts';
import type { CaseRecord } from '../store/cases/casebook.ts';

/** One thing that was said on a request: an answer, or why there is none yet. */
export type RequestReply = { readonly event: CaseEvent; readonly text: string };

/** The wording of a request, which its events do not hold. */
export type RequestWords = {
  readonly question: string;
  readonly papers: string | undefined;
  /** Who outside was asked, and where; undefined: a colleague. */
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly replies: readonly RequestReply[];
};

const REPLIES: Readonly<Record<string, string>> = {
  'information-received': 'answer',
  'information-put-off': 'put-off-why',
  'information-withdrawn': 'withdrawn-why',
};

/** The wording of every request of a case that counts, by its number. */
export function readRequests({
  events,
  texts,
}: Pick<CaseRecord, 'events' | 'texts'>): ReadonlyMap<number, RequestWords> {
  const found = new Map<number, RequestWords>();
  for (const event of effectiveHistory(events)) {
    const own = texts.get(event.n) ?? {};
    if (event.type === 'information-requested')
      found.set(event.request, {
        question: own['asked-question'] ?? '',
        papers: own['papers'],
        name: own['asked-name'],
        email: own['asked-email'],
        replies: [],
      });
    else if ('request' in event) addReply(found, event.request, event, own);
  }
  return found;
}

function addReply(
  found: Map<number, RequestWords>,
  request: number,
  event: CaseEvent,
  own: Readonly<Record<string, string>>,
): void {
  const words = found.get(request);
  const text = own[REPLIES[event.type] ?? ''];
  if (words && text !== undefined) found.set(request, { ...words, replies: [...words.replies, { event, text }] });
}

/** What bodies outside require on a case, in words, by the number of the requirement; who, where it was named. */
export function readRequirements({
  events,
  texts,
}: Pick<CaseRecord, 'events' | 'texts'>): ReadonlyMap<
  number,
  { readonly text: string; readonly name: string | undefined }
> {
  return new Map(
    effectiveHistory(events).flatMap((event) => {
      if (event.type !== 'requirement-recorded') return [];
      const own = texts.get(event.n) ?? {};
      return [[event.requirement, { text: own['requirement-text'] ?? '', name: own['required-by-name'] }] as const];
    }),
  );
}
