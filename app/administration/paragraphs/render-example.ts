import { findPlaceholders, type Policy } from '../../../engine/index.ts';
import { fillParagraph, listParagraphValues, type ParagraphValues } from '../../documents/paragraphs/fill-paragraph.ts';
import { adviseOnWords, getPlainLanguage, listWordsOfLetters } from '../../documents/plain-language/advise-on-words.ts';
import { describeList, type Texts } from '../../texts/index.ts';
import { insetText } from '../../web/components/index.ts';
import { type Html, html, joined } from '../../web/html.ts';

const EXAMPLE = { residentName: 'Sam Example', reference: '26-EXAMP' };

/** What fills in by itself under this procedure, as it would for an invented case. */
export const listExampleValues = ({ pack }: Policy): ParagraphValues => listParagraphValues(pack, EXAMPLE);

/** A paragraph as it comes into a letter about an invented case, the gaps marked, with how it reads. */
export function renderExample(texts: Texts, policy: Policy, text: string): Html {
  const filled = fillParagraph(text, listExampleValues(policy));
  const gaps = findPlaceholders(filled);
  const lines = filled.split(/\n/).map((line) => markGaps(line, gaps));
  const known = describeList(gaps.map((gap) => gap.replace(/^\[\[|\]\]$/g, '')));
  return html`<div class="redress-card"><p class="govuk-body">${joined(lines, html`<br>`)}</p></div>
<p class="govuk-body">${gaps.length === 0 ? 'There is nothing for the writer to fill in.' : `The writer has to fill in: ${known}. Until then the letter cannot go.`}</p>
${renderReads(texts, policy, text)}`;
}

function markGaps(line: string, gaps: readonly string[]): Html {
  const [gap, ...others] = gaps;
  if (gap === undefined) return html`${line}`;
  const pieces = line.split(gap).map((piece) => markGaps(piece, others));
  return joined(pieces, html`<mark class="redress-gap">${gap}</mark>`);
}

function renderReads(texts: Texts, { pack }: Policy, text: string): Html | undefined {
  const plain = getPlainLanguage(pack);
  const { age, longSentences, hardWords } = adviseOnWords(text, plain, texts['plain-words'], listWordsOfLetters(pack));
  const said = [
    age !== undefined && age > plain.readingAge && `It reads at age ${age}; up to ${plain.readingAge} is plain.`,
    ...longSentences.map(({ text: sentence, words }) => `A sentence of ${words} words: “${sentence}”`),
    ...hardWords.map(({ word, instead }) =>
      instead === undefined ? `A long word: “${word}”` : `Instead of “${word}” say “${instead}”`,
    ),
  ].filter((one) => one !== false);
  if (said.length === 0) return undefined;
  return insetText({
    text: html`<p class="govuk-body">It could be plainer:</p><ul class="govuk-list govuk-list--bullet">${said.map((one) => html`<li>${one}</li>`)}</ul>`,
  });
}
