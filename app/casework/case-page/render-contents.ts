import { type Html, html } from '../../web/html.ts';

/** The way to each part of a long page, which stays in sight on a wide screen. */
export function renderContents(sections: readonly { readonly id: string; readonly name: string }[]): Html {
  const links = [{ id: 'main-content', name: 'Top' }, { id: 'actions', name: 'What you can do' }, ...sections].map(
    ({ id, name }) => html`<li><a class="govuk-link" href="#${id}">${name}</a></li>`,
  );
  return html`<nav aria-label="On this page" class="redress-contents redress-screen"><ul class="redress-contents__list">${links}</ul></nav>`;
}
