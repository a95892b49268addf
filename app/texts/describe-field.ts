import { type AddresseeKey, type Field, isIsoDate, type Option, type PaperKey } from '../../engine/index.ts';
import { describeAddressee } from './describe-addressee.ts';
import { describeDate } from './describe-date.ts';
import { findLabel, findOptionLabel } from './find-label.ts';
import type { Texts } from './texts.ts';

/** What the points and promises of a case say, and who its people are, where the page knows it. */
export type CaseWords = {
  readonly point?: ((n: number) => string | undefined) | undefined;
  readonly promise?: ((n: number) => string | undefined) | undefined;
  readonly evidence?: ((n: number) => string | undefined) | undefined;
  /** What was asked in a request, and what a body outside requires. */
  readonly request?: ((n: number) => string | undefined) | undefined;
  readonly requirement?: ((n: number) => string | undefined) | undefined;
  /** What a paper of a panel is, by its key. */
  readonly paper?: ((key: PaperKey) => string | undefined) | undefined;
  /** What was said in a comment on the draft. */
  readonly 'comment-number'?: ((n: number) => string | undefined) | undefined;
  /** The names of those who get its letters. */
  readonly people?: ((key: AddresseeKey) => string | undefined) | undefined;
};

type Describing = { readonly texts: Texts; readonly command: string; readonly words: CaseWords };

/**
 * The fields of a command with all their words: labels, hints, answers, points and parts, also of the fields inside
 * lists. What the procedure says itself stays as it is. With `words`, points and promises carry their own wording:
 * “Point 1: The boiler”.
 */
export function describeFields(
  texts: Texts,
  command: { readonly name: string } | string,
  fields: readonly Field[],
  words: CaseWords = {},
): Field[] {
  const name = typeof command === 'string' ? command : command.name;
  return fields.map((field) => describeField({ texts, command: name, words }, field, []));
}

function describeField(describing: Describing, field: Field, above: readonly string[]): Field {
  const path = [...above, field.name];
  const named = nameField(describing, field, path);
  switch (named.kind) {
    case 'choice':
    case 'choices':
      return { ...named, options: named.options.map((option) => describeOption(describing, field.name, option)) };
    case 'per-point':
      return {
        ...named,
        points: named.points.map(({ n, label }) => ({ n, label: label || describeNumbered(describing, 'point', n) })),
        fields: named.fields.map((inner) => describeField(describing, inner, path)),
      };
    case 'list':
      return { ...named, fields: named.fields.map((inner) => describeField(describing, inner, path)) };
    default:
      return named;
  }
}

function nameField({ texts, command }: Describing, field: Field, path: readonly string[]): Field {
  if (field.label !== '') return field;
  const words = findLabel(texts, command, path);
  const hint = field.hint ?? words?.hint;
  return { ...field, label: words?.label ?? field.name, ...(hint !== undefined && { hint }) };
}

function describeOption(describing: Describing, name: string, option: Option): Option {
  const { texts, command } = describing;
  if (option.label !== '') return dateOption(option, texts);
  const { people } = describing.words;
  if (name === 'copy-to' || name === 'whom') {
    const key = option.value as AddresseeKey;
    return { ...option, label: people?.(key) ?? describeAddressee(texts, key) };
  }
  if (name === 'panel-papers') {
    const label = describing.words.paper?.(option.value as PaperKey);
    const [kind = '', n = ''] = option.value.split('-');
    const numbered = findOptionLabel(describing.texts, undefined, `${kind}-number`, n);
    return {
      ...option,
      label: label ?? findOptionLabel(describing.texts, undefined, name, option.value) ?? numbered ?? '',
    };
  }
  // points to choose several of are named like one to choose
  const one = name === 'points' ? 'point' : name;
  const numbered = isNumbered(one) && Number.isInteger(Number(option.value));
  if (numbered) return { ...option, label: describeNumbered(describing, one, Number(option.value)) };
  return { ...option, label: findOptionLabel(texts, command, name, option.value) ?? option.value };
}

/** An answer that is a day, or goes with one, says the day in words. */
function dateOption(option: Option, texts: Texts): Option {
  const inWords = (text: string): string => (isIsoDate(text) ? describeDate(text, texts) : text);
  return {
    ...option,
    label: inWords(option.label),
    ...(option.hint !== undefined && { hint: inWords(option.hint) }),
  };
}

const NUMBERED = [
  ...(['point', 'promise', 'resident', 'evidence-number', 'request', 'requirement', 'restriction'] as const),
  'comment-number',
] as const;
type Numbered = (typeof NUMBERED)[number];

const isNumbered = (name: string): name is Numbered => NUMBERED.some((one) => one === name);

function describeNumbered({ texts, words }: Describing, what: Numbered, n: number): string {
  const number = findOptionLabel(texts, undefined, what, String(n)) ?? String(n);
  const own =
    what === 'resident'
      ? words.people?.(`resident-${n}`)
      : what === 'restriction'
        ? undefined
        : words[what === 'evidence-number' ? 'evidence' : what]?.(n);
  return own ? `${number}: ${own}` : number;
}
