import { describeDate } from '../../texts/index.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import { button, fileUpload, insetText, notificationBanner, summaryList } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { answerPage } from '../paths.ts';
import type { AskedByLink } from './find-asked.ts';

export const FILES = 'files';

/** What whoever was asked can say: an answer, that they need longer, or that it is not theirs. */
export const REPLY: Field = {
  kind: 'choice',
  name: 'reply',
  label: 'Can you answer?',
  required: true,
  options: [
    { value: 'answer', label: 'Yes, here is my answer' },
    { value: 'needs-longer', label: 'Not yet: I need longer' },
    { value: 'not-theirs', label: 'No: it is not for me to answer' },
  ],
};
export const WORDS: Field = {
  kind: 'long-text',
  name: 'words',
  label: 'Your answer, or why you cannot give one yet',
  required: true,
};
export const PROPOSED: Field = {
  kind: 'date',
  name: 'proposed',
  label: 'If you need longer: until which day?',
  hint: 'We tell you whether that is possible.',
  required: false,
};

export type AnswerForm = {
  readonly csrfField: Html;
  readonly token: string;
  readonly typed?: Typed | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  /** Names of files that came and are not sent yet. */
  readonly held: readonly string[];
  /** They have just sent something. */
  readonly sent: boolean;
};

/** The question, what was said so far, and a form: nothing else of the complaint stands here. */
export function viewAnswer(
  { texts }: AppParts,
  organisation: OrganisationPart,
  { record, request, words }: AskedByLink,
  form: AnswerForm,
): Page {
  const { name } = organisation.policy.pack.organisation;
  const due = describeDate(request.due, texts);
  const rows = [
    { key: { text: 'The question' }, value: { text: html`<span class="redress-typed">${words.question}</span>` } },
    ...(words.papers
      ? [{ key: { text: 'Papers' }, value: { text: html`<span class="redress-typed">${words.papers}</span>` } }]
      : []),
    { key: { text: 'Please answer by' }, value: { text: due } },
  ];
  return {
    title: `${form.sent ? 'Thank you' : `A question from ${name}`}`,
    heading: false,
    ...(form.errors && form.errors.length > 0 && { errors: form.errors }),
    body: html`${form.sent && notificationBanner({ type: 'success', titleText: 'Sent', text: `${name} has what you sent. You can add to it here until they close the question.` })}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${record.origin.reference}</span> A question from ${name}</h1>
${summaryList({ rows })}
${renderBefore(texts, words)}
${renderForm(organisation, form, words.replies.length > 0)}`,
  };
}

/** That something was sent, and when; not again what it says. */
function renderBefore(texts: AppParts['texts'], { replies }: AskedByLink['words']): Html | undefined {
  const last = replies.at(-1);
  return last && insetText({ text: `We had something from you on ${describeDate(last.event.on, texts)}.` });
}

function renderForm({ id }: OrganisationPart, form: AnswerForm, again: boolean): Html {
  const { csrfField, token, held, typed = {}, errors = [] } = form;
  const files = errors.filter(({ field }) => field === FILES).map(({ message }) => message);
  return html`<form method="post" action="${answerPage({ organisation: id, token })}" enctype="multipart/form-data" novalidate>
${csrfField}
${renderField(again ? { ...REPLY, label: 'Do you want to add something?' } : REPLY, typed, errors)}
${renderField(WORDS, typed, errors)}
${renderField(PROPOSED, typed, errors)}
${held.length > 0 && html`<p class="govuk-body">These files came and go with what you send:</p><ul class="govuk-list govuk-list--bullet">${held.map((file) => html`<li>${file}</li>`)}</ul>`}
${fileUpload({ name: FILES, id: FILES, label: 'Files, if you have any', hint: 'Several at once if you like, up to 25 MB each.', multiple: true, ...(files.length > 0 && { errorMessage: files.join(' ') }) })}
${button({ text: 'Send', preventDoubleClick: true })}
</form>`;
}

/** The link is right, and nothing more is taken on it. */
export function viewClosed({ policy }: OrganisationPart): Page {
  return {
    title: 'This question is closed',
    body: html`<p class="govuk-body">${policy.pack.organisation.name} needs no answer to it any more. Thank you.</p>`,
  };
}

/** The link opens nothing: all reasons look alike. */
export function viewWrong({ policy }: OrganisationPart): Page {
  return {
    title: 'This address does not open anything',
    body: html`<p class="govuk-body">Open the whole address from the newest e-mail about the question. It may have been cut in two, or be too old.</p>
<p class="govuk-body">If it still does not open, answer that e-mail, or ask ${policy.pack.organisation.name} for a new one.</p>`,
  };
}
