import { fillParagraph, listParagraphValues } from '../../documents/paragraphs/fill-paragraph.ts';
import { isOfferedFor, type Paragraph } from '../../documents/paragraphs/paragraph.ts';
import { listParagraphs } from '../../documents/paragraphs/paragraph-book.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import { firstOf, type Typed } from '../../web/forms.ts';
import type { WishedAction } from '../actions/find-action.ts';
import type { ReadAction } from '../actions/read-action.ts';
import type { OpenCase } from '../open-case.ts';
import { type Findings, findFindings, findFindingsFor } from './find-findings.ts';

/** Which standard paragraph was chosen for an input. */
export const chosenName = (input: string): `_${string}` => `_paragraph.${input}`;

/** The paragraphs that go with a text of a letter as things stand. `input`: the name of its field, `parts.reasons.2`. */
export function offerParagraphs(
  paragraphs: readonly Paragraph[],
  letter: string,
  findings: Findings,
  input: string,
): readonly Paragraph[] {
  const part = input.split('.')[1] ?? '';
  const place = { letter, part, findings: findFindingsFor(findings, input) };
  return paragraphs.filter((one) => isOfferedFor(one, place));
}

/**
 * What was typed, with the standard paragraph that was chosen for an input at the end of that, filled in as far as it
 * fills by itself. Without a choice, or where what was chosen is not offered there any more: as it was, and what to do.
 */
export async function withParagraph(
  parts: Pick<AppParts, 'casebook'>,
  open: OpenCase,
  action: WishedAction,
  { input, moment = open.standing.asOf, typed }: Pick<ReadAction, 'input' | 'moment' | 'typed'>,
  name: string,
): Promise<{ readonly typed: Typed; readonly errors: readonly FieldError[] }> {
  const chosen = firstOf(typed, chosenName(name));
  const refuse = (message: string) => ({ typed, errors: [{ field: chosenName(name), message }] });
  if (chosen === '') return refuse('Choose a paragraph first, then insert it');
  const all = await listParagraphs(parts.casebook, open.record.organisation);
  const findings = findFindings(open, action, { moment, input });
  const found = offerParagraphs(all, action.letter?.id ?? '', findings, name).find(({ id }) => id === chosen);
  if (!found)
    return refuse('This paragraph is not offered here any more: it was withdrawn or changed. Choose another one');
  const { pack } = open.standing.policy;
  const residentName = open.wording.people.get('resident-1')?.name;
  const values = listParagraphValues(pack, { residentName, reference: open.record.origin.reference });
  const [before, text] = [firstOf(typed, name).trimEnd(), fillParagraph(found.text, values)];
  const { [chosenName(name)]: _, ...rest } = typed;
  return { typed: { ...rest, [name]: before === '' ? text : `${before}\n\n${text}` }, errors: [] };
}
