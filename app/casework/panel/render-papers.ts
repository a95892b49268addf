import { listPapers, listPapersChosen, type PaperKey } from '../../../engine/index.ts';
import { describeDate, describeList, describeRefusalParts, speakToReader } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { findAction } from '../actions/find-action.ts';
import { caseworkPaths } from '../paths.ts';
import type { PanelView } from './describe-panel.ts';
import { namePaper } from './name-paper.ts';
import { renderWays } from './render-way.ts';

/** The form that chooses the papers, and what is wrong with what was sent. */
export type PaperForm = {
  readonly csrfField: Html;
  readonly error?: string | undefined;
  /** By paper, the number typed beside it. */
  readonly typed?: ReadonlyMap<string, string> | undefined;
};

/** The name of the input with the place of a paper. */
export const placeOf = (paper: PaperKey): string => `place.${paper}`;

/** What the members read: chosen in order, shown as one thing, and sent, each time with the list of what went. */
export function renderPapers(view: PanelView, form: PaperForm): Html {
  const { open } = view;
  const chosen = listPapersChosen(open.standing);
  const id = open.record.caseId;
  const list = chosen.map((paper) => html`<li>${namePaper(open, paper) ?? paper}</li>`);
  const ways = html`<ul class="govuk-list redress-screen"><li><a class="govuk-link" href="${caseworkPaths.panelPapers({ id })}">Read and print the papers</a></li>
<li><a class="govuk-link" href="${caseworkPaths.panelBundle({ id })}">Save the papers with the originals (one zip file)</a></li></ul>`;
  return html`<section id="papers"><h2 class="govuk-heading-m">Papers</h2>
<p class="govuk-body">Notes of staff, conversations and incidents are never among them. What the complainant has not seen is marked.</p>
${chosen.length > 0 ? html`<ol class="govuk-list govuk-list--number">${list}</ol>${ways}` : html`<p class="govuk-body">None are chosen yet.</p>`}
${renderForm(view, form, chosen)}
${renderSent(view)}
${renderWays(open, [{ action: 'send-papers' }])}</section>`;
}

function renderForm(view: PanelView, form: PaperForm, chosen: readonly PaperKey[]): Html | undefined {
  const { open } = view;
  const action = findAction(open, 'choose-papers');
  if (!action) return undefined;
  if (action.refusals.length > 0) {
    const reasons = action.refusals.map(
      (refusal) => describeRefusalParts(speakToReader(open.texts), refusal, 'choose-papers').says,
    );
    return html`<p class="govuk-hint">The papers cannot be changed now: ${reasons.join(' ')}</p>`;
  }
  const rows = listPapers(open.standing).map((paper) => {
    const place = chosen.indexOf(paper);
    const value = form.typed?.get(paper) ?? (place < 0 ? '' : String(place + 1));
    const label = html`${namePaper(open, paper) ?? paper}${!isKnownToThem(view, paper) && ' (the complainant has not seen it)'}`;
    return govuk.input({
      name: placeOf(paper),
      id: placeOf(paper).replaceAll('.', '-'),
      label: { text: label },
      value,
      inputmode: 'numeric',
      classes: 'govuk-input--width-2',
      formGroup: { classes: 'redress-place' },
    });
  });
  const error = form.error === undefined ? undefined : govuk.errorMessage({ text: form.error });
  const element = html`<form method="post" action="${caseworkPaths.panelPapers({ id: open.record.caseId })}" novalidate>${form.csrfField}
${govuk.fieldset({
  legend: { text: 'Which papers, in which order?', classes: 'govuk-fieldset__legend--s' },
  content: html`${govuk.hint({ text: 'Number those that the members get: 1 comes first. Leave the others empty.' })}${error}${rows}`,
})}${govuk.button({ text: 'Choose these papers', preventDoubleClick: true })}</form>`;
  return chosen.length === 0 || form.error !== undefined
    ? element
    : govuk.details({ summaryText: 'Change the papers or their order', text: element });
}

/** What the complainant wrote, was sent, or was shown. */
export function isKnownToThem({ open }: Pick<PanelView, 'open'>, paper: PaperKey): boolean {
  if (paper === 'complaint' || paper === 'definition' || paper.startsWith('letter-')) return true;
  const piece = open.standing.state.evidence.find(({ evidence }) => paper === `evidence-${evidence}`);
  return piece?.shared !== undefined;
}

function renderSent(view: PanelView): Html | undefined {
  const { open, panel } = view;
  const sent = panel.arranged?.sent ?? [];
  if (sent.length === 0) return undefined;
  const items = sent.map(({ on, to, toComplainant, papers }) => {
    const names = [...to.map((person) => view.name(person)), ...(toComplainant ? ['the complainant'] : [])];
    const late = panel.papersBy !== undefined && on > panel.papersBy.date;
    return html`<li>${describeDate(on, open.texts)}, to ${describeList(names, open.texts)} ${late && govuk.tag({ text: 'Late', colour: 'orange' })}
${govuk.details({ summaryText: papers.length === 1 ? 'One paper' : `${papers.length} papers`, text: html`<ol class="govuk-list govuk-list--number">${papers.map((paper) => html`<li>${namePaper(open, paper) ?? paper}</li>`)}</ol>` })}</li>`;
  });
  return html`<h3 class="govuk-heading-s">Sent</h3><ul class="govuk-list">${items}</ul>`;
}
