/**
 * Two pieces of markup compared as a browser lays them out: attribute order, quotes, entities, indentation and
 * the white space that CSS collapses do not count; a space between words does.
 */
const VOID = new Set(['input', 'br', 'img', 'path', 'meta', 'link', 'hr']);
const INLINE = new Set(['a', 'span', 'strong', 'em', 'b', 'br', 'svg', 'path', 'code', 'time', 'img', 'input']);
/** Inline elements that the style sheet lays out as boxes. */
const BOXED = /class="(?:[^"]* )?govuk-(?:tag|button)[ "]/;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', ctdot: '⋯', nbsp: '\u00a0' };
const TOKEN =
  /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s=>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*)\s*(\/?)>|[^<]+|</g;
const ATTRIBUTE = /([^\s=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?/g;

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return ENTITIES[name] ?? whole;
  });
}

function sortedAttributes(text: string): string {
  const found = [...text.matchAll(ATTRIBUTE)].map((match) => {
    const name = match[1] ?? '';
    const value = decode(match[2] ?? match[3] ?? '');
    return ` ${name}=${JSON.stringify(name === 'class' ? value.split(/\s+/).filter(Boolean).sort().join(' ') : value)}`;
  });
  return found.sort().join('');
}

type Line = { inline: boolean; text: string };

function trimEnd(lines: Line[]): void {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (!line || (!line.inline && line.text.startsWith('<'))) return;
    if (line.text.startsWith('<')) continue;
    line.text = line.text.replace(/ $/, '');
    if (line.text !== '') return;
  }
}

/** Whether the text before this place ends with a space, or nothing stands before it in its block. */
function atSpace(lines: readonly Line[]): boolean {
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (!line) return true;
    if (line.text.startsWith('<')) {
      if (line.inline) continue;
      return true;
    }
    if (line.text !== '') return line.text.endsWith(' ');
  }
  return true;
}

/** The canonical form of a piece of markup, one tag or text a line. */
export function canonical(markup: string): string {
  const lines: Line[] = [];
  const open: boolean[] = [];
  let raw = false;
  for (const match of markup.matchAll(TOKEN)) {
    const [whole, closing, name] = match;
    if (whole.startsWith('<!--')) continue;
    if (name) {
      const inline = closing ? (open.pop() ?? false) : INLINE.has(name) && !BOXED.test(match[3] ?? '');
      if (!closing && !VOID.has(name) && !match[4]) open.push(inline);
      if (!inline && !raw) trimEnd(lines);
      raw = name === 'textarea' && !closing;
      if (closing) lines.push({ inline, text: `</${name}>` });
      else lines.push({ inline, text: `<${name}${sortedAttributes(match[3] ?? '')}>` });
      if (match[4] && !VOID.has(name)) lines.push({ inline, text: `</${name}>` });
      continue;
    }
    if (raw) lines.push({ inline: false, text: `|${JSON.stringify(decode(whole))}` });
    else {
      let text = decode(whole).replace(/[ \t\r\n]+/g, ' ');
      if (atSpace(lines)) text = text.replace(/^ /, '');
      // A leading mark keeps decoded text that begins with "<" from looking like a tag.
      if (text !== '') lines.push({ inline: true, text: text.startsWith('<') ? `\\${text}` : text });
    }
  }
  trimEnd(lines);
  return lines
    .map((line) => line.text)
    .filter((text) => text !== '')
    .join('\n')
    .replaceAll('\n</path>', '');
}
