import type { LetterStanding, Moment } from '../../../engine/index.ts';
import { renderLetter } from '../../documents/render-letter.ts';
import type { LetterWords } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type Html, html } from '../../web/html.ts';
import { renderGoesTo } from '../letters/describe-addressees.ts';
import { foreseeActionLetter } from '../letters/foresee-action-letter.ts';
import { makeLetterRequest } from '../letters/make-letter-request.ts';
import type { OpenCase } from '../open-case.ts';
import type { WishedAction } from './find-action.ts';

/** The letter of an action as the resident would get it, from what was typed so far. Nothing is recorded. */
export function previewLetter(
  parts: AppParts,
  open: OpenCase,
  action: WishedAction,
  wish: { moment: Moment; input: Readonly<Record<string, unknown>> },
): Html | undefined {
  const foreseen = foreseeActionLetter(open, { ...action, ...wish });
  if (!foreseen) return undefined;
  const { letter, texts } = foreseen;
  const request = makeLetterRequest(parts, open, { letter, on: wish.moment.on, words: wordsWith(open, texts) });
  return html`${renderGoesTo(open)}${renderMissing(letter)}${renderLetter(request, { headingLevel: 3 })}`;
}

/** What is being written now counts before what was written earlier under the same name. */
const wordsWith = ({ wording }: OpenCase, texts: Readonly<Record<string, string>>): LetterWords => ({
  ...wording.words,
  textOf: (name) => texts[name] ?? wording.words.textOf?.(name),
});

function renderMissing(letter: LetterStanding): Html | undefined {
  const missing = letter.parts.filter((part) => part.missing !== undefined);
  if (missing.length === 0) return undefined;
  return html`<p class="govuk-body"><strong>Still missing:</strong> ${missing.map(({ name }) => name).join('; ')}</p>`;
}
