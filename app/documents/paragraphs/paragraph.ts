import type { StoredEvent, StoredEventWithTexts } from '../../store/stored-event.ts';

/** One wording of a standard paragraph, and who gave it when. */
export type ParagraphWording = {
  /** The recording on the stream of paragraphs. */
  readonly version: number;
  readonly title: string;
  readonly text: string;
  readonly recordedAt: string;
  /** Who, by id. */
  readonly by: string;
};

/** What a paragraph is offered for: letters and parts by id. An empty list stands for all. */
export type Suits = { readonly letters: readonly string[]; readonly parts: readonly string[] };

/** A standard paragraph of a landlord: what its writers put into letters, with gaps marked `[[what goes there]]`. */
export type Paragraph = Suits & {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly retired: boolean;
  /** Its wordings, the oldest first; the last one counts. */
  readonly wordings: readonly ParagraphWording[];
};

/** The paragraphs that the events of their stream amount to, by title. Retired ones are among them. */
export function evolveParagraphs(events: readonly (StoredEvent | StoredEventWithTexts)[]): readonly Paragraph[] {
  const known = new Map<string, Paragraph>();
  for (const event of events) {
    const id = String(event.data['paragraph'] ?? '');
    const next = applyEvent(id, known.get(id), event);
    if (next) known.set(id, next);
  }
  return [...known.values()].toSorted((a, b) => a.title.localeCompare(b.title, 'en-GB'));
}

function applyEvent(
  id: string,
  before: Paragraph | undefined,
  event: StoredEvent | StoredEventWithTexts,
): Paragraph | undefined {
  switch (event.type) {
    case 'paragraph-added':
    case 'paragraph-changed':
      return reword(id, before, event);
    case 'paragraph-retired':
      return before && { ...before, retired: true };
    case 'paragraph-restored':
      return before && { ...before, retired: false };
    default:
      return before;
  }
}

function reword(id: string, before: Paragraph | undefined, event: StoredEvent | StoredEventWithTexts): Paragraph {
  const { title = '', text = '' }: Record<string, string> = 'texts' in event ? event.texts : {};
  const { letters = [], parts = [] } = event.data as Partial<Record<'letters' | 'parts', readonly string[]>>;
  const wording = { version: event.version, title, text, recordedAt: event.recordedAt, by: event.actor };
  const wordings = [...(before?.wordings ?? []), wording];
  return { id, title, text, letters, parts, retired: before?.retired ?? false, wordings };
}

/** Whether a paragraph is offered for a part of a letter. */
export const isOfferedFor = ({ letters, parts, retired }: Paragraph, letter: string, part: string): boolean =>
  !retired && (letters.length === 0 || letters.includes(letter)) && (parts.length === 0 || parts.includes(part));
