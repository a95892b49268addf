import type { OrganisationPart } from '../../web/app-parts.ts';
import { button } from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { followPage, landlordPage } from '../paths.ts';

export const FOLLOW_FIELDS: readonly Field[] = [
  { name: 'reference', kind: 'text', label: 'Your reference', hint: 'For example 26-ABCDE', required: true },
  { name: 'code', kind: 'text', label: 'Your code', hint: 'We gave it to you with the reference.', required: true },
];

/** Asks for reference and code. What was typed stays, but never the code. */
export function viewFollow(
  { id }: OrganisationPart,
  {
    csrfField,
    typed,
    errors,
  }: { csrfField: Html; typed?: Typed | undefined; errors?: readonly FieldError[] | undefined },
): Page {
  const here = { organisation: id };
  const shown: Typed = typed ? { ...typed, code: '' } : {};
  const body = html`<p class="govuk-body">See how your complaint goes on, tell us more, or ask for the next stage.</p>
<form method="post" action="${followPage(here)}" novalidate autocomplete="off">
${csrfField}
${FOLLOW_FIELDS.map((field) => renderField(field, shown, errors))}
${button({ text: 'Go to my complaint', preventDoubleClick: true })}
</form>
<p class="govuk-body">Have you lost the code, or did you complain by telephone or letter? Ask us for a code.</p>`;
  return { title: 'Follow a complaint', body, back: { href: landlordPage(here) }, ...(errors && { errors }) };
}
