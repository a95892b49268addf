import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';

/** Something wrong in a file, with the place where a person would mend it. Lines and columns count from 1. */
export type FileFault = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly why: string;
  readonly mend: string;
  /** The pack can be tried out in a replay all the same. */
  readonly canBeTried?: true;
};

export type ReadYaml = {
  /** The plain value; undefined where the file cannot be read as YAML. */
  readonly raw: unknown;
  readonly faults: readonly FileFault[];
  /** The line and column of a value, or of the nearest one above it that the file holds. */
  readonly locate: (path: readonly (string | number)[]) => { readonly line: number; readonly column: number };
};

/** Reads one YAML text, keeping positions. A key given twice is a fault: the second would silently win. */
export function readYaml(text: string, file: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const faults = [...document.errors, ...document.warnings].map((error) => ({
    file,
    ...at(error.pos[0]),
    ...describeError(error),
  }));
  const locate = (path: readonly (string | number)[]) => at(findOffset(document.contents, path, document));
  const isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY');
  const unfolded = isReadable ? unfold(document) : undefined;
  const spoilt = unfolded === TOO_FAR ? [{ file, line: 1, column: 1, ...WORDS_TOO_FAR }] : [];
  return { raw: unfolded === TOO_FAR ? undefined : unfolded, faults: [...faults, ...spoilt], locate };
}

const TOO_FAR: unique symbol = Symbol('too far');
const WORDS_TOO_FAR = {
  what: 'The values of this file refer to each other too often, or are nested too deeply, to be spelled out.',
  why: 'A small file could fill the memory in that way.',
  mend: 'Write values out in place of anchors (`&`) and aliases (`*`).',
};

/** The plain value, unless aliases would multiply it or it is nested beyond all measure. */
function unfold(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError) return TOO_FAR;
    throw error;
  }
}

function describeError(error: YAMLError): Pick<FileFault, 'what' | 'why' | 'mend'> {
  if (error.code === 'DUPLICATE_KEY') {
    const why = 'Of two values under one key only one could be run, and nobody could tell which.';
    return { what: 'The same key stands here a second time.', why, mend: 'Take one of the two out, or rename it.' };
  }
  return {
    what: `This is not YAML: ${error.message}.`,
    why: 'Nothing of the file can be read before it is.',
    mend: 'Look at the line above as well: quotes, brackets, indentation and `: ` inside a text are the usual causes.',
  };
}

type Document = ReturnType<typeof parseDocument>;

/** The offset of the key or list entry that a path ends at, as far down as the file follows the path. */
function findOffset(contents: unknown, path: readonly (string | number)[], document: Document): number {
  let here: unknown = contents;
  let offset = startOf(contents) ?? 0;
  for (const key of path) {
    if (isAlias(here)) here = here.resolve(document);
    const next = isMap(here)
      ? findPair(here.items, key)
      : isSeq(here)
        ? { value: here.items[Number(key)], mark: here.items[Number(key)] }
        : undefined;
    if (next?.mark === undefined) break;
    here = next.value;
    offset = startOf(next.mark) ?? offset;
  }
  return offset;
}

function findPair(
  items: readonly { key: unknown; value: unknown }[],
  key: string | number,
): { value: unknown; mark: unknown } | undefined {
  const pair = items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return pair && { value: pair.value, mark: pair.key };
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? (node as Node).range?.[0] : undefined);
