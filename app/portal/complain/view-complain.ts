import { renderCode } from '../../identity/render-code.ts';
import type { OrganisationPart } from '../../web/app-parts.ts';
import { button, insetText, panel } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { renderField, renderHidden, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { complainPage, followedPage, followPage, landlordPage } from '../paths.ts';
import { getFields, getSections } from './complain-fields.ts';

/** The hidden field that makes a form sent twice one complaint. */
export const FORM_FIELD = '_form';

export type ComplainForm = {
  readonly form: string;
  readonly csrfField: Html;
  readonly typed?: Typed;
  readonly errors?: readonly FieldError[];
};

export function viewComplain({ id, policy }: OrganisationPart, { form, csrfField, typed, errors }: ComplainForm): Page {
  const here = { organisation: id };
  const sections = getSections(policy).map(
    ({ heading, fields }) => html`<h2 class="govuk-heading-m">${heading}</h2>
${fields.map((field) => renderField(field, typed, errors))}`,
  );
  const required = getFields(policy).filter((field) => field.required);
  const must =
    required.length === 1
      ? 'Only the first question must be answered.'
      : 'You can leave out what is marked “optional”.';
  const body = html`<p class="govuk-body">You do not need an account. ${must}</p>
<form method="post" action="${complainPage(here)}" novalidate>
${csrfField}${renderHidden(FORM_FIELD, form)}
${sections}
${button({ text: 'Send my complaint', preventDoubleClick: true })}
</form>`;
  return {
    title: 'Make a complaint',
    body,
    back: { href: landlordPage(here) },
    ...(errors && { errors }),
  };
}

/** After sending: the reference and the code, this once. */
export function viewSent(
  organisation: OrganisationPart,
  { reference, code }: { reference: string; code: string },
): Page {
  const here = { organisation: organisation.id };
  const { name } = organisation.policy.pack.organisation;
  const body = html`${panel({ titleText: 'We have your complaint', text: html`Your reference<br><strong>${reference}</strong>` })}
${renderCode(code)}
<h2 class="govuk-heading-m">What happens next</h2>
<p class="govuk-body">Somebody at ${name} reads it. Then we write to you, or ring you, if you told us how to reach you.</p>
<p class="govuk-body">You can see how it goes on at any time. Choose <a class="govuk-link" href="${followPage(here)}">Follow a complaint</a> and give your reference and your code.</p>
<p class="govuk-body"><a class="govuk-link" href="${followedPage(here)}">See your complaint now</a></p>`;
  return { title: 'We have your complaint', heading: false, body };
}

/** When the page with the code is opened again, or by somebody else. */
export function viewShownBefore({ id }: OrganisationPart): Page {
  const here = { organisation: id };
  const body = html`<p class="govuk-body">We have shown you the code for your complaint. We show it only once, so that nobody else can read it here after you.</p>
${insetText({ text: 'Your complaint is safe with us. You do not have to send it again.' })}
<p class="govuk-body">Do you have your reference and your code? Then you can <a class="govuk-link" href="${followPage(here)}">follow your complaint</a>.</p>
<p class="govuk-body">Have you lost the code? Ask us for a new one.</p>`;
  return { title: 'Your code was shown before', body, back: { href: landlordPage(here) } };
}
