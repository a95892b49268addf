/**
 * A failure with a page of its own. `text` says what is wrong and how to mend it, nothing personal. With `keep`, what was typed
 * is shown back and can be sent again: use it wherever a sent form cannot be taken.
 */
export class PageError extends Error {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  readonly keep: boolean;

  constructor(options: { status: number; title: string; text: string; keep?: boolean }) {
    super(options.title);
    this.name = 'PageError';
    this.status = options.status;
    this.title = options.title;
    this.text = options.text;
    this.keep = options.keep ?? true;
  }
}
