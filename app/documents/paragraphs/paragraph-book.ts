import { randomUUID } from 'node:crypto';
import { type IsoDate, localDateOf } from '../../../engine/index.ts';
import type { Database } from '../../store/open-database.ts';
import { readStream } from '../../store/read-stream.ts';
import { runOnStream } from '../../store/run-command.ts';
import type { NewEvent } from '../../store/stored-event.ts';
import { evolveParagraphs, type Paragraph, type Suits } from './paragraph.ts';

const STREAM = 'organisation:paragraphs';

type Parts = { readonly database: Database; readonly now: () => string };

export type ParagraphDraft = Suits & { readonly title: string; readonly text: string };

/** What somebody wants done with a paragraph. `seen`: the number of its wordings when they began. */
export type ParagraphWish = { readonly organisation: string; readonly actor: string } & (
  | { readonly what: 'add'; readonly draft: ParagraphDraft }
  | { readonly what: 'change'; readonly id: string; readonly draft: ParagraphDraft; readonly seen: number }
  | { readonly what: 'retire' | 'restore'; readonly id: string }
);

/** `same-title`: another paragraph in use is called so. `changed`: somebody else changed it since. `so-already`: nothing to do. */
export type ParagraphRefusal = 'not-there' | 'same-title' | 'changed' | 'so-already';
export type ParagraphOutcome = { readonly done: string } | { readonly refused: ParagraphRefusal };

/** The standard paragraphs of a landlord, retired ones too, by title. */
export const listParagraphs = ({ database }: Pick<Parts, 'database'>, organisation: string) =>
  database.inOrganisation(organisation, async (tx) =>
    evolveParagraphs(await readStream(tx, organisation, STREAM, { withTexts: true })),
  );

/** Adds, changes, retires or restores a paragraph. Every wording stays in its history. */
export async function keepParagraph({ database, now }: Parts, wish: ParagraphWish): Promise<ParagraphOutcome> {
  const { organisation, actor } = wish;
  const id = wish.what === 'add' ? randomUUID() : wish.id;
  const known = await listParagraphs({ database }, organisation);
  const against = findAgainst(known, wish);
  if (against) return { refused: against };
  const on = localDateOf(now()) as IsoDate;
  const command = { database, organisation, stream: STREAM, actor, now: now(), projections: [] };
  const outcome = await runOnStream<ParagraphRefusal>({ ...command, kind: 'adds-only' }, (events) => {
    const found = evolveParagraphs(events).find((one) => one.id === id);
    const refused = findStale(found, wish);
    return refused ? { refused: [refused] } : { events: [toEvent(id, wish, on)] };
  });
  if ('refused' in outcome) return { refused: outcome.refused[0] ?? 'not-there' };
  return { done: id };
}

/** What keeps a wish from being recorded over the paragraph as it is now. */
function findStale(found: Paragraph | undefined, wish: ParagraphWish): ParagraphRefusal | undefined {
  if (wish.what === 'add') return undefined;
  if (!found) return 'not-there';
  if (wish.what === 'change') return found.wordings.length === wish.seen ? undefined : 'changed';
  return found.retired === (wish.what === 'retire') ? 'so-already' : undefined;
}

function findAgainst(known: readonly Paragraph[], wish: ParagraphWish): ParagraphRefusal | undefined {
  const own = wish.what === 'add' ? undefined : known.find(({ id }) => id === wish.id);
  if (wish.what !== 'add' && !own) return 'not-there';
  const title = 'draft' in wish ? wish.draft.title : wish.what === 'restore' ? own?.title : undefined;
  const isTaken = known.some((one) => !one.retired && one.id !== own?.id && sameTitle(one.title, title));
  return isTaken ? 'same-title' : undefined;
}

const sameTitle = (one: string, other: string | undefined): boolean =>
  one.trim().toLowerCase() === other?.trim().toLowerCase();

function toEvent(paragraph: string, wish: ParagraphWish, happenedOn: IsoDate): NewEvent {
  if (!('draft' in wish)) return { type: `paragraph-${wish.what}d`, data: { paragraph }, happenedOn };
  const { title, text, letters, parts, findings } = wish.draft;
  const type = wish.what === 'add' ? 'paragraph-added' : 'paragraph-changed';
  const data = { paragraph, letters: [...letters], parts: [...parts], findings: [...findings] };
  return { type, data, texts: { title, text }, happenedOn };
}
