import { describeDate, type Texts } from '../../texts/index.ts';
import type { OrganisationPart } from '../../web/app-parts.ts';
import { button } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import { commentOnDraft, sentLetterPage } from '../paths.ts';
import type { DraftInHand } from './find-draft.ts';

/** What somebody says on the draft they were sent: their words, that they have nothing more to say, or both. */
export const COMMENT_FIELDS: readonly Field[] = [
  {
    name: 'comment',
    kind: 'long-text',
    label: 'What do you want to say on our draft?',
    hint: 'Tell us what is wrong or missing. Our answer will say what we did with it.',
    required: false,
  },
  {
    name: 'finished',
    kind: 'yes-no',
    label: 'Have you said all that you want to say?',
    hint: 'If you say yes, we do not wait any longer. We write our answer.',
    required: false,
  },
];

type DraftPage = {
  readonly texts: Texts;
  readonly draft: DraftInHand;
  readonly csrfField: Html;
  readonly typed?: Typed | undefined;
  readonly errors?: readonly FieldError[] | undefined;
};

/** The draft that waits for what they say, and the form to say it. */
export function renderDraft({ id }: OrganisationPart, page: DraftPage): Html {
  const { texts, draft } = page;
  const read = sentLetterPage({ organisation: id, n: draft.n });
  return html`<section class="redress-card"><h2 class="govuk-heading-m">Our draft: tell us what you think</h2>
<p class="govuk-body">We sent you a draft of our answer on ${describeDate(draft.on, texts)}. Nothing is decided yet. <a class="govuk-link" href="${read}">Read the draft</a>.</p>
<p class="govuk-body">${describeTime(texts, draft)}</p>
${draft.comments.map(({ comment, on, text }) => html`<p class="govuk-body govuk-!-margin-bottom-1"><strong>What you said (${comment})</strong>, ${describeDate(on, texts)}</p><p class="govuk-body redress-typed">${text}</p>`)}
${!draft.finished && renderForm(id, page)}</section>`;
}

function describeTime(texts: Texts, { lastDay, over, finished }: DraftInHand): string {
  if (finished) return 'You told us that you have nothing more to say. We now write our answer.';
  if (lastDay === undefined) return 'You can tell us what you think until we send our answer.';
  const date = describeDate(lastDay, texts);
  if (over) return `The time for this was over on ${date}. Our answer has not gone yet, so tell us all the same.`;
  return `You have until ${date} to tell us what you think. You do not have to.`;
}

function renderForm(organisation: string, { csrfField, typed, errors }: DraftPage): Html {
  return html`<form method="post" action="${commentOnDraft({ organisation })}" novalidate>${csrfField}
${COMMENT_FIELDS.map((field) => renderField(field, typed, errors))}
${button({ text: 'Send what you think', preventDoubleClick: true })}
</form>`;
}
