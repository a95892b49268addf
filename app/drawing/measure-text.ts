/** Widths of letters in thousandths of the size, as Arial and Helvetica have them; what is not here is as wide as a digit. */
const WIDTHS: Readonly<Record<string, string>> = {
  191: "'",
  222: 'ijl‘’',
  278: ' .,:;!/\\|It[]f·',
  333: '()-r“”',
  500: 'ckvxyzsJ',
  584: '+=<>~',
  611: 'FTZ',
  667: 'ABEKPSVXY&',
  722: 'wCDHNRU',
  778: 'GOQ',
  833: 'mM',
  889: '%',
  944: 'W',
  1000: '—→…',
};
const WIDTH_OF = new Map(
  Object.entries(WIDTHS).flatMap(([width, letters]) => [...letters].map((letter) => [letter, Number(width)] as const)),
);
/** The reader's own font may be a little wider than the one measured. */
const SAFETY = 1.07;
const BOLD = 1.07;

/** About how wide a text is, in the unit of its size. */
export function measureText(text: string, size: number, bold = false): number {
  let width = 0;
  for (const letter of text) width += WIDTH_OF.get(letter) ?? 556;
  return (width / 1000) * size * SAFETY * (bold ? BOLD : 1);
}

/** A text in lines that are no wider than this; a longer word stands alone. */
export function breakText(text: string, width: number, size: number, bold = false): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measureText(longer, size, bold) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
