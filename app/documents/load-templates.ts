import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Policy } from '../../engine/index.ts';
import type { FileFault } from '../packs/read-yaml.ts';
import { findPlaceholdersIn, linesOf, PLACEHOLDER_NAMES, parseTemplate, type TemplateBlock } from './parse-template.ts';

export type LoadedTemplates = {
  /** Templates by letter id. One with a fault is not among them: the letter is then set without a template. */
  readonly templates: ReadonlyMap<string, string>;
  readonly faults: readonly FileFault[];
};

/**
 * Reads and checks the letter templates of a pack, `letters/LETTER-ID.md` in its folder, against all versions of the
 * pack that are at hand: a template serves them all. Faults are values, with file and line.
 */
export async function loadTemplates(packFolder: string, versions: readonly Policy[]): Promise<LoadedTemplates> {
  const folder = join(packFolder, 'letters');
  const files = (await listFiles(folder)).filter((name) => name.endsWith('.md')).toSorted();
  const templates = new Map<string, string>();
  const faults: FileFault[] = [];
  for (const name of files) {
    const file = join(folder, name);
    const template = await readFile(file, 'utf8');
    const id = name.slice(0, -'.md'.length);
    const found = checkTemplate(template, id, versions).map((fault) => ({ file, column: 1, ...fault }));
    if (found.length === 0) templates.set(id, template);
    faults.push(...found);
  }
  return { templates, faults };
}

async function listFiles(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}

export type TemplateFault = Omit<FileFault, 'file' | 'column'>;

/** Everything wrong with a template for a letter: its title, its parts, its placeholders. */
export function checkTemplate(
  template: string,
  letterId: string,
  versions: readonly Policy[],
): readonly TemplateFault[] {
  const letters = versions.flatMap(({ pack }) => pack.letters.filter(({ id }) => id === letterId));
  if (letters.length === 0) return [noSuchLetter(letterId, versions)];
  const blocks = parseTemplate(template);
  const parts = new Map(letters.flatMap((letter) => letter.parts).map(({ part, name }) => [part, name]));
  return [
    ...checkTitle(blocks),
    ...blocks.flatMap((block) => [...checkPart(block, [...parts.keys()], letterId), ...checkLines(block)]),
    ...checkMissing(blocks, parts, letterId),
  ];
}

function noSuchLetter(letterId: string, versions: readonly Policy[]): TemplateFault {
  const known = [...new Set(versions.flatMap(({ pack }) => pack.letters.map(({ id }) => id)))];
  return {
    line: 1,
    what: `There is no letter “${letterId}” in the pack.`,
    why: 'A template is named after its letter.',
    mend: `Rename it after one of ${known.join(', ') || '(the pack has no letters)'}, or delete it.`,
  };
}

function checkTitle(blocks: readonly TemplateBlock[]): readonly TemplateFault[] {
  const titles = blocks.filter(({ kind }) => kind === 'title');
  if (titles.length === 1 && blocks[0]?.kind === 'title') return [];
  return [
    {
      line: titles[1]?.line ?? titles[0]?.line ?? 1,
      what: titles.length > 1 ? 'There is more than one title.' : 'The template does not begin with its title.',
      why: 'A letter has one title, and readers that speak the page look for it first.',
      mend: 'Begin the file with one line `# The title`, and use `## ` for headings.',
    },
  ];
}

function checkPart(block: TemplateBlock, known: readonly string[], letterId: string): readonly TemplateFault[] {
  if (block.kind !== 'part' || known.includes(block.part)) return [];
  return [
    {
      line: block.line,
      what: `The letter “${letterId}” has no part “${block.part}”.`,
      why: 'Only parts of the letter in the pack can be put in; this one would always be empty.',
      mend: `Use one of ${known.join(', ')}.`,
    },
  ];
}

function checkLines(block: TemplateBlock): readonly TemplateFault[] {
  return linesOf(block).flatMap((text, index) => {
    const line = block.kind === 'list' || block.kind === 'paragraph' ? block.line + index : block.line;
    const unknown = findPlaceholdersIn(text).filter((name) => !(PLACEHOLDER_NAMES as readonly string[]).includes(name));
    return [
      ...unknown.map((name) => ({
        line,
        what: `Nothing is known to put in for {{${name}}}.`,
        why: 'The letter would go out with a gap.',
        mend: `Use one of ${PLACEHOLDER_NAMES.map((one) => `{{${one}}}`).join(', ')}.`,
      })),
      ...(/\[\[|\]\]/.test(text) ? [partInText(line)] : []),
    ];
  });
}

const partInText = (line: number): TemplateFault => ({
  line,
  what: 'A part stands inside other text, or its brackets do not match.',
  why: 'A part can be several paragraphs or a list.',
  mend: 'Put [[part]] on a line of its own.',
});

function checkMissing(
  blocks: readonly TemplateBlock[],
  parts: ReadonlyMap<string, string>,
  letterId: string,
): readonly TemplateFault[] {
  const named = new Set(blocks.flatMap((block) => (block.kind === 'part' ? [block.part] : [])));
  return [...parts]
    .filter(([part]) => !named.has(part))
    .map(([part, name]) => ({
      line: blocks.at(-1)?.line ?? 1,
      what: `The template leaves out the part “${part}” (${name}).`,
      why: `The pack asks for it in the letter “${letterId}”.`,
      mend: `Add a line [[${part}]] where it should stand.`,
    }));
}
