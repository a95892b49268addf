import type { IsoDate, Signpost } from '../../../engine/index.ts';
import { describeDate, describeReconstructed, type Texts } from '../../texts/index.ts';
import type { OrganisationPart } from '../../web/app-parts.ts';
import { button, details, summaryList } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { renderContact } from '../landlord/render-contact.ts';
import { addMore, askNextStage, leaveFollowing, newCode, sentLetterPage, sharedFilePage } from '../paths.ts';
import type { NextDate } from './describe-standing.ts';
import type { NextStage, ResidentView } from './find-resident-view.ts';
import type { ContactLimit } from './list-contact-limits.ts';
import type { Happening } from './list-happenings.ts';
import { renderDraft } from './render-draft.ts';

export const MORE_FIELDS: readonly Field[] = [
  { name: 'more', kind: 'long-text', label: 'What do you want to tell us?', required: true },
];

/** What still bothers somebody who asks for the next stage: never required. */
const NEXT_STAGE_FIELDS: readonly Field[] = [
  {
    name: 'what-is-unresolved',
    kind: 'long-text',
    label: 'What is still not right?',
    hint: 'You do not have to say.',
    required: false,
  },
];

const NEW_ISSUE: Field = {
  name: 'new-issue',
  kind: 'long-text',
  label: 'Is there anything new?',
  hint: 'Tell us if it was not part of your first complaint. We will look into it as a new complaint.',
  required: false,
};

/** What somebody is asked who asks for the next stage: in the landlord's words where it has its own, and none required. */
export function listNextStageFields(nextStage: NextStage | undefined): readonly Field[] {
  const own = (nextStage?.questions ?? []).map(({ name, label, hint }): Field => {
    const base = { name, kind: 'long-text', label, required: false } as const;
    return hint === undefined ? base : { ...base, hint };
  });
  const others = NEXT_STAGE_FIELDS.filter(({ name }) => !own.some((question) => question.name === name));
  return [...others, ...own, ...(nextStage?.asksNew ? [NEW_ISSUE] : [])];
}

export type FollowedPage = {
  readonly texts: Texts;
  readonly view: ResidentView;
  readonly handler: { readonly name: string; readonly title: string | undefined } | undefined;
  readonly csrfField: Html;
  readonly typed?: Typed | undefined;
  readonly errors?: readonly FieldError[] | undefined;
};

/** A followed complaint: where it stands, the next date and why, what was sent, and what can be done. */
export function viewFollowed(organisation: OrganisationPart, page: FollowedPage): Page {
  const { view, errors } = page;
  const here = { organisation: organisation.id };
  const body = html`${view.where.map((sentence) => html`<p class="govuk-body-l redress-measure">${sentence}</p>`)}
${view.next && renderNext(view.next)}
${view.reconstructed && html`<p class="govuk-body">${describeReconstructed(page.texts, view.reconstructed)}</p>`}
${view.draft && renderDraft(organisation, { ...page, draft: view.draft })}
<h2 class="govuk-heading-m">What happens next</h2>
${view.follows.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
${renderNextStage(organisation, page)}
<h2 class="govuk-heading-m">Letters we sent you</h2>
${renderLetters(organisation, page)}
${renderShared(organisation, page)}
${renderPromises(page)}
<h2 class="govuk-heading-m">Who is dealing with it</h2>
<p class="govuk-body">${describeHandler(organisation, page)}</p>
<h2 class="govuk-heading-m">Tell us more</h2>
${view.limits.map((limit) => renderLimit(page.texts, limit))}
<form method="post" action="${addMore(here)}" novalidate>${page.csrfField}
${MORE_FIELDS.map((field) => renderField(field, page.typed, errors))}
${button({ text: 'Send', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>
<h2 class="govuk-heading-m">What has happened</h2>
${view.happenings.map((happening) => renderHappening(page.texts, happening))}
${view.signposts.length > 0 && html`<h2 class="govuk-heading-m">Where else you can turn</h2>`}
${view.signposts.map(renderSignpost)}
${renderLeaving(organisation, page)}`;
  return { title: 'Your complaint', caption: view.reference, body, ...(errors && { errors }) };
}

/** How they can be in touch now. What they send here is taken in whatever is limited. */
function renderLimit(texts: Texts, { limits, staysOpen, review }: ContactLimit): Html {
  return html`<div class="redress-card"><p class="govuk-body govuk-!-font-weight-bold">We have limited how you can be in touch with us</p>
<p class="govuk-body"><strong>What is limited:</strong> <span class="redress-typed">${limits}</span></p>
<p class="govuk-body"><strong>What stays open:</strong> <span class="redress-typed">${staysOpen}</span></p>
<p class="govuk-body">We look at this again by ${describeDate(review, texts)}. We go on with your complaint, and we keep all that you send us.</p></div>`;
}

function renderNext({ sentence, late, working }: NextDate): Html {
  const why = html`<ul class="govuk-list govuk-list--bullet">${working.map((line) => html`<li>${line}</li>`)}</ul>`;
  return html`<div class="redress-card${late && ' redress-card--late'}">
<p class="govuk-body govuk-!-font-weight-bold">${sentence}</p>
${late && html`<p class="govuk-body">${late}</p>`}
${working.length > 0 && details({ summaryText: 'Why that day?', text: why, open: true })}
</div>`;
}

function renderNextStage({ id }: OrganisationPart, { view, csrfField, typed, errors }: FollowedPage): Html | undefined {
  const { nextStage } = view;
  if (!nextStage) return undefined;
  const late = nextStage.mayRefuse
    ? 'The last day for asking is over. Ask us all the same and tell us why it is late.'
    : 'The last day for asking is over. Tell us what kept you: we look at each request.';
  return html`<form method="post" action="${askNextStage({ organisation: id })}" novalidate>${csrfField}
${nextStage.late && html`<p class="govuk-body">${late}</p>`}
${listNextStageFields(nextStage).map((field) => renderField(field, typed, errors))}
${button({ text: `Ask for ${nextStage.to}`, preventDoubleClick: true })}
</form>`;
}

function renderLetters({ id }: OrganisationPart, { texts, view }: FollowedPage): Html {
  if (view.letters.length === 0) return html`<p class="govuk-body">We have not sent you a letter yet.</p>`;
  const items = view.letters
    .toReversed()
    .map(
      ({ n, on, letter }) =>
        html`<li><a class="govuk-link" href="${sentLetterPage({ organisation: id, n })}">${letter.letter.title}</a>, <span class="redress-whole">${describeDate(on, texts)}</span></li>`,
    );
  return html`<ul class="govuk-list">${items}</ul>`;
}

function renderShared({ id }: OrganisationPart, { texts, view }: FollowedPage): Html | undefined {
  if (view.shared.length === 0) return undefined;
  const items = view.shared.map(
    ({ evidence, on, caption, hasFile }) =>
      html`<li><span class="redress-typed">${caption}</span> <span class="redress-whole">${describeDate(on, texts)}</span>${hasFile && html`<br><a class="govuk-link" href="${sharedFilePage({ organisation: id, n: evidence })}">Look at it<span class="govuk-visually-hidden">: ${caption}</span></a>`}</li>`,
  );
  return html`<h2 class="govuk-heading-m">What we looked at</h2><ul class="govuk-list govuk-list--spaced">${items}</ul>`;
}

function renderPromises({ texts, view }: FollowedPage): Html | undefined {
  if (view.promises.length === 0) return undefined;
  const date = (on: IsoDate): string => describeDate(on, texts);
  const rows = view.promises.map(({ what, due, kept }) => ({
    key: { text: what },
    value: { text: kept ? `Done on ${date(kept)}` : due ? `By ${date(due)}` : 'Not done yet' },
  }));
  return html`<h2 class="govuk-heading-m">What we promised</h2>${summaryList({ rows })}`;
}

function describeHandler({ policy }: OrganisationPart, { handler, view }: FollowedPage): string {
  const { name } = policy.pack.organisation;
  if (handler) return handler.title ? `${handler.name}, ${handler.title}, at ${name}.` : `${handler.name} at ${name}.`;
  return view.next
    ? `Nobody has been chosen yet. The complaints team at ${name} has it.`
    : `The complaints team at ${name}.`;
}

function renderHappening(texts: Texts, { on, text, words }: Happening): Html {
  return html`<div class="redress-happening"><p class="govuk-body"><strong>${text}</strong><br><span class="redress-quiet">${describeDate(on, texts)}</span></p>
${words && details({ summaryText: html`Read it<span class="govuk-visually-hidden">: ${text}</span>`, text: html`<div class="redress-typed">${words}</div>` })}</div>`;
}

function renderSignpost({ name, howTo, contact }: Signpost): Html {
  return html`<h3 class="govuk-heading-s">${name}</h3><p class="govuk-body">${howTo}</p>${renderContact(contact)}`;
}

function renderLeaving({ id }: OrganisationPart, { csrfField }: FollowedPage): Html {
  const here = { organisation: id };
  const form = (action: string, text: string): Html =>
    html`<form method="post" action="${action}" class="redress-inline-form">${csrfField}${button({ text, classes: 'govuk-button--secondary' })}</form>`;
  return html`<h2 class="govuk-heading-m">When you have finished</h2>
<p class="govuk-body">Leave this page if other people use this computer or telephone. It closes by itself after half an hour.</p>
<div class="govuk-button-group">${form(leaveFollowing(here), 'Leave')}${form(newCode(here), 'Get a new code')}</div>`;
}
