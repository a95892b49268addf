import { type Html, html } from '../../web/html.ts';
import { compareWords } from './compare-words.ts';

/**
 * A wording with what changed in it: old words struck, new ones underlined and bold, and both said aloud to who hears
 * the page, so that no change is told by colour alone.
 */
export function renderChange(before: string | undefined, after: string): Html {
  if (before === undefined) return html`<span class="redress-typed">${after}</span>`;
  const runs = compareWords(before, after).map(({ kind, text }) => {
    if (kind === 'same') return html`${text}`;
    return kind === 'removed'
      ? html`<del><span class="govuk-visually-hidden">taken out: </span>${text}</del>`
      : html`<ins><span class="govuk-visually-hidden">put in: </span>${text}</ins>`;
  });
  return html`<span class="redress-typed">${runs}</span>`;
}
