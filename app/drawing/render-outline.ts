import type { Texts } from '../texts/index.ts';
import type { Outline, OutlineClock, OutlineMore, OutlineStage, OutlineStep } from './outline.ts';

/** A list of lines, each with what stands under it: the text equivalent of a drawing, for a page or a screen of text. */
export type Told = { readonly text: string; readonly inner?: readonly Told[] };
export type ToldPart = { readonly heading: string; readonly told: readonly Told[] };

/** Everything that the drawing of a procedure shows, in words and in the same order. */
export function tellOutline({ procedures: { drawing: words } }: Texts, outline: Outline): readonly ToldPart[] {
  const box = ({ title, lines, clocks }: Outline['entry'], more: readonly string[] = []): ToldPart => ({
    heading: title,
    told: [...lines, ...more].map((text): Told => ({ text })).concat(clocks.map(tellClock)),
  });
  const anyTime = outline.anyTime.map((step) => tellStep(words, step));
  return [
    ...(outline.reconstructed === undefined
      ? []
      : [{ heading: outline.title, told: [{ text: outline.reconstructed }] }]),
    box(outline.entry, outline.opensAt),
    ...outline.stages.flatMap((stage) => tellStage(words, stage)),
    box(outline.end),
    ...(anyTime.length > 0 ? [{ heading: words['any-time'], told: anyTime }] : []),
  ];
}

type Words = Texts['procedures']['drawing'];

function tellStage(words: Words, stage: OutlineStage): readonly ToldPart[] {
  const told: Told[] = [
    { text: words.steps, inner: stage.steps.map((step) => tellStep(words, step)) },
    ...(stage.clocks.length > 0 ? [{ text: words.clocks, inner: stage.clocks.map(tellClock) }] : []),
  ];
  const gate = stage.gate && {
    heading: stage.gate.title,
    told: [...stage.gate.lines, ...stage.gate.outcomes].map((text): Told => ({ text })),
  };
  const heading = stage.final ? `${stage.name} (${words.final})` : stage.name;
  return [{ heading, told }, ...(gate ? [gate] : [])];
}

function tellStep(words: Words, step: OutlineStep): Told {
  const { number, name, who, mayBeLeftOut, remarks, ways } = step;
  const inner = [who, ...(mayBeLeftOut ? [words.optional] : []), ...remarks, ...ways].map((text): Told => ({ text }));
  return { text: `${number} ${name}`, inner };
}

function tellClock({ name, limit, lines, more }: OutlineClock): Told {
  return {
    text: `${name}: ${limit}`,
    inner: [...lines, ...more.map(tellMore)].map((text): Told => ({ text })),
  };
}

/** The text equivalent as plain lines, for a terminal or a file. `wrap` breaks one line, set in by so many letters. */
export function renderOutline(
  texts: Texts,
  outline: Outline,
  wrap: (text: string, indent: number) => string = (text, indent) => ' '.repeat(indent) + text,
): string {
  const lines = (told: readonly Told[], depth: number): readonly string[] =>
    told.flatMap(({ text, inner = [] }) => [
      wrap(`${depth % 2 === 0 ? '-' : '·'} ${text}`, 2 + depth * 2),
      ...lines(inner, depth + 1),
    ]);
  const parts = tellOutline(texts, outline).map(({ heading, told }) =>
    [wrap(heading, 0), ...lines(told, 0)].join('\n'),
  );
  return `${[[outline.title, ...outline.lines].map((line) => wrap(line, 0)).join('\n'), ...parts, wrap(outline.footer, 0)].join('\n\n')}\n`;
}

/** More time, and who may give it. */
export const tellMore = ({ words, who }: OutlineMore): string => (who === undefined ? words : `${words} (${who})`);
