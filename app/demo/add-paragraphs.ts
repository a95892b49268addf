import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { addCalendarMonths, FINDINGS, type IsoDate, localDateOf, type Pack } from '../../engine/index.ts';
import { keepParagraph, type ParagraphWish } from '../documents/paragraphs/paragraph-book.ts';
import type { Person } from '../identity/person.ts';
import type { Database } from '../store/open-database.ts';

const words = z.string().trim().min(1);

const schema = z.array(
  z.strictObject({
    title: words,
    text: words,
    before: words.optional(),
    parts: z.array(words).min(1),
    findings: z.array(z.enum(FINDINGS)).default([]),
    /** Patterns that the name of some service of the landlord meets, or does not meet. */
    about: words.optional(),
    'not-about': words.optional(),
    withdrawn: z.boolean().default(false),
  }),
);

type DemoParagraph = z.infer<typeof schema>[number];

/** The invented standard paragraphs of the demo. @throws when the file is not as it should be */
export const loadParagraphs = (): readonly DemoParagraph[] =>
  schema.parse(parse(readFileSync(new URL('./paragraphs.yaml', import.meta.url), 'utf8')));

type Landlord = { readonly organisation: string; readonly pack: Pack; readonly people: readonly Person[] };

/**
 * Gives a landlord the standard paragraphs that fit its services and the parts of its letters, kept by its
 * administrator: most have been there for a year, one was put into plainer words since, one is not offered any more.
 */
export async function addParagraphs(
  database: Database,
  { organisation, pack, people }: Landlord,
  now: string,
): Promise<void> {
  const actor = people.find(({ administrator }) => administrator)?.id;
  if (actor === undefined) return;
  const monthsAgo = (months: number): string =>
    `${addCalendarMonths(localDateOf(now) as IsoDate, -months)}T10:20:00.000Z`;
  await database.inOrganisation(organisation, async (tx) => {
    const within: Database = { ...database, inOrganisation: (_id, work) => work(tx) };
    const keep = async (wish: object, months: number): Promise<string> => {
      const parts = { database: within, now: () => monthsAgo(months) };
      const outcome = await keepParagraph(parts, { organisation, actor, ...wish } as ParagraphWish);
      if ('refused' in outcome) throw new Error(`A paragraph of the demo was refused: ${outcome.refused}`);
      return outcome.done;
    };
    for (const one of loadParagraphs()) {
      const draft = fit(one, pack);
      if (!draft) continue;
      const id = await keep({ what: 'add', draft: { ...draft, text: one.before ?? one.text } }, 12);
      if (one.before !== undefined) await keep({ what: 'change', id, draft, seen: 1 }, 4);
      if (one.withdrawn) await keep({ what: 'retire', id }, 3);
    }
  });
}

/** A paragraph as this landlord would have it; undefined where it has no use for it. */
function fit({ title, text, findings, ...one }: DemoParagraph, { services, letters }: Pack) {
  const meets = (pattern: string, name: string): boolean => new RegExp(pattern, 'i').test(name);
  const isOf = (pattern: string | undefined, wanted: boolean): boolean =>
    pattern === undefined || services.some(({ name }) => meets(pattern, name) === wanted);
  const written = letters.flatMap(({ parts }) => parts).filter((part) => part['filled-by'] === 'person');
  const parts = one.parts.filter((id) => written.some(({ part }) => part === id));
  if (parts.length === 0 || !isOf(one.about, true) || !isOf(one['not-about'], false)) return undefined;
  return { title, text, letters: [], parts, findings };
}
