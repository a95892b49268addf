const ANCHOR = /\{#([A-Za-z0-9][A-Za-z0-9._-]*)\}/g;

export type Paragraph = { readonly anchor: string; readonly text: string };

export type AnchoredText = {
  /** The text of each clause, by its anchor; the first where an anchor stands twice. */
  readonly anchors: ReadonlyMap<string, string>;
  /** Every stretch of text in order. Text before the first anchor has the anchor `''`. */
  readonly paragraphs: readonly Paragraph[];
  /** Anchors that stand more than once. */
  readonly twice: readonly string[];
};

/**
 * Reads a landlord's text with anchors: `{#3.4}` stands right before the text that it marks, which runs to the next
 * anchor. Nothing else of the text is read or changed.
 */
export function readAnchors(sourceMd: string): AnchoredText {
  const marks = [...sourceMd.matchAll(ANCHOR)];
  const anchors = new Map<string, string>();
  const paragraphs: Paragraph[] = [];
  const twice: string[] = [];
  const before = sourceMd.slice(0, marks[0]?.index ?? sourceMd.length).trim();
  if (before !== '') paragraphs.push({ anchor: '', text: before });
  marks.forEach((mark, i) => {
    const anchor = mark[1]!;
    const text = sourceMd.slice(mark.index + mark[0].length, marks[i + 1]?.index ?? sourceMd.length).trim();
    paragraphs.push({ anchor, text });
    if (anchors.has(anchor)) twice.push(anchor);
    else anchors.set(anchor, text);
  });
  return { anchors, paragraphs, twice };
}

/** The landlord's text as it was before anchors were put in: letter for letter the source. */
export function stripAnchors(text: string): string {
  return text.replaceAll(ANCHOR, '');
}
