/**
 * What in a text still waits for somebody to fill it in: double brackets or braces, `[insert …]`, `<name>`, rows of
 * underscores or full stops, XXX, TBC, "lorem ipsum". Ordinary square brackets around words, such as `[sic]`, pass.
 */
const PLACEHOLDERS: readonly RegExp[] = [
  /\[\[[^\]]*\]\]/,
  /\{\{[^}]*\}\}/,
  /\[\s*(?:insert|enter|add|name|date|amount|address|reason|to be)\b[^\]]*\]/i,
  /<\s*(?:insert|enter|add|name|date|amount|address|reason)\b[^>]*>/i,
  /_{3,}/,
  /\.{5,}/,
  /\bX{3,}\b/,
  /\bTBC\b|\bTBA\b|\bTODO\b/,
  /\blorem ipsum\b/i,
];

/** The placeholders found in a text, each once, as they stand there. */
export function findPlaceholders(text: string): readonly string[] {
  return [...new Set(PLACEHOLDERS.flatMap((pattern) => pattern.exec(text)?.[0] ?? []))];
}

/** Whether a text says nothing: empty, only white space, or only punctuation. */
export function isBlank(text: string | undefined): boolean {
  return text === undefined || !/[\p{L}\p{N}]/u.test(text);
}
