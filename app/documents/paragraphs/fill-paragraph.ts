import type { Pack } from '../../../engine/index.ts';
import { findPlaceholdersIn } from '../parse-template.ts';

/** What `{{…}}` in a standard paragraph stands for, by name; undefined where it is not known. */
export type ParagraphValues = Readonly<Record<string, string | undefined>>;

/**
 * What fills in by itself when a paragraph is put into a letter: whose complaint it is, its reference, the landlord and
 * how to reach it as its procedure says. Nothing that may be another by the time the letter goes, such as its day or
 * who signs: those stand in the landlord's templates.
 */
export function listParagraphValues(
  { organisation }: Pick<Pack, 'organisation'>,
  { residentName, reference }: { readonly residentName: string | undefined; readonly reference: string },
): ParagraphValues {
  const { name, contact } = organisation;
  return {
    'resident-name': residentName?.trim() || undefined,
    reference,
    organisation: name,
    ...(contact?.telephone !== undefined && { 'our-telephone': contact.telephone }),
    ...(contact?.email !== undefined && { 'our-email': contact.email }),
    ...(contact?.web !== undefined && { 'our-web': contact.web }),
  };
}

/** A paragraph as it goes into a letter. What is not known becomes a gap for the writer: `[[resident name]]`. */
export function fillParagraph(text: string, values: ParagraphValues): string {
  return findPlaceholdersIn(text).reduce((filled, name) => {
    if (!(name in values)) return filled;
    const named = new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}`, 'g');
    return filled.replace(named, () => values[name] ?? `[[${name.replaceAll('-', ' ')}]]`);
  }, text);
}
