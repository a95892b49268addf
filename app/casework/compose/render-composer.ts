import * as govuk from '../../web/components/index.ts';
import { type FieldError, inputId } from '../../web/errors.ts';
import { renderHidden } from '../../web/forms.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import type { Piece } from '../actions/form-pieces.ts';
import { nameDoing } from '../actions/name-doing.ts';
import { countName, DOES, SEEN } from '../actions/read-action.ts';
import type { ActionPage } from '../actions/render-action.ts';
import { caseworkPaths } from '../paths.ts';
import type { Composer } from './describe-composer.ts';
import { BASE, PAGE } from './letter-key.ts';
import { renderComplaint } from './render-complaint.ts';
import { REGIONS, renderRegions } from './render-panels.ts';
import { renderParts } from './render-parts.ts';

/** How the other inputs of the form are drawn, and what is wrong in it. */
export type Drawing = {
  readonly draw: (piece: Piece) => Html;
  readonly moment: Html;
  readonly errors: readonly FieldError[];
  /** What the button says that shows the letter before anything is recorded. */
  readonly preview: string;
};

/** The form of an action that sends a letter: what is missing, the complaint, and beside it the letter, part by part. */
export function renderComposer(page: ActionPage, composer: Composer, drawing: Drawing): Html {
  const { open, action } = page;
  const regions = renderRegions(open, action, composer);
  const isRefused = (page.refusals ?? []).length > 0;
  const region = (id: string, content: Html | undefined, own?: string): Html =>
    html`<section${attributes({ id, class: own })}>${content}</section>`;
  return html`${region(REGIONS.others, regions[REGIONS.others])}
${region(REGIONS.missing, isRefused ? undefined : regions[REGIONS.missing], 'redress-card')}
${region(REGIONS.approvals, regions[REGIONS.approvals])}
<p class="govuk-body redress-compose__skip"><a class="govuk-link" href="#letter">Go to the letter</a></p>
<div class="redress-compose">
<section class="redress-compose__complaint" aria-label="The complaint" tabindex="0">${renderComplaint(open)}</section>
<div class="redress-compose__letter" id="letter">${renderForm(page, composer, drawing, regions)}</div>
</div>`;
}

function renderForm(
  page: ActionPage,
  composer: Composer,
  { draw, moment, errors, preview }: Drawing,
  regions: Readonly<Record<string, Html>>,
): Html {
  const { open, action, pieces, typed, csrfField } = page;
  const { caseId: id, version } = open.record;
  const address = { id, action: action.key };
  const parts = pieces.find(({ kind, ...piece }) => kind === 'group' && 'name' in piece && piece.name === 'parts');
  const at = parts ? pieces.indexOf(parts) : pieces.length;
  const lists = pieces.flatMap((piece) => (piece.kind === 'group' && piece.grows ? [piece] : []));
  const element = {
    method: 'post',
    action: caseworkPaths.action(address),
    novalidate: true,
    'data-redress-typing': caseworkPaths.typing(address),
  };
  const written = { open, action, composer, typed, errors, pieces: parts?.kind === 'group' ? parts.pieces : [] };
  return html`<form${attributes(element)}>
${csrfField}${renderHidden(SEEN, String(version))}${renderHidden(PAGE, composer.page)}${renderHidden(BASE, String(composer.base))}
${lists.map(({ name, pieces: rows }) => renderHidden(countName(name), String(rows.length)))}
<button type="submit" class="govuk-visually-hidden" name="${DOES}" value="save" tabindex="-1" aria-hidden="true">Save</button>
${pieces.slice(0, at).map(draw)}
<h2 class="govuk-heading-m" id="${inputId('parts')}">The letter: ${composer.letter.letter.title}</h2>
<section id="${REGIONS.saved}" aria-live="polite">${regions[REGIONS.saved]}</section>
${renderParts(written)}
<section id="${REGIONS.reading}" class="redress-card">${regions[REGIONS.reading]}</section>
${pieces.slice(at + 1).map(draw)}
${moment}
${renderButtons(page, composer, preview)}
</form>`;
}

function renderButtons(page: ActionPage, { keeps }: Composer, preview: string): Html {
  const { open } = page;
  const secondary = (text: string, value: string): Html =>
    govuk.button({ text, name: DOES, value, classes: 'govuk-button--secondary' });
  return html`<div class="govuk-button-group">
${govuk.button({ text: nameDoing(page), preventDoubleClick: true })}
${secondary(preview, 'preview')}
${secondary('Save and go on later', 'save')}
${keeps && secondary('Keep this version', 'keep')}
<a class="govuk-link" href="${caseworkPaths.casePage({ id: open.record.caseId })}">Cancel</a>
</div>`;
}
