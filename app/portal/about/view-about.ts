import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';

const paragraphs = (...texts: readonly string[]): Html =>
  html`${texts.map((text) => html`<p class="govuk-body">${text}</p>`)}`;
const heading = (text: string): Html => html`<h2 class="govuk-heading-m">${text}</h2>`;

/** What the pages can and cannot do for people who use them in different ways. */
export const accessibility: Page = {
  title: 'Accessibility',
  body: html`${paragraphs('We want everybody to be able to use these pages.')}
<ul class="govuk-list govuk-list--bullet">
  <li>You can use them with the keyboard alone.</li>
  <li>They work with a screen reader, and with scripts turned off.</li>
  <li>You can make the text larger, on a small screen too.</li>
  <li>They print well.</li>
</ul>
${heading('How we check')}
${paragraphs(
  'We aim at the standard called WCAG 2.2, level AA. A program checks each page for faults before each release. People who use screen readers have not tested the pages yet.',
)}
${heading('If something does not work for you')}
${paragraphs(
  'You do not have to use these pages. You can tell your landlord by telephone, by letter or in person. Ask for large print, braille, another language or any other help you need.',
)}`,
};

/** What is kept, who sees it, and for how long. */
export const privacy: Page = {
  title: 'Privacy',
  body: html`${paragraphs('Your landlord keeps what you tell it here. It needs this to deal with your complaint.')}
${heading('What is kept')}
<ul class="govuk-list govuk-list--bullet">
  <li>What you write in the form.</li>
  <li>What your landlord does about it, and when.</li>
  <li>Each time somebody opens your complaint.</li>
</ul>
${heading('Who sees it')}
${paragraphs(
  'The people who deal with your complaint see it. The ombudsman can ask for it. So can you, with your reference and your code.',
)}
${heading('How long')}
${paragraphs('Your landlord decides how long it keeps complaints. Ask it, if you want to know.')}
${heading('Cookies')}
${paragraphs(
  'These pages set a cookie so that forms are safe. Another one lets you follow your complaint, for half an hour after you give your code. There are no others, and nobody watches what you do here.',
)}
${heading('Your rights')}
${paragraphs(
  'You can ask your landlord for all it holds about you. You can ask it to put mistakes right. If you are not happy with its answer, you can go to the Information Commissioner.',
)}`,
};

/** What this service is. */
export const about: Page = {
  title: 'About this service',
  body: html`${paragraphs(
    'These pages are run by Redress. It is a free computer program for landlords that take complaints seriously.',
    'Each landlord has its own rules for complaints. Redress keeps to them. It counts the days, says when an answer is due, and shows how each date was worked out.',
    'Redress does not decide your complaint. People do.',
  )}
${heading('Landlords on these pages')}
${paragraphs(
  'Some landlords here may be invented. They are marked as such. That a real name stands here does not mean that the landlord uses this service: its rules may be shown to try them out.',
)}`,
};
