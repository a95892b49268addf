/** Text broken at spaces into lines of a width; further lines are set in by `hanging` more. */
export function wrapText(text: string, { indent = 0, hanging = 0, width = 110 } = {}): string {
  const lines: string[] = [];
  let current = ' '.repeat(indent);
  let isEmpty = true;
  for (const word of text.replace(/\s+/g, ' ').trim().split(' ')) {
    if (!isEmpty && current.length + 1 + word.length > width) {
      lines.push(current);
      [current, isEmpty] = [' '.repeat(indent + hanging), true];
    }
    current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, current].join('\n');
}
