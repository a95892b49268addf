import { type Finding, findPlaceholderFaults } from '../../../engine/index.ts';
import type { ParagraphValues } from '../../documents/paragraphs/fill-paragraph.ts';
import type { Paragraph } from '../../documents/paragraphs/paragraph.ts';
import type { ParagraphDraft } from '../../documents/paragraphs/paragraph-book.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, type FormBody, type Option, readForm, type Typed } from '../../web/forms.ts';
import { describeFault } from './describe-faults.ts';
import { type Choices, nameChoice } from './list-choices.ts';

const LONGEST_TITLE = 100;
const LONGEST_PARAGRAPH = 4000;
/** Told at once; the rest comes up again with the next look. */
const MOST_FAULTS = 5;

/** The fields of a paragraph. `paragraph`: the one that is changed, whose letters may be in the procedure no more. */
export function makeFields(
  choices: Choices,
  values: ParagraphValues,
  paragraph: Paragraph | undefined,
): readonly Field[] {
  const itself = Object.entries(values).map(([name, value]) => `{{${name}}} (here: ${value ?? ''})`);
  return [
    {
      kind: 'text',
      name: 'title',
      label: 'Name',
      hint: 'What writers choose it by. It does not go into the letter.',
      required: true,
    },
    {
      kind: 'long-text',
      name: 'text',
      label: 'Words',
      hint: `Mark what the writer has to fill in as [[date of the visit]]. These fill in by themselves: ${itself.join(', ')}.`,
      required: true,
    },
    {
      kind: 'choices',
      name: 'letters',
      label: 'For which letters?',
      hint: 'Tick none to offer it for every letter.',
      required: false,
      options: withOwn(choices.letters, paragraph?.letters),
    },
    {
      kind: 'choices',
      name: 'parts',
      label: 'For which parts?',
      hint: 'Tick none to offer it for every part that is written by hand.',
      required: false,
      options: withOwn(choices.parts, paragraph?.parts),
    },
    {
      kind: 'choices',
      name: 'findings',
      label: 'For which findings?',
      hint: 'Tick none to offer it whatever is found. With a finding ticked it is offered once a point has that finding.',
      required: false,
      options: [...choices.findings],
    },
  ];
}

/** What a paragraph is offered for stays a choice when the procedure has it no more: taking it off is a decision. */
const withOwn = (options: readonly Option[], own: readonly string[] = []): Option[] => [
  ...options.map(({ value, label, hint }) => ({ value, label, ...(hint !== undefined && { hint }) })),
  ...own
    .filter((id) => !options.some(({ value }) => value === id))
    .map((value) => ({ value, label: nameChoice(value, options) })),
];

/** A paragraph as it stands in the inputs when its form opens. */
export const typedFromParagraph = ({ title, text, letters, parts, findings }: Paragraph): Typed => ({
  title,
  text,
  letters,
  parts,
  findings,
});

export type ReadDraft = {
  readonly draft: ParagraphDraft;
  readonly errors: readonly FieldError[];
  readonly typed: Typed;
};

/** What a form of a paragraph says, and what is wrong with it: placeholders with their line, parts that no letter has. */
export function readDraft(
  choices: Choices,
  known: readonly string[],
  form: FormBody,
  paragraph: Paragraph | undefined,
): ReadDraft {
  const { values, errors, typed } = readForm(makeFields(choices, {}, paragraph), form);
  const list = (name: string): readonly string[] => (values[name] as readonly string[] | undefined) ?? [];
  const draft: ParagraphDraft = {
    title: String(values['title'] ?? ''),
    text: String(values['text'] ?? '').replace(/\r\n?/g, '\n'),
    letters: list('letters'),
    parts: list('parts'),
    findings: list('findings') as readonly Finding[],
  };
  return { draft, typed, errors: errors.length > 0 ? errors : checkDraft(draft, choices, known) };
}

function checkDraft({ title, text, letters, parts }: ParagraphDraft, choices: Choices, known: readonly string[]) {
  const errors: FieldError[] = [];
  const add = (field: string, message: string) => errors.push({ field, message });
  if (title.length > LONGEST_TITLE)
    add('title', `The name has ${title.length} characters. Shorten it to ${LONGEST_TITLE}, so that it fits a list`);
  if (text.length > LONGEST_PARAGRAPH)
    add('text', `The words have ${text.length} characters. Shorten them to ${LONGEST_PARAGRAPH}, or make it several`);
  for (const fault of findPlaceholderFaults(text, known).slice(0, MOST_FAULTS))
    add('text', describeFault(fault, known));
  for (const part of choices.parts.filter(({ value }) => parts.includes(value)))
    if (letters.length > 0 && !part.letters.some((letter) => letters.includes(letter)))
      add('parts', `“${part.label}” is in none of the letters you ticked. Take it off, or tick one of: ${part.hint}`);
  return errors;
}
