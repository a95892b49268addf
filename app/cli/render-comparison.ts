import type { Comparison, ComparisonCell, ComparisonRow } from '../../engine/index.ts';
import { wrapText } from './wrap-text.ts';

const NAME_WIDTH = 24;
/** Narrower than this, a cell cannot be read beside others. */
const LEAST_CELL = 25;
const MOST_CELL = 38;
const BETWEEN = 2;

const KEY = '≠ differs from most; [3.1] the clause; [Code 6.2] taken from the regime; * assumed.';

/**
 * Packs compared, in lines of `width` letters: as a table where each has room beside the others, else value by value
 * with the packs that have it. `≠` marks what differs from what most packs have, `*` an assumed value.
 */
export function renderComparison(comparison: Comparison, width = 110): string {
  const room = width - NAME_WIDTH - comparison.columns.length * BETWEEN;
  const cell = Math.min(MOST_CELL, Math.floor(room / Math.max(1, comparison.columns.length)));
  return cell >= LEAST_CELL ? renderTable(comparison, cell, width) : renderByValue(comparison, width);
}

function renderTable({ columns, rows }: Comparison, cellWidth: number, width: number): string {
  const renderRow = (name: string, cells: readonly string[]) => layOutRow(name, cells, cellWidth);
  const lines = [wrapText(`Packs side by side. ${KEY}`, { width }), '', renderRow('', columns)];
  let group = '';
  for (const row of rows) {
    if (row.group !== group) lines.push('', row.group.toUpperCase());
    group = row.group;
    lines.push(renderRow(row.name, row.cells.map(renderCell)));
  }
  return `${lines.join('\n')}\n`;
}

function describeSource({ clause, regime, assumption }: ComparisonCell): string {
  return [clause && `[${clause}]`, regime && `[Code ${regime}]`, assumption && '*'].filter(Boolean).join(' ');
}

function renderCell(cell: ComparisonCell): string {
  const source = describeSource(cell);
  return `${cell.differs ? '≠ ' : ''}${cell.value ?? '–'}${source ? ` ${source}` : ''}`;
}

function layOutRow(name: string, cells: readonly string[], cellWidth: number): string {
  const blocks = [fit(name, NAME_WIDTH), ...cells.map((cell) => fit(cell, cellWidth))];
  const height = Math.max(...blocks.map((block) => block.length));
  const widths = [NAME_WIDTH, ...cells.map(() => cellWidth)];
  const rows = Array.from({ length: height }, (_, i) =>
    blocks
      .map((block, b) => (block[i] ?? '').padEnd(widths[b]!))
      .join(' '.repeat(BETWEEN))
      .trimEnd(),
  );
  return rows.join('\n');
}

const fit = (text: string, width: number): string[] => wrapText(text, { width }).split('\n');

/** One value after the other: what most packs have, then what others have, each with who has it and by which clause. */
function renderByValue({ columns, rows }: Comparison, width: number): string {
  const lines = [wrapText(`${columns.length} procedures compared, value by value. ${KEY}`, { width })];
  const names = shortenNames(columns);
  let group = '';
  for (const row of rows) {
    if (row.group !== group) lines.push('', row.group.toUpperCase(), '─'.repeat(row.group.length));
    group = row.group;
    lines.push(wrapText(row.name, { indent: 2, width }), ...renderValues(row, names, width));
  }
  return `${lines.join('\n')}\n`;
}

function renderValues({ cells }: ComparisonRow, names: readonly string[], width: number): readonly string[] {
  const held = Map.groupBy(
    cells.map((cell, i) => ({ cell, name: names[i] ?? '' })),
    ({ cell }) => cell.value ?? '',
  );
  const usualFirst = [...held.values()].toSorted((a, b) => Number(a[0]?.cell.differs) - Number(b[0]?.cell.differs));
  return usualFirst.flatMap((holders) => {
    const { differs, value } = holders[0]!.cell;
    return [
      wrapText(`${differs ? '≠' : '·'} ${value ?? '–'}`, { indent: 4, hanging: 2, width }),
      wrapWhole(nameHolders(holders, names), width),
    ];
  });
}

type Holder = { readonly cell: ComparisonCell; readonly name: string };

/** Who has a value, with the source; a pack whose procedures all have it from there is named once. */
function nameHolders(holders: readonly Holder[], names: readonly string[]): readonly string[] {
  const packOf = (name: string) => name.split(' ')[0] ?? name;
  const told = holders.map(({ cell, name }) => ({ name, source: shortenSource(describeSource(cell)) }));
  const words = told.map(({ name, source }) => {
    const own = told.filter((one) => packOf(one.name) === packOf(name) && one.source === source);
    const isWhole = own.length === names.filter((one) => packOf(one) === packOf(name)).length;
    return `${isWhole ? packOf(name) : name}${source ? ` ${source}` : ''}`;
  });
  return [...new Set(words)];
}

const MOST_CLAUSES = 3;

function shortenSource(source: string): string {
  const [, inside, rest] = /^\[([^\]]*)\](.*)$/.exec(source) ?? [];
  const clauses = inside?.split(', ') ?? [];
  if (clauses.length <= MOST_CLAUSES) return source;
  return `[${clauses.slice(0, MOST_CLAUSES).join(', ')} and ${clauses.length - MOST_CLAUSES} more]${rest}`;
}

/** Stands in for a blank at which no line may end. */
const TIED = '\u0001';

function wrapWhole(words: readonly string[], width: number): string {
  const tied = words.map((one) => (one.length < width / 2 ? one.replaceAll(' ', TIED) : one));
  return wrapText(tied.join(', '), { indent: 8, width }).replaceAll(TIED, ' ');
}

/** Names without their version, where they can be told apart all the same. */
function shortenNames(columns: readonly string[]): readonly string[] {
  const short = columns.map((title) => title.replace(/@\S+/, ''));
  return new Set(short).size === columns.length ? short : columns;
}
