/**
 * What in a text still waits for somebody to fill it in. `[[date of the visit]]` is how standard paragraphs mark a gap.
 * What people use beside it is known too: double braces, `[insert …]`, `<name>`, rows of underscores or full stops,
 * XXX, TBC, "lorem ipsum". Ordinary square brackets around words, such as `[sic]`, pass.
 */
const GAP = /\[\[[^\]]*\]\]/g;
const OTHERS: readonly RegExp[] = [
  /\{\{[^}]*\}\}/g,
  /\[\s*(?:insert|enter|add|name|date|amount|address|reason|to be)\b[^\]]*\]/gi,
  /<\s*(?:insert|enter|add|name|date|amount|address|reason)\b[^>]*>/gi,
  /_{3,}/g,
  /\.{5,}/g,
  /\bX{3,}\b/g,
  /\bTBC\b|\bTBA\b|\bTODO\b/g,
  /\blorem ipsum\b/gi,
];

/** The placeholders found in a text, each once, as they stand there. */
export function findPlaceholders(text: string): readonly string[] {
  const marked = text.match(GAP) ?? [];
  // What stands inside a marked gap is part of it: [[date TBC]] is one placeholder.
  const rest = text.replace(GAP, ' ');
  return [...new Set([...marked, ...OTHERS.flatMap((pattern) => rest.match(pattern) ?? [])])];
}

/**
 * Something wrong with the placeholders of a standard paragraph. `line`: from 1. `found`: as it stands there.
 * `unknown`: `{{…}}` with a name that nothing fills.
 */
export type PlaceholderFault = {
  readonly code: 'not-closed' | 'not-opened' | 'empty' | 'single' | 'unknown' | 'other-mark';
  readonly line: number;
  readonly found: string;
};

/**
 * What is wrong with the placeholders of a standard paragraph, line by line: a gap is marked `[[what goes there]]`, in
 * one line, and in no other way, so that each is found when the letter is written. `known`: the names that `{{name}}`
 * may have because they fill in by themselves. Empty where all are sound.
 */
export function findPlaceholderFaults(text: string, known: readonly string[] = []): readonly PlaceholderFault[] {
  return text
    .split(/\r?\n/)
    .flatMap((line, index) => findLineFaults(line, known).map((fault) => ({ ...fault, line: index + 1 })));
}

type LineFault = Omit<PlaceholderFault, 'line'>;

const NAMED = /\{\{([^{}]*)\}\}/g;

function findLineFaults(whole: string, known: readonly string[]): readonly LineFault[] {
  const named = [...whole.matchAll(NAMED)].filter(([, name = '']) => !known.includes(name.trim()));
  const line = whole.replace(NAMED, ' ');
  const empty = (line.match(/\[\[[^\]\p{L}\p{N}]*\]\]/gu) ?? []).map((found): LineFault => ({ code: 'empty', found }));
  const rest = line.replace(/\[\[[^[\]]*\]\]/g, ' ');
  const single = (rest.match(/(?<!\[)\[[^[\]]+\](?!\])/g) ?? []).map((found): LineFault => ({ code: 'single', found }));
  const left = rest.replace(/(?<!\[)\[[^[\]]+\](?!\])/g, ' ');
  const opened = (left.match(/\[.*/) ?? []).map((found): LineFault => ({ code: 'not-closed', found: cut(found) }));
  const closed = left.includes('[') ? [] : (left.match(/.*\]/) ?? []);
  const braces = left.match(/\{\{.*|.*\}\}/)?.map(cut) ?? [];
  const others = [...findPlaceholders(left).filter((found) => !found.startsWith('[')), ...braces];
  return [
    ...named.map(([found]): LineFault => ({ code: 'unknown', found: cut(found) })),
    ...empty,
    ...single,
    ...opened,
    ...closed.map((found): LineFault => ({ code: 'not-opened', found: cut(found.trim()) })),
    ...others.map((found): LineFault => ({ code: 'other-mark', found })),
  ];
}

/** As much of it as shows where it is. */
const cut = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Whether a text says nothing: empty, only white space, or only punctuation. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || !/[\p{L}\p{N}]/u.test(text);
}
