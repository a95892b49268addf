import { listParagraphs } from '../../documents/paragraphs/paragraph-book.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { firstOf, type Typed } from '../../web/forms.ts';
import type { OpenCase } from '../open-case.ts';
import { chosenName } from './render-parts.ts';

/** What was typed, with the standard paragraph that was chosen for an input at the end of that. Without a choice, as it was. */
export async function withParagraph(
  parts: Pick<AppParts, 'casebook'>,
  open: OpenCase,
  typed: Typed,
  name: string,
): Promise<Typed> {
  const chosen = firstOf(typed, chosenName(name));
  const found = (await listParagraphs(parts.casebook, open.record.organisation)).find(({ id }) => id === chosen);
  if (!found) return typed;
  const before = firstOf(typed, name).trimEnd();
  return { ...typed, [name]: before === '' ? found.text : `${before}\n\n${found.text}` };
}
