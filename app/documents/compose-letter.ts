import type { IsoDate, LetterStanding, PartStanding, Policy } from '../../engine/index.ts';
import { type Block, describeDate, describePart, type LetterWords, type Texts } from '../texts/index.ts';
import { fillLine, findPlaceholdersIn, linesOf, parseTemplate, type TemplateBlock } from './parse-template.ts';

/** Everything a letter is written from. */
export type LetterRequest = {
  readonly policy: Policy;
  /** The landlord's template for this letter; absent: its parts in order, each under its name. */
  readonly template?: string | undefined;
  readonly letter: LetterStanding;
  readonly texts: Texts;
  /** The wording of the case for the parts that the engine fills: see `makeLetterWords`. */
  readonly words?: LetterWords | undefined;
  /** `name` absent: nobody gave one. `address`: lines as they go on the envelope. */
  readonly resident: { readonly name?: string | undefined; readonly address?: string | undefined };
  /** For somebody who acts for the complainant: whose complaint it is about. */
  readonly about?: string | undefined;
  readonly reference: string;
  readonly organisation: string;
  /** The day of the letter. */
  readonly on: IsoDate;
  readonly handler?: { readonly name: string; readonly title?: string | undefined } | undefined;
  /** Why the procedure of the case is not the landlord's own text, where it was put together from elsewhere. */
  readonly reconstructed?: string | undefined;
};

/** A piece of a letter in words. `subheading`: the heading of one point within a part. */
export type LetterBlock =
  | { readonly kind: 'title' | 'heading' | 'subheading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly string[] };

export type ComposedLetter = { readonly body: readonly LetterBlock[]; readonly signature: readonly LetterBlock[] };

const NOBODY = 'Resident';

/**
 * A letter in words: its template with the parts put in. A part whose condition does not hold vanishes, with its
 * heading where nothing else stands under it; a part that the template does not name is added under its own name
 * before the signature, so that nothing required is lost. What a person wrote is text and never read as markup.
 */
export function composeLetter(request: LetterRequest): ComposedLetter {
  const template = parseTemplate(request.template ?? makeTemplate(request.letter));
  const split = findSignature(template);
  const named = new Set(template.flatMap((block) => (block.kind === 'part' ? [block.part] : [])));
  const added = request.letter.parts.filter(({ part }) => !named.has(part));
  const sections = [
    ...splitSections(template.slice(0, split)).map((section) => composeSection(request, section)),
    ...added.map((part): readonly LetterBlock[] => withHeading(part.name, describe(request, part))),
  ];
  const signature = template.slice(split).flatMap((block) => composeBlock(request, block));
  return { body: sections.flat(), signature };
}

/** A template for a landlord that has given none. */
function makeTemplate({ letter, parts }: LetterStanding): string {
  const start = [`# ${letter.title}`, '{{today}}', 'Your reference: {{reference}}', 'Dear {{resident-name}}'];
  const end = ['Yours sincerely', '{{handler-name}}\n{{handler-title}}\n{{organisation}}'];
  return [...start, ...parts.map(({ part, name }) => `## ${name}\n\n[[${part}]]`), ...end].join('\n\n');
}

/** Where the signature begins: at the last paragraph that names the writer or the landlord on a line of its own, and the greeting before it. */
function findSignature(blocks: readonly TemplateBlock[]): number {
  const names = /^\{\{\s*(?:handler-name|organisation)\s*\}\}$/;
  const at = blocks.findLastIndex(
    (block) => block.kind === 'paragraph' && block.lines.some((line) => names.test(line)),
  );
  if (at === -1) return blocks.length;
  const before = blocks[at - 1];
  const greets = before?.kind === 'paragraph' && before.lines.length === 1 && isGreeting(before.lines[0] ?? '');
  return greets ? at - 1 : at;
}

const isGreeting = (line: string): boolean => line.split(' ').length <= 4 && findPlaceholdersIn(line).length === 0;

function splitSections(blocks: readonly TemplateBlock[]): readonly (readonly TemplateBlock[])[] {
  const sections: TemplateBlock[][] = [[]];
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push([block]);
    else sections.at(-1)?.push(block);
  }
  return sections;
}

function composeSection(request: LetterRequest, [first, ...rest]: readonly TemplateBlock[]): readonly LetterBlock[] {
  if (!first) return [];
  const content = rest.flatMap((block) => composeBlock(request, block));
  return first.kind === 'heading' ? withHeading(first.text, content) : [...composeBlock(request, first), ...content];
}

const withHeading = (text: string, content: readonly LetterBlock[]): readonly LetterBlock[] =>
  content.length === 0 ? [] : [{ kind: 'heading', text }, ...content];

function composeBlock(request: LetterRequest, block: TemplateBlock): readonly LetterBlock[] {
  if (block.kind === 'part') {
    const part = request.letter.parts.find((candidate) => candidate.part === block.part);
    return part ? describe(request, part) : [];
  }
  const values = listLetterValues(request);
  const lines = linesOf(block).flatMap((line) => fillLine(line, values) ?? []);
  if (lines.length === 0) return [];
  if (block.kind === 'list') return [{ kind: 'list', items: lines }];
  return [block.kind === 'paragraph' ? { kind: 'paragraph', lines } : { kind: block.kind, text: lines[0] ?? '' }];
}

/** What `{{…}}` stands for in a letter; undefined where it is not known. */
export function listLetterValues({ resident, reference, organisation, on, texts, handler }: LetterRequest) {
  return {
    'resident-name': resident.name?.trim() || NOBODY,
    reference,
    organisation,
    today: describeDate(on, texts),
    'handler-name': handler?.name,
    'handler-title': handler?.title,
  };
}

function describe({ texts, policy, words }: LetterRequest, part: PartStanding): readonly LetterBlock[] {
  return describePart(texts, policy, part, words).map(toLetterBlock);
}

function toLetterBlock(block: Block): LetterBlock {
  if (block.kind === 'list') return block;
  if (block.kind === 'heading') return { kind: 'subheading', text: block.text };
  return { kind: 'paragraph', lines: block.text.split(/\r?\n/) };
}
