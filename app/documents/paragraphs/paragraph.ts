import type { Finding } from '../../../engine/index.ts';
import type { StoredEvent, StoredEventWithTexts } from '../../store/stored-event.ts';

/** What a paragraph is offered for: letters and parts by id, and findings. An empty list stands for all. */
export type Suits = {
  readonly letters: readonly string[];
  readonly parts: readonly string[];
  readonly findings: readonly Finding[];
};

/** One wording of a standard paragraph with what it is offered for, and who gave it when. */
export type ParagraphWording = Suits & {
  /** The recording on the stream of paragraphs. */
  readonly version: number;
  readonly title: string;
  readonly text: string;
  readonly recordedAt: string;
  /** Who, by id. */
  readonly by: string;
};

/** That a paragraph was taken out of use, or put back. */
export type ParagraphTurn = {
  readonly what: 'retired' | 'restored';
  readonly recordedAt: string;
  readonly by: string;
};

/**
 * A standard paragraph of a landlord: what its writers put into letters, with gaps marked `[[what goes there]]`, and
 * `{{…}}` for what fills in by itself.
 */
export type Paragraph = Suits & {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly retired: boolean;
  /** Its wordings, the oldest first; the last one counts. */
  readonly wordings: readonly ParagraphWording[];
  /** When it was taken out of use and put back, the oldest first. */
  readonly turns: readonly ParagraphTurn[];
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
      return before && turn(before, 'retired', event);
    case 'paragraph-restored':
      return before && turn(before, 'restored', event);
    default:
      return before;
  }
}

function turn(before: Paragraph, what: ParagraphTurn['what'], { recordedAt, actor }: StoredEvent): Paragraph {
  return { ...before, retired: what === 'retired', turns: [...before.turns, { what, recordedAt, by: actor }] };
}

function reword(id: string, before: Paragraph | undefined, event: StoredEvent | StoredEventWithTexts): Paragraph {
  const { title = '', text = '' }: Record<string, string> = 'texts' in event ? event.texts : {};
  const { letters = [], parts = [], findings = [] } = event.data as Partial<Suits>;
  const now = { title, text, letters, parts, findings };
  const wording = { ...now, version: event.version, recordedAt: event.recordedAt, by: event.actor };
  const wordings = [...(before?.wordings ?? []), wording];
  return { id, ...now, retired: before?.retired ?? false, wordings, turns: before?.turns ?? [] };
}

/** Where a paragraph would go. `findings`: of the point that the text is for, else of every point that has one. */
export type ParagraphPlace = {
  readonly letter: string;
  readonly part: string;
  readonly findings: readonly Finding[];
};

/** Whether a paragraph is offered for a part of a letter. One for certain findings is not, before there is one. */
export const isOfferedFor = (paragraph: Paragraph, { letter, part, findings }: ParagraphPlace): boolean =>
  !paragraph.retired &&
  (paragraph.letters.length === 0 || paragraph.letters.includes(letter)) &&
  (paragraph.parts.length === 0 || paragraph.parts.includes(part)) &&
  (paragraph.findings.length === 0 || findings.some((finding) => paragraph.findings.includes(finding)));
