import { condenseOutline } from './condense-outline.ts';
import { breakText, measureText } from './measure-text.ts';
import type { Jump, Outline, OutlineBox, OutlineClock, OutlineGate, OutlineStage, OutlineStep } from './outline.ts';
import { tellMore } from './render-outline.ts';
import { COLOURS, type Layout, type Shape, type Style } from './shapes.ts';

/** Height by width of a sheet of A4. */
export const A4 = 297 / 210;
/**
 * What to try, in this order: on a wider sheet everything comes out smaller on paper (794 px are A4 at full size); a
 * dense one has the times of a stage above its steps, and these in two columns.
 */
const TRIES: readonly { readonly width: number; readonly dense: boolean }[] = [
  ...[794, 850].map((width) => ({ width, dense: false })),
  ...[794, 820, 845, 870, 895, 920, 945, 970, 995, 1020, 1050, 1080].map((width) => ({ width, dense: true })),
];

const MARGIN = 26;
/** Between two lanes on the left, in which arrows pass stages by. */
const LANE = 12;
const GAP = 12;
const PAD = 10;
const NAME: Style = { size: 12.5, bold: true };
const SMALL: Style = { size: 11, fill: COLOURS.quiet };
const PLAIN: Style = { size: 11.5 };
const DOT = 13;

export type Paint = { readonly brand: string; readonly onBrand: string; readonly words: LegendWords };
export type LegendWords = {
  readonly must: string;
  readonly may: string;
  readonly limit: string;
  readonly more: string;
  readonly legend: string;
  readonly anyTime: string;
  readonly final: string;
  readonly sameAs: string;
};

/**
 * Lays a procedure out from top to bottom on a sheet of A4: the narrowest width, and so the largest letters, at which
 * all of it is no taller than the sheet. What fits at no width is laid out at the widest, and is taller.
 */
export function layOut(outline: Outline, paint: Paint): Layout {
  const fits = ({ width, height }: Layout) => height <= width * A4;
  const condensed = condenseOutline(outline, paint.words.sameAs);
  const layOutOn = (sheet: Sheet) => layOutAt(sheet.dense ? condensed : outline, paint, sheet);
  for (const sheet of TRIES) {
    const layout = layOutOn(sheet);
    if (fits(layout)) return layout;
  }
  return layOutOn(TRIES.at(-1) as Sheet);
}

/** A piece of the drawing: what is on it, and where it ends below. */
type Piece = { readonly shapes: readonly Shape[]; readonly bottom: number };
type Frame = { readonly left: number; readonly right: number };

type Sheet = (typeof TRIES)[number];

function layOutAt(outline: Outline, paint: Paint, { width, dense }: Sheet): Layout {
  const lanes = outline.jumps.length;
  const frame: Frame = { left: MARGIN + (lanes > 0 ? 10 + lanes * LANE : 0), right: width - MARGIN };
  const setting: Setting = { paint, frame, scale: getScale(outline, frame), dense };
  const title = layOutTitle(outline, { left: MARGIN, right: width - MARGIN });
  const entry = layOutBox(outline.entry, outline.opensAt, setting, title.bottom + 10);
  const shapes: Shape[] = [...title.shapes, ...entry.shapes];
  const tops = new Map<string, number>();
  const gates = new Map<string, number>();
  let y = entry.bottom;
  const arrow = () => {
    shapes.push({
      is: 'arrow',
      points: [
        [middleOf(frame), y],
        [middleOf(frame), y + GAP],
      ],
      line: COLOURS.flow,
    });
    y += GAP;
  };
  for (const [i, stage] of outline.stages.entries()) {
    if (leadsHere(outline, i)) arrow();
    else y += GAP;
    tops.set(stage.id, y + 13);
    const piece = layOutStage(stage, setting, y);
    shapes.push(...piece.shapes);
    y = piece.bottom;
    gates.set(stage.id, y - 16);
    if (!stage.gate) continue;
    arrow();
    const gate = layOutGate(stage.gate, frame, y);
    shapes.push(...gate.shapes);
    gates.set(stage.id, (y + gate.bottom) / 2);
    y = gate.bottom;
  }
  arrow();
  const end = layOutBox(outline.end, [], setting, y);
  shapes.push(...end.shapes);
  const anyTime = layOutAnyTime(outline.anyTime, setting, end.bottom + GAP);
  const legend = layOutLegend(outline, paint, { left: MARGIN, right: width - MARGIN }, anyTime.bottom + 12);
  shapes.push(
    ...anyTime.shapes,
    ...legend.shapes,
    ...layOutJumps(outline.jumps, { frame, tops, gates, entry: entry.bottom - 12 }),
  );
  return { width, height: Math.ceil(legend.bottom + MARGIN / 2), shapes };
}

const middleOf = ({ left, right }: Frame): number => (left + right) / 2;

/** Whether what stands above a stage simply leads to it. */
function leadsHere({ stages, jumps }: Outline, i: number): boolean {
  const stage = stages[i];
  const above = stages[i - 1];
  if (!stage) return false;
  if (!above) return true;
  return above.gate ? above.gate.to === stage.id : !jumps.some(({ from }) => from === above.id) || !above.final;
}

/** Texts one under the other, broken to a width; `bottom` is under the last. */
function layOutText(text: string, x: number, y: number, width: number, style: Style): Piece {
  const { size, bold = false, fill = COLOURS.ink } = style;
  const lines = breakText(text, width, size, bold);
  const step = size * 1.19;
  const shapes = lines.map(
    (line, i): Shape => ({ is: 'text', x, y: y + size + i * step, text: line, size, fill, bold }),
  );
  return { shapes, bottom: y + lines.length * step };
}

function layOutTexts(texts: readonly string[], x: number, y: number, width: number, style: Style): Piece {
  let bottom = y;
  const shapes = texts.flatMap((text) => {
    const piece = layOutText(text, x, bottom, width, style);
    bottom = piece.bottom + 1;
    return piece.shapes;
  });
  return { shapes, bottom };
}

function layOutTitle({ title, lines, reconstructed }: Outline, { left, right }: Frame): Piece {
  const head = layOutText(title, left, MARGIN - 8, right - left, { size: 19, bold: true });
  const more = layOutTexts(lines, left, head.bottom + 2, right - left, SMALL);
  if (reconstructed === undefined) return { shapes: [...head.shapes, ...more.shapes], bottom: more.bottom };
  const inner = layOutText(reconstructed, left + PAD, more.bottom + 8, right - left - 2 * PAD, {
    ...PLAIN,
    bold: true,
    fill: COLOURS.warning,
  });
  const box: Shape = {
    is: 'box',
    x: left,
    y: more.bottom + 3,
    width: right - left,
    height: inner.bottom - more.bottom + 4,
    fill: COLOURS.paper,
    line: COLOURS.warning,
    dashed: true,
    round: 4,
  };
  return { shapes: [...head.shapes, ...more.shapes, box, ...inner.shapes], bottom: inner.bottom + 6 };
}

function layOutBox(
  { title, lines, clocks }: OutlineBox,
  last: readonly string[],
  { frame, scale, dense }: Setting,
  y: number,
): Piece {
  const width = frame.right - frame.left;
  const x = frame.left + PAD;
  const head = layOutText(title, x, y + 7, width - 2 * PAD, { size: 13.5, bold: true });
  const inside = layOutLines(lines, { left: x, right: frame.right - PAD }, head.bottom + 2, dense);
  let bottom = inside.bottom;
  const times = clocks.flatMap((clock) => {
    const piece = layOutClock(clock, x, bottom + 4, width - 2 * PAD, scale);
    bottom = piece.bottom;
    return piece.shapes;
  });
  const ways = layOutTexts(last, x, bottom + (last.length > 0 ? 3 : 0), width - 2 * PAD, { ...PLAIN, bold: true });
  const box: Shape = {
    is: 'box',
    x: frame.left,
    y,
    width,
    height: ways.bottom + 7 - y,
    fill: COLOURS.pale,
    line: COLOURS.line,
    round: 12,
  };
  return { shapes: [box, ...head.shapes, ...inside.shapes, ...times, ...ways.shapes], bottom: ways.bottom + 7 };
}

type Setting = { readonly paint: Paint; readonly frame: Frame; readonly scale: Scale; readonly dense: boolean };
const HEADING = 24;

const MANY_LINES = 4;

/** Lines one under the other; many of them, where room is short, in two columns of about one height. */
function layOutLines(lines: readonly string[], { left, right }: Frame, y: number, dense: boolean): Piece {
  if (!dense || lines.length < MANY_LINES) return layOutTexts(lines, left, y, right - left, SMALL);
  const width = (right - left) / 2 - PAD;
  const splits = lines.map((_line, i) => {
    const first = layOutTexts(lines.slice(0, i + 1), left, y, width, SMALL);
    const second = layOutTexts(lines.slice(i + 1), left + width + 2 * PAD, y, width, SMALL);
    return { shapes: [...first.shapes, ...second.shapes], bottom: Math.max(first.bottom, second.bottom) };
  });
  return splits.reduce((least, one) => (one.bottom < least.bottom ? one : least));
}

function layOutStage(stage: OutlineStage, setting: Setting, y: number): Piece {
  const { paint, frame, dense } = setting;
  const width = frame.right - frame.left;
  const ways = [
    layOutBeside(stage, setting, y + HEADING),
    ...(dense ? [layOutDense(stage, setting, y + HEADING)] : []),
  ];
  const inside = ways.reduce((least, one) => (one.bottom < least.bottom ? one : least));
  const bottom = inside.bottom + 5;
  const outline: Shape = {
    is: 'box',
    x: frame.left,
    y,
    width,
    height: bottom - y,
    fill: COLOURS.paper,
    line: paint.brand,
    round: 4,
  };
  const head: Shape = { is: 'box', x: frame.left, y, width, height: HEADING, fill: paint.brand, round: 4 };
  const name = layOutText(stage.name, frame.left + PAD, y + 3.5, width, {
    size: 14.5,
    bold: true,
    fill: paint.onBrand,
  });
  const tag = stage.final ? paint.words.final : '';
  const final =
    tag === ''
      ? []
      : layOutText(tag, frame.right - PAD - measureText(tag, 11.5), y + 5.5, width, { size: 11.5, fill: paint.onBrand })
          .shapes;
  return { shapes: [outline, ...inside.shapes, head, ...name.shapes, ...final], bottom };
}

/** The times of a stage beside its steps. */
function layOutBeside({ steps, clocks }: OutlineStage, { frame, scale }: Setting, y: number): Piece {
  const split = clocks.length === 0 ? frame.right : frame.left + (frame.right - frame.left) * 0.63;
  const left = layOutSteps(steps, frame.left + PAD, y + 7, split - frame.left - 2 * PAD);
  const right = layOutClocks(clocks, split + PAD, y + 7, frame.right - split - 2 * PAD, scale);
  const bottom = Math.max(left.bottom, right.bottom);
  if (clocks.length === 0) return left;
  const side: Shape = {
    is: 'box',
    x: split,
    y,
    width: frame.right - split - 1,
    height: bottom + 4 - y,
    fill: COLOURS.pale,
  };
  return { shapes: [side, ...left.shapes, ...right.shapes], bottom };
}

const MOST_IN_A_ROW = 3;

/** The times of a stage side by side in a strip, and its steps under it in two columns. */
function layOutDense({ steps, clocks }: OutlineStage, { frame, scale }: Setting, y: number): Piece {
  const room = frame.right - frame.left - 2 * PAD;
  const columns = Math.min(MOST_IN_A_ROW, Math.max(1, clocks.length));
  const width = (room - (columns - 1) * 2 * PAD) / columns;
  let top = y + (clocks.length > 0 ? 6 : 0);
  const times: Shape[] = [];
  for (let i = 0; i < clocks.length; i += columns) {
    const row = clocks
      .slice(i, i + columns)
      .map((clock, j) => layOutClock(clock, frame.left + PAD + j * (width + 2 * PAD), top, width, scale));
    times.push(...row.flatMap(({ shapes }) => shapes));
    top = Math.max(...row.map(({ bottom }) => bottom)) + 6;
  }
  const strip: Shape = {
    is: 'box',
    x: frame.left + 1,
    y,
    width: room + 2 * PAD - 2,
    height: top - y,
    fill: COLOURS.pale,
  };
  const under = layOutColumns(steps, frame, top + 6, 2);
  return { shapes: [...(clocks.length > 0 ? [strip] : []), ...times, ...under.shapes], bottom: under.bottom };
}

/** Steps in columns of about one height, read down the first and then down the next. */
function layOutColumns(steps: readonly OutlineStep[], { left, right }: Frame, y: number, columns: number): Piece {
  const width = (right - left - (columns + 1) * PAD) / columns;
  const heights = steps.map((step) => layOutStep(step, 0, 0, width).bottom + STEP_GAP);
  const share = heights.reduce((sum, height) => sum + height, 0) / columns;
  let filled = 0;
  const own: OutlineStep[][] = Array.from({ length: columns }, () => []);
  for (const [i, step] of steps.entries()) {
    const column = Math.min(columns - 1, Math.floor((filled + heights[i]! / 2 - 0.01) / Math.max(1, share)));
    own[column]?.push(step);
    filled += heights[i]!;
  }
  const pieces = own.map((list, i) => layOutSteps(list, left + PAD + i * (width + PAD), y, width));
  return { shapes: pieces.flatMap(({ shapes }) => shapes), bottom: Math.max(...pieces.map(({ bottom }) => bottom)) };
}

const STEP_GAP = 3.5;

function layOutSteps(steps: readonly OutlineStep[], x: number, y: number, width: number): Piece {
  let bottom = y;
  const shapes = steps.flatMap((step) => {
    const piece = layOutStep(step, x, bottom, width);
    bottom = piece.bottom + STEP_GAP;
    return piece.shapes;
  });
  return { shapes, bottom };
}

function layOutStep(step: OutlineStep, x: number, y: number, width: number): Piece {
  const own = x + 2 * DOT + 6;
  const room = width - 2 * DOT - 6;
  const dot: Shape = {
    is: 'circle',
    x: x + DOT,
    y: y + DOT,
    radius: DOT,
    fill: COLOURS.paper,
    line: COLOURS.ink,
    dashed: step.optional,
  };
  const number: Shape = {
    is: 'text',
    x: x + DOT,
    y: y + DOT + 4,
    text: step.number,
    size: step.number.length > 3 ? 9.5 : 11,
    fill: COLOURS.ink,
    bold: true,
    middle: true,
  };
  const name = layOutText(step.name, own, y, room, NAME);
  const rest = layOutTexts(
    [step.who, ...(step.remarks.length > 0 ? [step.remarks.join('; ')] : [])],
    own,
    name.bottom,
    room,
    SMALL,
  );
  const ways = layOutTexts(
    step.ways.map((way) => `→ ${way}`),
    own,
    rest.bottom,
    room,
    PLAIN,
  );
  return {
    shapes: [dot, number, ...name.shapes, ...rest.shapes, ...ways.shapes],
    bottom: Math.max(ways.bottom, y + 2 * DOT),
  };
}

/** How many px a day is, so that bars can be compared over the whole drawing. */
type Scale = { readonly perDay: number };
const MAX_BAR = 200;
const MIN_BAR = 12;

function getScale({ stages, entry }: Outline, { left, right }: Frame): Scale {
  const clocks = [...entry.clocks, ...stages.flatMap((stage) => stage.clocks)];
  const longest = Math.max(
    1,
    ...clocks.map(({ days = 0, more }) => days + more.reduce((sum, one) => sum + (one.days ?? 0), 0)),
  );
  const room = Math.min(MAX_BAR * 2, (right - left) * 0.32 - 2 * PAD);
  return { perDay: room / longest };
}

function layOutClocks(clocks: readonly OutlineClock[], x: number, y: number, width: number, scale: Scale): Piece {
  let bottom = y;
  const shapes = clocks.flatMap((clock) => {
    const piece = layOutClock(clock, x, bottom, width, scale);
    bottom = piece.bottom + 9;
    return piece.shapes;
  });
  return { shapes, bottom: bottom - (clocks.length > 0 ? 4 : 0) };
}

function layOutClock(clock: OutlineClock, x: number, y: number, width: number, scale: Scale): Piece {
  const name = layOutText(clock.name, x, y, width, NAME);
  const bar = layOutBar(clock, x, name.bottom + 4, width, scale);
  const long = bar.right + 6 - x;
  const isBeside = measureText(clock.limit, LIMIT.size) < width - long;
  const limit = isBeside
    ? layOutText(clock.limit, x + long, name.bottom, width, LIMIT)
    : layOutText(clock.limit, x, bar.bottom + 1, width, LIMIT);
  const lines = layOutTexts([...clock.lines, ...clock.more.map(tellMore)], x, limit.bottom, width, SMALL);
  return { shapes: [...name.shapes, ...limit.shapes, ...bar.shapes, ...lines.shapes], bottom: lines.bottom };
}

const LIMIT: Style = { size: 12 };

/** The time allowed, and after it the time that can be added; where no length is set, an empty bar without an end. */
function layOutBar(
  { days, more }: OutlineClock,
  x: number,
  y: number,
  width: number,
  { perDay }: Scale,
): Piece & { readonly right: number } {
  const height = 8;
  const box = (at: number, long: number, fill: string, dashed = false): Shape => ({
    is: 'box',
    x: at,
    y,
    width: Math.min(long, Math.max(0, x + width - at)),
    height,
    fill,
    line: COLOURS.time,
    dashed,
  });
  if (days === undefined) return { shapes: [box(x, 60, COLOURS.paper, true)], bottom: y + height, right: x + 60 };
  const own = Math.max(MIN_BAR, days * perDay);
  let at = x + own;
  const longer = more.flatMap((one) => {
    if (!one.days) return [];
    const shape = box(at, Math.max(MIN_BAR, one.days * perDay), COLOURS.more, true);
    at += Math.max(MIN_BAR, one.days * perDay);
    return [shape];
  });
  return { shapes: [box(x, own, COLOURS.time), ...longer], bottom: y + height, right: at };
}

function layOutGate({ title, lines, outcomes }: OutlineGate, frame: Frame, y: number): Piece {
  const [left, right] = [frame.left + 30, frame.right - 30];
  const width = right - left - 2 * PAD - 24;
  const x = left + PAD + 12;
  const head = layOutText(title, x, y + 6, width, { size: 13, bold: true });
  const inside = layOutText(lines.join(' '), x, head.bottom + 1, width, PLAIN);
  const ways = layOutTexts(
    outcomes.map((outcome) => `→ ${outcome}`),
    x,
    inside.bottom + 1,
    width,
    PLAIN,
  );
  const bottom = ways.bottom + 6;
  const box: Shape = {
    is: 'box',
    x: left,
    y,
    width: right - left,
    height: bottom - y,
    fill: COLOURS.gate,
    line: COLOURS.gateLine,
    round: 18,
  };
  return { shapes: [box, ...head.shapes, ...inside.shapes, ...ways.shapes], bottom };
}

function layOutAnyTime(steps: readonly OutlineStep[], { paint, frame, dense }: Setting, y: number): Piece {
  if (steps.length === 0) return { shapes: [], bottom: y - GAP };
  const width = frame.right - frame.left;
  const head = layOutText(paint.words.anyTime, frame.left + PAD, y + 6, width, { size: 13.5, bold: true });
  const inside = layOutColumns(
    steps,
    frame,
    head.bottom + 3,
    Math.min(steps.length, dense && steps.length > 4 ? 3 : 2),
  );
  const bottom = inside.bottom + 4;
  const box: Shape = {
    is: 'box',
    x: frame.left,
    y,
    width,
    height: bottom - y,
    fill: COLOURS.paper,
    line: COLOURS.line,
    dashed: true,
    round: 4,
  };
  return { shapes: [box, ...head.shapes, ...inside.shapes], bottom };
}

function layOutLegend({ footer }: Outline, { words }: Paint, { left, right }: Frame, y: number): Piece {
  const shapes: Shape[] = [];
  let x = left;
  const put = (shape: Shape, wide: number, text: string) => {
    shapes.push(shape, { is: 'text', x: x + wide + 5, y: y + 10, text, size: 10.5, fill: COLOURS.quiet });
    x += wide + 5 + measureText(text, 10.5) + 16;
  };
  const dot = (dashed: boolean): Shape => ({
    is: 'circle',
    x: x + 6,
    y: y + 6,
    radius: 6,
    fill: COLOURS.paper,
    line: COLOURS.ink,
    dashed,
  });
  const bar = (fill: string, dashed: boolean): Shape => ({
    is: 'box',
    x,
    y: y + 2,
    width: 26,
    height: 8,
    fill,
    line: COLOURS.time,
    dashed,
  });
  put(dot(false), 12, words.must);
  put(dot(true), 12, words.may);
  put(bar(COLOURS.time, false), 26, words.limit);
  put(bar(COLOURS.more, true), 26, words.more);
  const rest = layOutTexts([`${words.legend} ${footer}`], left, y + 17, right - left, {
    size: 10.5,
    fill: COLOURS.quiet,
  });
  return { shapes: [...shapes, ...rest.shapes], bottom: rest.bottom };
}

type Marks = {
  readonly frame: Frame;
  readonly tops: ReadonlyMap<string, number>;
  readonly gates: ReadonlyMap<string, number>;
  readonly entry: number;
};

/** Arrows in lanes on the left, past what lies between; the longest way is outermost. */
function layOutJumps(jumps: readonly Jump[], { frame, tops, gates, entry }: Marks): readonly Shape[] {
  const ends = jumps.map(({ from, to }) => ({
    start: from === undefined ? entry : (gates.get(from) ?? 0),
    goal: tops.get(to) ?? 0,
  }));
  const lengths = ends.map(({ start, goal }) => Math.abs(goal - start));
  return ends.map(({ start, goal }, i): Shape => {
    const inside = lengths.filter((length, j) => length < lengths[i]! || (length === lengths[i] && j < i)).length;
    const lane = frame.left - 16 - inside * LANE;
    return {
      is: 'arrow',
      points: [
        [frame.left, start],
        [lane, start],
        [lane, goal],
        [frame.left, goal],
      ],
      line: COLOURS.flow,
    };
  });
}
