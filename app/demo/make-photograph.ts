/** A picture of small squares, each of one brightness (0–255): columns and rows of squares, and how bright each is. */
export type Mosaic = {
  readonly columns: number;
  readonly rows: number;
  readonly brightness: (column: number, row: number) => number;
  /** When the camera says that it was taken: `2026-03-02T10:15:00`, its own clock. */
  readonly takenAt?: string | undefined;
};

/**
 * A true JPEG of 8 × 8 pixels to a square (baseline, grey, JFIF), with EXIF where it says when it was taken. Flat squares
 * need only the first coefficient of each block, so that tables and coder stay small (ITU T.81, annexes B and F).
 */
export function makePhotograph(mosaic: Mosaic): Buffer {
  const { columns, rows, takenAt } = mosaic;
  const size = [...pair(rows * 8), ...pair(columns * 8)];
  return Buffer.from([
    ...[0xff, 0xd8],
    ...(takenAt === undefined ? [] : segment(0xe1, makeExif(takenAt))),
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    ...segment(0xc0, [8, ...size, 1, 1, 0x11, 0]),
    ...segment(0xc4, [0x00, ...DC_LENGTHS, ...DC_VALUES]),
    ...segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0]),
    ...segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    ...encodeSquares(mosaic),
    ...[0xff, 0xd9],
  ]);
}

const pair = (n: number): readonly [number, number] => [n >> 8, n & 0xff];

const segment = (marker: number, content: readonly number[]): readonly number[] => [
  0xff,
  marker,
  ...pair(content.length + 2),
  ...content,
];

/** The usual table for differences of brightness: how many codes of each length, and which they stand for. */
const DC_LENGTHS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const DC_CODES = [
  '00',
  '010',
  '011',
  '100',
  '101',
  '110',
  '1110',
  '11110',
  '111110',
  '1111110',
  '11111110',
  '111111110',
];
/** The one code of the other table: nothing follows in this block. */
const END_OF_BLOCK = '0';

function encodeSquares({ columns, rows, brightness }: Mosaic): readonly number[] {
  let bits = '';
  let before = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const level = 8 * (Math.round(Math.min(255, Math.max(0, brightness(column, row)))) - 128);
      bits += encodeDifference(level - before) + END_OF_BLOCK;
      before = level;
    }
  }
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const bytes = Array.from({ length: padded.length / 8 }, (_, i) => Number.parseInt(padded.slice(i * 8, i * 8 + 8), 2));
  // a byte that looks like a marker is followed by nought
  return bytes.flatMap((byte) => (byte === 0xff ? [byte, 0] : [byte]));
}

function encodeDifference(difference: number): string {
  if (difference === 0) return DC_CODES[0]!;
  const length = Math.abs(difference).toString(2).length;
  const value = difference > 0 ? difference : difference + 2 ** length - 1;
  return DC_CODES[length]! + value.toString(2).padStart(length, '0');
}

/** EXIF with one entry, `DateTimeOriginal` (0x9003), big-endian. */
function makeExif(takenAt: string): readonly number[] {
  const text = `${takenAt.slice(0, 10).replaceAll('-', ':')} ${takenAt.slice(11, 19)}\0`;
  const entry = (tag: number, type: number, count: number, value: number): readonly number[] => [
    ...pair(tag),
    ...pair(type),
    ...[0, 0, 0, count],
    ...[0, 0, 0, value],
  ];
  const first = [0, 1, ...entry(0x8769, 4, 1, 26), 0, 0, 0, 0];
  const second = [0, 1, ...entry(0x9003, 2, 20, 44), 0, 0, 0, 0];
  return [...Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'), ...first, ...second, ...Buffer.from(text, 'latin1')];
}
