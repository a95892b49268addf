/** A piece of a letter template, with the line it begins on (from 1). */
export type TemplateBlock =
  | { readonly kind: 'title' | 'heading'; readonly line: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly line: number; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly line: number; readonly items: readonly string[] }
  | { readonly kind: 'part'; readonly line: number; readonly part: string };

/** What `{{…}}` may stand for in a template. */
export const PLACEHOLDER_NAMES = [
  'resident-name',
  'reference',
  'organisation',
  'today',
  'handler-name',
  'handler-title',
] as const;
export type PlaceholderName = (typeof PLACEHOLDER_NAMES)[number];

const PART = /^\[\[([^\]]+)\]\]$/;
const PLACEHOLDER = /\{\{([^}]*)\}\}/g;

type Line = { readonly kind: TemplateBlock['kind'] | 'blank'; readonly text: string; readonly line: number };

/**
 * Reads a letter template: `# title`, `## heading`, paragraphs (a line in them stays a line), `- ` lists, and parts,
 * `[[part-id]]` on a line of their own. Everything else is plain text; there is no other markup.
 */
export function parseTemplate(template: string): readonly TemplateBlock[] {
  const blocks: TemplateBlock[] = [];
  let before: Line['kind'] = 'blank';
  for (const line of template.split(/\r?\n/).map(readLine)) {
    addLine(blocks, line, before === line.kind);
    before = line.kind;
  }
  return blocks;
}

function readLine(raw: string, index: number): Line {
  const text = raw.trim();
  const line = index + 1;
  if (text === '') return { kind: 'blank', text, line };
  if (text.startsWith('## ')) return { kind: 'heading', text: text.slice(3).trim(), line };
  if (text.startsWith('# ')) return { kind: 'title', text: text.slice(2).trim(), line };
  if (text.startsWith('- ')) return { kind: 'list', text: text.slice(2).trim(), line };
  const part = PART.exec(text)?.[1];
  return part === undefined ? { kind: 'paragraph', text, line } : { kind: 'part', text: part.trim(), line };
}

function addLine(blocks: TemplateBlock[], { kind, text, line }: Line, continues: boolean): void {
  const last = blocks.at(-1);
  if (kind === 'blank') return;
  if (kind === 'part') blocks.push({ kind, line, part: text });
  else if (kind === 'title' || kind === 'heading') blocks.push({ kind, line, text });
  else if (kind === 'list') {
    if (continues && last?.kind === 'list') blocks[blocks.length - 1] = { ...last, items: [...last.items, text] };
    else blocks.push({ kind, line, items: [text] });
  } else if (continues && last?.kind === 'paragraph') {
    blocks[blocks.length - 1] = { ...last, lines: [...last.lines, text] };
  } else blocks.push({ kind, line, lines: [text] });
}

/** The lines of text of a block. */
export function linesOf(block: TemplateBlock): readonly string[] {
  if (block.kind === 'part') return [];
  if (block.kind === 'list') return block.items;
  return block.kind === 'paragraph' ? block.lines : [block.text];
}

/** The names that a line wants filled in, known or not. */
export function findPlaceholdersIn(line: string): readonly string[] {
  return [...line.matchAll(PLACEHOLDER)].map((match) => (match[1] ?? '').trim());
}

/** The line with its placeholders filled in; undefined where one of them has no value, so that the line is left out. */
export function fillLine(line: string, values: Readonly<Record<string, string | undefined>>): string | undefined {
  if (findPlaceholdersIn(line).some((name) => values[name] === undefined)) return undefined;
  return line.replace(PLACEHOLDER, (_whole, name: string) => values[name.trim()] ?? '');
}
