import { type Outline, outlinePack, renderSvg, type Told, tellOutline } from '../../drawing/index.ts';
import { describeReconstructed, fill } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { attributes, type Html, html, trusted } from '../../web/html.ts';
import { caseworkPaths } from '../paths.ts';
import { queryOf, type ShownVersion } from './procedure-page.ts';

/** Each procedure of a version drawn, with the same in words under it. */
export const renderDrawings = (shown: ShownVersion): readonly Html[] =>
  outlinePack(shown.texts, shown.policy).map((outline) => renderDrawing(shown, outline));

function renderDrawing(shown: ShownVersion, outline: Outline): Html {
  const { texts, policy } = shown;
  const words = texts.procedures.pages;
  const why = policy.pack.procedures.find(({ id }) => id === outline.id)?.reconstructed;
  const save = caseworkPaths.procedureDrawing({ procedure: outline.id }, queryOf(shown));
  const region = { class: 'redress-scroll redress-drawing', role: 'region', 'aria-label': outline.title, tabindex: 0 };
  return html`<section class="redress-drawn" id="procedure-${outline.id}">
${heading(shown, outline)}
${why !== undefined && govuk.insetText({ text: describeReconstructed(texts, why) })}
<div${attributes(region)}>${drawSvg(shown, outline)}</div>
${govuk.details({ summaryText: words['in-words'], text: renderWords(shown, outline) })}
<p class="govuk-body redress-screen"><a${attributes({ class: 'govuk-link', href: save, download: true })}>${fill(words.save, { title: outline.title })}</a></p>
</section>`;
}

/** The only procedure is what the whole page is called by. */
const heading = ({ policy }: ShownVersion, { title }: Outline): Html => {
  const isOnly = policy.pack.procedures.length === 1;
  return html`<h2 class="${isOnly ? 'govuk-visually-hidden' : 'govuk-heading-m'}">${title}</h2>`;
};

/** The picture of one procedure. Its texts come from the pack and are escaped where it is made. */
export function drawSvg({ texts, policy }: ShownVersion, outline: Outline): Html {
  const { name, colours } = policy.pack.organisation;
  return trusted(renderSvg(texts, outline, { landlord: name, brand: colours?.brand }));
}

function renderWords({ texts }: ShownVersion, outline: Outline): Html {
  const parts = tellOutline(texts, outline).map(
    ({ heading, told }) => html`<h3 class="govuk-heading-s">${heading}</h3>${renderTold(told)}`,
  );
  return html`${outline.lines.map((line) => html`<p class="govuk-body">${line}</p>`)}${parts}`;
}

function renderTold(told: readonly Told[]): Html {
  const items = told.map(({ text, inner = [] }) => html`<li>${text}${inner.length > 0 && renderTold(inner)}</li>`);
  return html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`;
}
