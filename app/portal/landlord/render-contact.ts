import { type Html, html } from '../../web/html.ts';

type Contact = {
  readonly post?: string | undefined;
  readonly telephone?: string | undefined;
  readonly email?: string | undefined;
  readonly 'email-note'?: string | undefined;
  readonly web?: string | undefined;
};

/** Ways to reach somebody, as a list; undefined when none is known. */
export function renderContact({ post, telephone, email, web, 'email-note': note }: Contact): Html | undefined {
  const items = [
    telephone && html`<li>Telephone: <span class="redress-whole">${telephone}</span></li>`,
    web && html`<li>Website: <a class="govuk-link" href="${addressOf(web)}">${web}</a></li>`,
    email && html`<li>E-mail: <a class="govuk-link" href="mailto:${email}">${email}</a>${note && html`. ${note}`}</li>`,
    post && html`<li>Post: ${post}</li>`,
  ].filter((item) => item !== undefined && item !== '');
  return items.length === 0 ? undefined : html`<ul class="govuk-list redress-contact">${items}</ul>`;
}

const addressOf = (web: string): string => (/^https?:/.test(web) ? web : `https://${web}`);
