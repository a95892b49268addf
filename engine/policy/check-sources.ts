import { didYouMean, type Fault, getAt, getName, listWords, type Path } from './fault.ts';
import { findNumbers, foldText, saysPeriod } from './find-numbers.ts';
import { PERIOD, type Regime, readPeriod } from './schema.ts';
import { getKind, type Written, walkPack } from './walk-pack.ts';

/** What a pack's sources are held against. `anchors` absent: no text stands beside the pack. */
export type SourceContext = {
  readonly regimes: ReadonlyMap<string, Regime>;
  readonly anchors?: ReadonlyMap<string, string> | undefined;
};

/** Their own source says nothing of what stands inside them: each of those names its own. */
const PASSES_NOTHING_ON = ['', 'procedures', 'stages', 'escalation', 'not-accepted', 'letters', 'remedies'];
/** Names, people and titles: no rule, so no source is asked of them. */
const NEEDS_NONE = ['', 'contact', 'owners', 'approved-by', 'letters'];
const NUMBERS = ['limit', 'is', 'extra', 'total', 'within', 'after', 'every', 'keep-for', 'at-most', 'up-to-pounds'];
/** What makes more of a role than a title. */
const ROLE_RULES = ['area', 'outsider', 'training', 'reach'];
const SHORTEST_ASSUMPTION = 20;

/**
 * Every fault in where a pack's values say they come from: no source, an anchor that the text lacks, a quote that is
 * not in its clause or lacks the value's number, a provision that no regime of the pack has, an assumption too short
 * to say why. Read from the pack as it was written, so that it holds also where the shape is wrong.
 */
export function checkSources(raw: unknown, context: SourceContext): Fault[] {
  const written = [...walkPack(raw)].filter(({ sourced }) => sourced);
  const provisions = getProvisions(raw, context.regimes);
  const objects = new Map(written.map((entry) => [entry.path.join('/'), entry]));
  const hasText = context.anchors !== undefined;
  return [
    ...(hasText ? [] : noText(raw, written)),
    ...written.flatMap((entry) => [
      ...uncited(entry, objects),
      ...(hasText ? badAnchors(entry, context.anchors!) : []),
      ...badQuote(entry, context.anchors),
      ...badProvision(entry, provisions),
      ...shortAssumption(entry),
    ]),
    ...badNotRun(raw, context.anchors),
  ];
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const hasSource = ({ object }: Written): boolean =>
  isText(object['clause']) || isText(object['regime']) || isText(object['assumption']);

/** A value is covered by its own source or by that of a step, clock, ground … it stands in. */
function uncited(entry: Written, objects: ReadonlyMap<string, Written>): Fault[] {
  if (hasSource(entry) || !needsSource(entry)) return [];
  const above = findAbove(entry.path, objects);
  if (above && !PASSES_NOTHING_ON.includes(getKind(above.path)) && !isCitedByParts(above)) return [];
  if (isCitedByParts(entry)) return [];
  const name = getName(entry.object);
  return [
    {
      path: entry.path,
      what: `\`${getKind(entry.path)}\`${name ? ` “${name}”` : ''} does not say where it comes from.`,
      why: 'A rule without a source cannot be shown to a resident, nor confirmed by the landlord.',
      mend: 'Add `clause:` with the anchor in source.md that says it, or `regime:` with the provision it is taken from, or, where the text is silent or contradicts itself, `assumption:` with what you chose and why.',
    },
  ];
}

function needsSource({ path, object }: Written): boolean {
  const kind = getKind(path);
  if (NEEDS_NONE.includes(kind)) return false;
  if (kind === 'roles') return ROLE_RULES.some((rule) => rule in object && object[rule] !== 'all');
  if (kind === 'procedures') return object['when'] !== undefined;
  if (kind === 'remedies') return object['faulted-needs-action'] === true || object['each-needs'] !== undefined;
  return true;
}

function findAbove(path: Path, objects: ReadonlyMap<string, Written>): Written | undefined {
  for (let end = path.length - 1; end >= 0; end--) {
    const above = objects.get(path.slice(0, end).join('/'));
    if (above) return above;
  }
  return undefined;
}

/** A clock whose limit and start each name their own source needs none besides. */
function isCitedByParts(entry: Written): boolean {
  if (getKind(entry.path) !== 'clocks' || hasSource(entry)) return false;
  return ['limit', 'starts'].every((key) => {
    const part = entry.object[key];
    if (part === null || typeof part !== 'object') return false;
    return hasSource({ ...entry, object: part as Record<string, unknown> });
  });
}

function noText(raw: unknown, written: readonly Written[]): Fault[] {
  const first = written.find(({ object }) => isText(object['clause']));
  if (!first || getAt(raw, ['organisation', 'fictitious']) === true) return [];
  return [
    {
      path: [...first.path, 'clause'],
      what: 'The pack cites clauses, and no source.md stands beside it.',
      why: 'A clause can only be shown to a resident from the landlord’s own text.',
      mend: 'Put the text, word for word, in source.md in the folder of the pack, with `{#3.4}` right before each clause.',
    },
  ];
}

function badAnchors({ path, object }: Written, anchors: ReadonlyMap<string, string>): Fault[] {
  const single = isText(object['clause']) ? [{ anchor: object['clause'], at: [...path, 'clause'] }] : [];
  const listed = Array.isArray(object['clauses']) ? object['clauses'] : [];
  const several = listed.map((anchor: unknown, i) => ({ anchor: String(anchor), at: [...path, 'clauses', i] }));
  return [...single, ...several]
    .filter(({ anchor }) => !anchors.has(anchor))
    .map(({ anchor, at }) => missingAnchor(anchor, at, anchors));
}

function missingAnchor(anchor: string, path: Path, anchors: ReadonlyMap<string, string>): Fault {
  return {
    path,
    what: `There is no clause \`${anchor}\` in source.md.`,
    why: 'Whoever asks why would be led to nothing.',
    mend: `${didYouMean(anchor, anchors.keys())}Cite an anchor that stands there (${listWords(anchors.keys(), 12)}), or write \`{#${anchor}}\` before the text you mean.`,
  };
}

function badQuote({ path, object }: Written, anchors: ReadonlyMap<string, string> | undefined): Fault[] {
  const quote = object['quote'];
  if (!isText(quote)) return [];
  const at = [...path, 'quote'];
  const clause = object['clause'];
  if (!isText(clause)) {
    const what = `The quote “${quote}” has no \`clause\` beside it.`;
    return [{ path: at, what, why: 'A quote is looked up in its clause.', mend: 'Add `clause:`.' }];
  }
  const text = anchors?.get(clause);
  if (text !== undefined && !foldText(stripMarkup(text)).includes(foldText(quote)))
    return [notInClause(at, quote, clause)];
  return findUnsaid(object, quote).map((value) => ({
    path: at,
    what: `The quote “${quote}” does not say ${value}.`,
    why: 'The quote is there to prove the number that is run.',
    mend: 'Quote the words with the number in them (digits or words), or correct the number.',
    canBeTried: true,
  }));
}

/** Emphasis, footnote marks and tables’ bars of the text, so that a quote can be written plainly. */
const stripMarkup = (text: string): string => text.replace(/<[^>]*>/g, '').replace(/[*|]/g, '');

const notInClause = (path: Path, quote: string, clause: string): Fault => ({
  path,
  what: `“${quote}” does not stand in clause \`${clause}\`.`,
  why: 'A quote proves that the clause says so; one that is not there proves nothing.',
  mend: `Copy a few words out of clause \`${clause}\` as they stand there, or cite the clause that they stand in.`,
});

/** The numbers written in this object, or in a limit inside it without a source of its own, that a quote leaves out. */
function findUnsaid(object: Readonly<Record<string, unknown>>, quote: string): readonly string[] {
  const inner = object['limit'];
  const own = inner !== null && typeof inner === 'object' && !('clause' in inner) ? inner : {};
  const values = Object.entries({ ...own, ...object }).filter(([key]) => NUMBERS.includes(key));
  return values.flatMap(([, value]) => {
    if (typeof value === 'number') return findNumbers(quote).has(value) ? [] : [String(value)];
    if (typeof value !== 'string' || !PERIOD.test(value)) return [];
    return saysPeriod(quote, readPeriod(value)) ? [] : [value];
  });
}

type Provisions = { readonly numbers: ReadonlySet<string>; readonly regimes: readonly string[] };

/** The provisions of the regimes that the pack's services answer to. */
function getProvisions(raw: unknown, regimes: ReadonlyMap<string, Regime>): Provisions {
  const services = getAt(raw, ['services']);
  const named = Array.isArray(services) ? services.map((service) => String(getAt(service, ['regime']))) : [];
  const found = [...new Set(named)].filter((name) => regimes.has(name));
  const numbers = found.flatMap((name) => regimes.get(name)!.provisions.map(({ number }) => number));
  return { numbers: new Set(numbers), regimes: found };
}

function badProvision({ path, object }: Written, { numbers, regimes }: Provisions): Fault[] {
  const provision = object['regime'];
  if (!isText(provision) || getKind(path) === 'services' || numbers.has(provision)) return [];
  const of =
    regimes.length === 0 ? 'no service of the pack names a known regime' : `held against ${listWords(regimes)}`;
  return [
    {
      path: [...path, 'regime'],
      what: `There is no provision \`${provision}\` in the regime of the pack’s services (${of}).`,
      why: 'A value taken from a regime must be found there.',
      mend: `${didYouMean(provision, numbers)}Cite a provision by its number, or name the regime at the service.`,
    },
  ];
}

function shortAssumption({ path, object }: Written): Fault[] {
  const assumption = object['assumption'];
  if (!isText(assumption) || assumption.trim().length >= SHORTEST_ASSUMPTION) return [];
  return [
    {
      path: [...path, 'assumption'],
      what: `The assumption “${assumption}” is too short to say why.`,
      why: 'The landlord has to confirm it, and can only do so when it says what was chosen and for what reason.',
      mend: 'Say what the text leaves open, what you took, and why.',
    },
  ];
}

function badNotRun(raw: unknown, anchors: ReadonlyMap<string, string> | undefined): Fault[] {
  const entries = getAt(raw, ['not-run']);
  if (!Array.isArray(entries) || anchors === undefined) return [];
  return entries.flatMap((entry, i) => {
    const clause = getAt(entry, ['clause']);
    return isText(clause) && !anchors.has(clause) ? [missingAnchor(clause, ['not-run', i, 'clause'], anchors)] : [];
  });
}
