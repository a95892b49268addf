import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, isMap, isScalar, parseDocument, visit, type YAMLMap } from 'yaml';
import { describePackAsJsonSchema } from '../../engine/index.ts';

export type PackWish = {
  /** Name of the new pack, and of its folder. */
  readonly name: string;
  /** The policies folder that it is made in. */
  readonly folder: string;
  /** The version of a pack that it starts from: its file, and the folder of the pack. */
  readonly from: { readonly name: string; readonly file: string; readonly folder: string; readonly landlord: string };
  /** The first day it is in force, YYYY-MM-DD. */
  readonly inForce: string;
};

/** What marks a value that the person who fills in the pack has still to look at. */
export const TODO = 'TODO';

/**
 * Makes the folder of a new pack to fill in: a version that loads, in which every value that the model takes from its
 * own text is an assumption marked TODO; a source.md that shows how anchors work; the model's letters; an example.
 * Values that the model takes from a regime keep that source. Answers the files made.
 */
export async function makePack({ name, folder, from, inForce }: PackWish): Promise<readonly string[]> {
  const own = join(folder, name);
  const version = inForce.slice(0, 7);
  const model = await readFile(from.file, 'utf8');
  await mkdir(join(own, 'examples'), { recursive: true });
  const files: readonly (readonly [string, string])[] = [
    [join(own, `${version}.yaml`), rewritePack(model, { name, version, inForce, from })],
    [join(own, 'source.md'), describeAnchors(nameLandlord(name))],
    [join(own, 'examples', 'first-complaint.yaml'), writeExample(name, inForce)],
  ];
  for (const [file, text] of files) await writeFile(file, text);
  const letters = join(from.folder, 'letters');
  if (await isThere(letters)) await cp(letters, join(own, 'letters'), { recursive: true });
  const schema = join(folder, 'pack.schema.json');
  const isNew = !(await isThere(schema));
  if (isNew) await writeFile(schema, `${JSON.stringify(describePackAsJsonSchema(), undefined, 2)}\n`);
  return [...files.map(([file]) => file), join(own, 'letters'), ...(isNew ? [schema] : [])];
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const nameLandlord = (name: string): string =>
  name.replace(/(^|-)([a-z0-9])/g, (_all, dash: string, letter: string) => `${dash && ' '}${letter.toUpperCase()}`);

type Rewriting = Pick<PackWish, 'name' | 'inForce' | 'from'> & { readonly version: string };

function rewritePack(model: string, { name, version, inForce, from }: Rewriting): string {
  const document = parseDocument(model);
  visit(document, {
    Map: (_key, map, path) =>
      markSources(
        map,
        from.name,
        path.some((one) => isPairOf(one, 'services')),
      ),
    Scalar: (key, scalar) => {
      if (key === 'key' || typeof scalar.value !== 'string') return;
      scalar.value = scalar.value.replaceAll(from.landlord, nameLandlord(name));
    },
  });
  document.set('pack', name);
  document.set('version', version);
  document.set('title', 'Complaints policy');
  document.set('in-force', {
    from: inForce,
    assumption: `${TODO}: the first day on which complaints are dealt with by this version, and where your text says so.`,
  });
  rewriteOrganisation(document, name);
  document.set('not-run', [
    { clause: 'title', because: 'The name of the policy.' },
    { clause: 'how-anchors-work', because: `${TODO}: it goes when the text of your policy stands in source.md.` },
  ]);
  clearHeading(document);
  document.commentBefore = ` yaml-language-server: $schema=../pack.schema.json
 ${nameLandlord(name)}, begun as a copy of ${from.name}. Go through every ${TODO}: put your own value there, and in place of the
 assumption the clause of source.md that says it (\`clause: "3.1"\`, with a \`quote:\` of its words). Where your text says
 nothing, keep an assumption and say what you chose and why. While you work: redress packs check FOLDER --watch`;
  return document.toString({ lineWidth: 160, flowCollectionPadding: true });
}

/** The model's own heading, which stands before its first key. */
function clearHeading({ contents }: Document): void {
  if (!isMap(contents)) return;
  contents.commentBefore = null;
  const first = contents.items[0]?.key;
  if (isScalar(first)) first.commentBefore = null;
}

const isPairOf = (node: unknown, key: string): boolean => {
  const own = (node as { key?: unknown } | undefined)?.key;
  return isScalar(own) && own.value === key;
};

/** In place of the model's own clause stands an assumption to look at; what a regime says is kept. */
function markSources(map: YAMLMap, model: string, inServices: boolean): void {
  const clause = map.get('clause');
  const assumption = map.get('assumption');
  const regime = inServices ? undefined : map.get('regime');
  if (!map.has('clause') && !map.has('assumption') && !map.has('clauses')) return;
  if (map.has('because')) return;
  for (const key of ['clause', 'clauses', 'quote', 'note']) map.delete(key);
  if (typeof assumption === 'string') map.set('assumption', `${TODO}: is it so with you? ${assumption}`);
  else if (clause !== undefined && regime === undefined)
    map.set('assumption', `${TODO}: cite your clause, or say why (${model}: ${clause}).`);
}

function rewriteOrganisation(document: Document, name: string): void {
  const organisation = document.get('organisation');
  if (!isMap(organisation)) return;
  organisation.set('name', nameLandlord(name));
  for (const key of ['fictitious', 'contact', 'colours', 'approved-by', 'review-by', 'short-name'])
    organisation.delete(key);
}

const describeAnchors = (landlord: string): string => `{#title}# ${landlord}: ${TODO}, the title of your policy

{#how-anchors-work}${TODO}: put the text of your policy here, word for word, in place of this paragraph. Right before each paragraph or clause stands its anchor, as before this one: a curly bracket, a hash, a name, a curly bracket. The name is the number that your text gives the paragraph, such as 3.4, or a short name of your own in small letters. What stands between an anchor and the next is the clause that the pack can cite with clause: and quote:. Nothing but the anchors may be added to the text.
`;

const writeExample = (
  name: string,
  inForce: string,
): string => `# What happens, and what should come of it: run it with redress replay, and add one for each rule.
title: A complaint that has just come in
why: "${TODO}: say which rule this example shows. The first one only shows that the pack can be run."
pack: ${name}
as-of: ${inForce}
happened:
  - { on: ${inForce}, what: received }
expect:
  case: { status: open }
`;
