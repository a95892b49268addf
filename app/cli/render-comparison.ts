import type { Comparison, ComparisonCell } from '../../engine/index.ts';
import { wrapText } from './wrap-text.ts';

const NAME_WIDTH = 26;
const CELL_WIDTH = 38;

/** Packs side by side as a table. `≠` marks a cell that differs from what most packs have, `*` an assumed value. */
export function renderComparison({ columns, rows }: Comparison): string {
  const lines = [
    'Packs side by side. ≠ differs from most of the row; [3.1] the clause; [Code 6.2] taken from the regime; * assumed.',
    '',
    renderRow('', columns),
  ];
  let group = '';
  for (const row of rows) {
    if (row.group !== group) lines.push('', row.group.toUpperCase());
    group = row.group;
    lines.push(renderRow(row.name, row.cells.map(renderCell)));
  }
  return `${lines.join('\n')}\n`;
}

function renderCell({ value, differs, clause, regime, assumption }: ComparisonCell): string {
  const source = [clause && `[${clause}]`, regime && `[Code ${regime}]`, assumption && '*'].filter(Boolean).join(' ');
  return `${differs ? '≠ ' : ''}${value ?? '–'}${source ? ` ${source}` : ''}`;
}

function renderRow(name: string, cells: readonly string[]): string {
  const blocks = [fit(name, NAME_WIDTH), ...cells.map((cell) => fit(cell, CELL_WIDTH))];
  const height = Math.max(...blocks.map((block) => block.length));
  const widths = [NAME_WIDTH, ...cells.map(() => CELL_WIDTH)];
  const rows = Array.from({ length: height }, (_, i) =>
    blocks
      .map((block, b) => (block[i] ?? '').padEnd(widths[b]!))
      .join('  ')
      .trimEnd(),
  );
  return rows.join('\n');
}

const fit = (text: string, width: number): string[] => wrapText(text, { width }).split('\n');
