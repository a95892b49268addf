import { fill, type Texts } from '../texts/index.ts';
import { determineTextColour, findHex } from '../web/colours.ts';
import { escaped } from '../web/html.ts';
import { type LegendWords, layOut } from './lay-out.ts';
import type { Outline } from './outline.ts';
import type { Shape } from './shapes.ts';

export type SvgOptions = {
  readonly landlord: string;
  /** The landlord's colour; headings of stages stand on it. */
  readonly brand?: string | undefined;
  /** Several drawings on one page need names of their own. */
  readonly id?: string | undefined;
};

const BRAND = '#0b3d59';
const FONT = 'Arial, Helvetica, Liberation Sans, sans-serif';

/**
 * A procedure as an SVG picture that fits one sheet of A4. Colours and fonts are attributes, never style sheets, so
 * that it can stand in a page whose security policy allows no inline style, and in a text program. It carries a title
 * and a description; the words of `renderOutline` tell all of it.
 */
export function renderSvg(texts: Texts, outline: Outline, { landlord, brand, id = outline.id }: SvgOptions): string {
  const colour = brand && findHex(brand) ? `#${findHex(brand)}` : BRAND;
  const { width, height, shapes } = layOut(outline, {
    brand: colour,
    onBrand: determineTextColour(colour),
    words: findLegendWords(texts),
  });
  const stages = outline.stages.map(({ name }) => name).join(', ');
  const words = texts.procedures.drawing;
  const described = fill(words.described, { title: outline.title, landlord, stages });
  const reconstructed = outline.reconstructed === undefined ? '' : ` ${outline.reconstructed}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="drawing-${id}-title drawing-${id}-description" font-family="${FONT}">
<title id="drawing-${id}-title">${escaped(outline.title)}</title>
<desc id="drawing-${id}-description">${escaped(`${described}${reconstructed}`)}</desc>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${shapes.map(renderShape).join('\n')}
</svg>
`;
}

function findLegendWords({ procedures: { drawing } }: Texts): LegendWords {
  return {
    must: drawing['legend-must'],
    may: drawing['legend-may'],
    limit: drawing['legend-limit'],
    more: drawing['legend-more'],
    legend: drawing.legend,
    anyTime: drawing['any-time'],
    final: drawing.final,
    sameAs: drawing['same-as'],
  };
}

const n = (value: number): string => String(Math.round(value * 10) / 10);
const DASHED = ' stroke-dasharray="3 2.5"';

function renderShape(shape: Shape): string {
  switch (shape.is) {
    case 'box': {
      const line = shape.line ? ` stroke="${shape.line}"${shape.dashed ? DASHED : ''}` : '';
      const round = shape.round ? ` rx="${shape.round}"` : '';
      return `<rect x="${n(shape.x)}" y="${n(shape.y)}" width="${n(shape.width)}" height="${n(shape.height)}" fill="${shape.fill}"${line}${round}/>`;
    }
    case 'circle':
      return `<circle cx="${n(shape.x)}" cy="${n(shape.y)}" r="${shape.radius}" fill="${shape.fill}" stroke="${shape.line}"${shape.dashed ? DASHED : ''}/>`;
    case 'text': {
      const bold = shape.bold ? ' font-weight="bold"' : '';
      const middle = shape.middle ? ' text-anchor="middle"' : '';
      return `<text x="${n(shape.x)}" y="${n(shape.y)}" font-size="${shape.size}" fill="${shape.fill}"${bold}${middle}>${escaped(shape.text)}</text>`;
    }
    case 'arrow':
      return renderArrow(shape);
    default:
      return shape satisfies never;
  }
}

const HEAD = 6;

function renderArrow({ points, line }: Extract<Shape, { is: 'arrow' }>): string {
  const [x, y] = points.at(-1) ?? [0, 0];
  const [fromX, fromY] = points.at(-2) ?? [0, 0];
  const [dx, dy] = [Math.sign(x - fromX), Math.sign(y - fromY)];
  const base: readonly [number, number] = [x - dx * HEAD, y - dy * HEAD];
  const way = [...points.slice(0, -1), base].map(([px, py]) => `${n(px)},${n(py)}`).join(' ');
  const side = HEAD * 0.7;
  const head = [
    [x, y],
    [base[0] + dy * side, base[1] + dx * side],
    [base[0] - dy * side, base[1] - dx * side],
  ];
  return `<polyline points="${way}" fill="none" stroke="${line}" stroke-width="1.5"/><polygon points="${head.map(([px = 0, py = 0]) => `${n(px)},${n(py)}`).join(' ')}" fill="${line}"/>`;
}
