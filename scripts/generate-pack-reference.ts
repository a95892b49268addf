// Writes docs/reference/pack.md from the schema of a pack. `--check` only says whether it is out of date.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capitalise, loadTexts } from '../app/texts/index.ts';
import { packSchema, sourceSchema } from '../engine/policy/schema.ts';
import { CLOSED_LISTS, EXAMPLES, INTRODUCTION, PART_HELP, PLAIN_WORDS, SECTIONS } from './pack-reference-words.ts';

const root = join(import.meta.dirname, '..');
/** Where the page lies, from the root of the project. */
export const PACK_REFERENCE = 'docs/reference/pack.md';

type Schema = { readonly _zod: { readonly def: unknown }; readonly description?: string | undefined };
type Def = {
  readonly type: string;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly options?: readonly Schema[];
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly defaultValue?: unknown;
  readonly checks?: readonly {
    readonly _zod: { readonly def: { readonly pattern?: RegExp; readonly value?: number; readonly check?: string } };
  }[];
};

/** What a lazy schema stands for: made once, so that it is the same each time. */
const innerOf = (schema: Schema): Schema | undefined => (schema._zod as { readonly innerType?: Schema }).innerType;

const defOf = (schema: Schema): Def => schema._zod.def as Def;
const SOURCE_KEYS = Object.keys(defOf(sourceSchema).shape ?? {});

/** What a word is, looked at from outside in: whether it must stand, what stands in for it, and the plain schema. */
type Word = {
  readonly key: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly fallback: unknown;
  readonly says: string | undefined;
};

function readWord(key: string, outer: Schema): Word {
  let schema = outer;
  let [required, fallback, says] = [true, undefined as unknown, outer.description];
  for (
    let def = defOf(schema);
    def.type === 'optional' || def.type === 'default' || def.type === 'nullable';
    def = defOf(schema)
  ) {
    required = false;
    if (def.type === 'default') fallback = def.defaultValue;
    schema = def.innerType as Schema;
    says ??= schema.description;
  }
  return { key, schema, required, fallback, says };
}

/** The plain schemas behind shorthands and choices. */
function spellOut(schema: Schema): readonly Schema[] {
  const def = defOf(schema);
  if (def.type === 'union') return (def.options ?? []).flatMap(spellOut);
  const inner = def.type === 'lazy' ? innerOf(schema) : def.type === 'pipe' ? def.in : def.innerType;
  return inner ? spellOut(inner) : [schema];
}

/** One place of a pack that holds words of its own: where it is, and the forms that it may take. */
type Section = { readonly path: string; readonly forms: readonly Def[] };

/** Every place that holds words, in the order of the schema; what stands in several places is told once. */
function findSections(): readonly Section[] {
  const known = new Map<unknown, string>();
  const sections: Section[] = [];
  const visit = (schema: Schema, path: string): void => {
    const plain = spellOut(schema).map(defOf);
    const forms = plain.filter((def) => def.shape !== undefined && !known.has(def.shape));
    if (forms.length > 0) {
      for (const { shape } of forms) known.set(shape, path);
      sections.push({ path, forms });
    }
    for (const def of plain) {
      if (def.element) visit(def.element, path);
      if (def.valueType) visit(def.valueType, path);
    }
    for (const { shape = {} } of forms) {
      for (const [key, inner] of Object.entries(shape)) visit(inner, path === '' ? key : `${path}.${key}`);
    }
  };
  visit(packSchema, '');
  return sections;
}

/** Where the words of a shape are told, by the shape itself. */
const placesOf = (sections: readonly Section[]): ReadonlyMap<unknown, string> =>
  new Map(sections.flatMap(({ path, forms }) => forms.map(({ shape }) => [shape, path] as const)));

const titleOf = (path: string): string => SECTIONS[path]?.title ?? path;
const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replace(/ /g, '-');
const link = (title: string): string => `[${title}](#${anchorOf(title)})`;

/** How a value is written. */
function describeKind(schema: Schema, places: ReadonlyMap<unknown, string>): string {
  const def = defOf(schema);
  if (def.type === 'union')
    return [...new Set((def.options ?? []).map((one) => describeKind(one, places)))].join(' or ');
  if (def.type === 'lazy') return describeLazy(schema, places);
  if (def.type === 'pipe' || def.innerType) return describeKind((def.in ?? def.innerType) as Schema, places);
  if (def.shape) return link(titleOf(places.get(def.shape) ?? ''));
  if (def.element) return `list: ${describeKind(def.element, places)}`;
  if (def.valueType) return `by name: ${describeKind(def.valueType, places)}`;
  if (def.entries) return describeChoice(Object.values(def.entries));
  if (def.values) return def.values.map((value) => `\`${String(value)}\``).join(' or ');
  return describePlain(def);
}

function describeLazy(schema: Schema, places: ReadonlyMap<unknown, string>): string {
  const forms = spellOut(schema).map(defOf);
  const place = forms.map(({ shape }) => places.get(shape)).find((path) => path !== undefined);
  return link(titleOf(place ?? ''));
}

const MANY = 9;

function describeChoice(values: readonly string[]): string {
  const list = CLOSED_LISTS.find(
    ({ values: own }) => own.length === values.length && values.every((value) => own.includes(value)),
  );
  if (list && values.length >= MANY) return `one of the ${link(list.title)}`;
  return values.map((value) => `\`${value}\``).join(', ');
}

function describePlain({ type, checks = [] }: Def): string {
  const pattern = checks.map((check) => check._zod.def.pattern?.source).find((source) => source !== undefined);
  if (pattern?.includes('working-day')) return 'length of time, `10 working-days`';
  if (pattern?.startsWith('^\\d{4}')) return 'date, `2026-04-01`';
  if (pattern?.startsWith('^[a-z0-9]')) return 'id';
  if (pattern?.startsWith('^fact:')) return '`fact:` and the id of a question';
  if (pattern?.startsWith('^#')) return 'colour, `#1d5c63`';
  if (pattern?.startsWith('^\\d\\d:')) return 'time of day, `16:30`';
  if (type === 'boolean') return '`true` or `false`';
  return type === 'number' ? 'number' : 'text';
}

const describeFallback = ({ required, fallback }: Word): string => {
  if (required) return '**needed**';
  if (fallback === undefined) return '';
  if (Array.isArray(fallback)) return fallback.length === 0 ? 'none' : `\`[${fallback.join(', ')}]\``;
  if (typeof fallback !== 'object' || fallback === null) return `\`${String(fallback)}\``;
  const [key] = Object.keys(fallback);
  return key === undefined ? 'none' : `\`${key}\``;
};

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();

function listRows(def: Def, places: ReadonlyMap<unknown, string>, path: string): readonly string[] {
  const shape = def.shape ?? {};
  const meant = SECTIONS[path]?.own ?? {};
  const isOwn = (key: string) => path === 'sources' || key in meant || !SOURCE_KEYS.includes(key) || !isSourced(shape);
  return Object.entries(shape)
    .filter(([key]) => isOwn(key))
    .map(([key, schema]) => {
      const word = readWord(key, schema);
      const says = meant[key] ?? word.says ?? PLAIN_WORDS[key] ?? '';
      return `| \`${key}\` | ${cell(describeKind(word.schema, places))} | ${cell(describeFallback(word))} | ${cell(says)} |`;
    });
}

const HEAD = ['| word | how it is written | left out | what it says |', '|---|---|---|---|'];
const OR = '| *or* | | | |';

const isSourced = (shape: Readonly<Record<string, Schema>>): boolean => 'assumption' in shape && 'quote' in shape;

function renderSection({ path, forms }: Section, places: ReadonlyMap<unknown, string>): string {
  const { title = path, says = '', shared } = SECTIONS[path] ?? {};
  const isCited = path !== 'sources' && forms.some(({ shape }) => isSourced(shape ?? {}));
  const words = [
    path === '' || shared ? '' : `\`${path}\`.`,
    says,
    isCited ? `It can name its source: ${link(titleOf('sources'))}.` : '',
    forms.length > 1 ? 'It takes one of these forms:' : '',
  ];
  const rows = forms.flatMap((form, i) => [...(i === 0 ? [] : [OR]), ...listRows(form, places, path)]);
  const example = EXAMPLES[path];
  return [
    `### ${title}`,
    '',
    words.filter((one) => one !== '').join(' '),
    '',
    ...HEAD,
    ...rows,
    '',
    ...(example === undefined ? [] : ['```yaml', example.trim(), '```', '']),
  ].join('\n');
}

function renderLists(): string {
  const texts = loadTexts();
  const help: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
    CONDITIONS: texts.procedures.conditions,
    NAMED_EVENTS: texts.clocks['started-by'],
    ENGINE_PARTS: PART_HELP,
    CHANNELS: texts.statuses.channels,
    FINDINGS: texts.statuses.findings,
    KINDS: texts.statuses.kinds,
  };
  return CLOSED_LISTS.map(({ name, values: own, title, says, words = {} }) => {
    const rows = own.map(
      (value) => `| \`${value}\` | ${cell(capitalise(words[value] ?? help[name]?.[value] ?? ''))} |`,
    );
    return [`### ${title}`, '', says, '', '| word | what it means |', '|---|---|', ...rows, ''].join('\n');
  }).join('\n');
}

/** The page as it should be now. */
export function generatePackReference(): string {
  const sections = findSections();
  const places = new Map([...placesOf(sections), [defOf(sourceSchema).shape, 'sources'] as const]);
  const order = Object.keys(SECTIONS);
  const all = [{ path: 'sources', forms: [defOf(sourceSchema)] }, ...sections];
  const rank = ({ path }: Section) => (order.includes(path) ? order.indexOf(path) : order.length);
  const sorted = all.toSorted((a, b) => rank(a) - rank(b));
  return `${[
    INTRODUCTION,
    '## The words, place by place\n',
    ...sorted.map((section) => renderSection(section, places)),
    '## Closed lists\n',
    renderLists(),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

/** Words of the language that have no description yet, as `place.word`. For the test, and for whoever adds one. */
export const findUndescribed = (): readonly string[] =>
  findSections().flatMap(({ path, forms }) =>
    forms.flatMap(({ shape = {} }) =>
      Object.entries(shape)
        .filter(
          ([key, schema]) =>
            !(SOURCE_KEYS.includes(key) && isSourced(shape)) &&
            readWord(key, schema).says === undefined &&
            PLAIN_WORDS[key] === undefined,
        )
        .map(([key]) => `${path === '' ? '' : `${path}.`}${key}`),
    ),
  );

/** The places of the language, for the test. */
export const listPlaces = (): readonly string[] => findSections().map(({ path }) => path);

/** The words that may stand at a place, those of sources included. For the test. */
export const findWordsAt = (path: string): readonly string[] => [
  ...SOURCE_KEYS,
  ...findSections()
    .filter((section) => section.path === path)
    .flatMap(({ forms }) => forms.flatMap(({ shape = {} }) => Object.keys(shape))),
  ...(path === 'sources' ? ['is'] : []),
];

async function main(args: readonly string[]): Promise<number> {
  const path = join(root, PACK_REFERENCE);
  const text = generatePackReference();
  const isCurrent = (await readFile(path, 'utf8').catch(() => undefined)) === text;
  if (args.includes('--check')) {
    if (!isCurrent) console.error(`${PACK_REFERENCE} is out of date: run npm run packs.`);
    return isCurrent ? 0 : 1;
  }
  if (!isCurrent) await writeFile(path, text);
  console.log(isCurrent ? `${PACK_REFERENCE} is current.` : `Written: ${PACK_REFERENCE}`);
  return 0;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
