import { writeXlsx } from 'hucre/xlsx';
import type { ExportRow } from './list-export-rows.ts';

type Column = {
  readonly title: string;
  readonly width: number;
  readonly of: (row: ExportRow) => string | number | undefined;
  readonly isDay?: true;
};

/** The columns of the spreadsheet, in order. */
const COLUMNS: readonly Column[] = [
  { title: 'Reference', width: 12, of: (row) => row.reference },
  { title: 'Subject', width: 40, of: (row) => row.subject },
  { title: 'Resident', width: 24, of: (row) => row.resident },
  { title: 'Service', width: 22, of: (row) => row.service },
  { title: 'Stage', width: 22, of: (row) => row.stage },
  { title: 'Status', width: 12, of: (row) => row.status },
  { title: 'Received', width: 12, of: (row) => row.received, isDay: true },
  { title: 'Next due', width: 12, of: (row) => row.due, isDay: true },
  { title: 'What is due', width: 30, of: (row) => row.whatIsDue },
  { title: 'Days late', width: 10, of: (row) => row.daysLate },
  { title: 'Handler', width: 24, of: (row) => row.handler },
  { title: 'Outcome', width: 22, of: (row) => row.outcome },
];

/** On paper: across, every column on one sheet, the titles again on each. */
const PRINTED = {
  ...({ paperSize: 'a4', orientation: 'landscape' } as const),
  ...{ fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '$1:$1' },
};

/**
 * The list as an .xlsx file. Days are dates, numbers are numbers, and everything else is text whatever it begins with:
 * `=1+1` typed by a resident is never computed. `about`: what the second sheet says of the list, line by line.
 */
export async function makeSheet(
  rows: readonly ExportRow[],
  about: readonly (readonly [string, string])[],
): Promise<Uint8Array> {
  const heads = COLUMNS.map(({ title }) => title);
  const lines = rows.map((row) => COLUMNS.map((column) => cellOf(column, row)));
  const bold = { style: { font: { name: 'Calibri', size: 11, bold: true } } };
  return writeXlsx({
    sheets: [
      {
        name: 'Cases',
        columns: COLUMNS.map(({ width, isDay }) => ({ width, ...(isDay && { numFmt: 'dd/mm/yyyy' }) })),
        rows: [heads, ...lines],
        cells: new Map(heads.map((_title, at) => [`0,${at}`, bold])),
        freezePane: { rows: 1 },
        pageSetup: PRINTED,
      },
      { name: 'About this list', columns: [{ width: 18 }, { width: 70 }], rows: about.map((line) => [...line]) },
    ],
  });
}

function cellOf({ of, isDay }: Column, row: ExportRow): string | number | Date | null {
  const value = of(row);
  if (value === undefined) return null;
  if (isDay) return new Date(`${value}T00:00:00Z`);
  // XML has no signs for control characters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are taken out
  return typeof value === 'string' ? value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '') : value;
}
