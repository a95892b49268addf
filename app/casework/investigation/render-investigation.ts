import {
  type CaseEvent,
  findCommand,
  getOpenPoints,
  type Lack,
  listMissing,
  makeContext,
  type Point,
  type Refusal,
} from '../../../engine/index.ts';
import {
  capitalise,
  describeCommand,
  describeDate,
  describeEvent,
  describeList,
  describeMoment,
  describeRefusalParts,
  speakToReader,
} from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type FieldError, inputId } from '../../web/errors.ts';
import { renderField, renderHidden, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { INVESTIGATING } from '../actions/find-home.ts';
import { DOES, SEEN } from '../actions/read-action.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import { renderRefusals } from '../render-refusals.ts';
import { counts, type EvidencePiece } from './list-evidence.ts';
import { DISCARD, findRecorded, KEEP, KEEP_QUIETLY, listPointFields } from './read-investigation.ts';
import { renderConversations } from './render-conversations.ts';
import { renderEvidence, renderEvidenceLinks } from './render-evidence.ts';

/** Everything that the page of an investigation can show. */
export type InvestigationPage = {
  readonly open: OpenCase;
  readonly pieces: readonly EvidencePiece[];
  readonly typed: Typed;
  readonly csrfField: Html;
  /** The version of the case that the typing began over; the one shown, where nothing is said. */
  readonly seen?: string | undefined;
  /** When this person's draft was kept, where one is shown. */
  readonly draft?: string | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  readonly refusals?: readonly Refusal[] | undefined;
  readonly changed?: { readonly by: readonly string[]; readonly events: readonly CaseEvent[] } | undefined;
  /** The questions of the form are recorded, the findings are not. */
  readonly halfSaved?: boolean | undefined;
};

/** The investigation of a complaint on one page, for staff alone. */
export function renderInvestigation(page: InvestigationPage): Page {
  const { open, pieces, errors = [], refusals = [] } = page;
  const { record } = open;
  const mistaken = errors.length + refusals.length > 0;
  return {
    title: `${mistaken ? 'Error: ' : ''}Investigation`,
    heading: false,
    back: { href: caseworkPaths.casePage({ id: record.caseId }), text: `Back to ${record.origin.reference}` },
    body: html`${renderTroubles(page)}${renderChanged(page)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${record.origin.reference}</span> Investigation</h1>
<p class="govuk-body">Only staff see this page. What you save here reaches the complainant when you write it into a letter.</p>
${renderDraft(page)}
${renderLacks(open)}
${renderDoings(open)}
${renderForm(page)}
<section id="evidence"><h2 class="govuk-heading-m">All evidence</h2>
${pieces.length === 0 ? html`<p class="govuk-body">There is none yet.</p>` : renderEvidence(open, pieces)}</section>
${renderConversations(open)}`,
  };
}

const HALF_SAVED = 'Your questions are saved. Your findings are not saved yet.';

function renderTroubles({ open, errors = [], refusals = [], halfSaved }: InvestigationPage): Html | undefined {
  if (errors.length + refusals.length === 0) return undefined;
  const reasons = refusals.map((refusal) => {
    const { says, mend } = describeRefusalParts(speakToReader(open.texts), refusal, 'record-finding');
    return { text: html`${says} ${mend} ${renderClause(open.texts, open.standing.policy, refusal.clause)}` };
  });
  return govuk.errorSummary({
    titleText: errors.length > 0 ? 'There is a problem' : 'This cannot be saved as it stands',
    descriptionText: `${halfSaved ? `${HALF_SAVED} ` : ''}Nothing you typed is lost: it is kept as your draft.`,
    errorList: [...errors.map(({ field, message }) => ({ text: message, href: `#${inputId(field)}` })), ...reasons],
  });
}

function renderChanged({ open, changed, halfSaved }: InvestigationPage): Html | undefined {
  if (!changed) return undefined;
  const names = changed.by.map((id) => open.nameOf(id) ?? open.texts.pages.common!['unknown-person']!);
  const told = changed.events.map((event) => {
    const { title } = describeEvent(open.texts, open.standing.policy, event, { nameOf: open.nameOf });
    return html`<li>${title} (${describeDate(event.on, open.texts)})</li>`;
  });
  return govuk.notificationBanner({
    titleText: 'The case has changed',
    text: html`<p class="govuk-notification-banner__heading">While you were writing, ${describeList(names, open.texts)} changed this case. Nothing you typed is lost.</p>
<ul class="govuk-list govuk-list--bullet">${told}</ul><p class="govuk-body">${halfSaved ? `${HALF_SAVED} ` : ''}What you typed stands below. Check that it still holds, then save.</p>`,
  });
}

function renderDraft({ draft, csrfField, open }: InvestigationPage): Html | undefined {
  if (draft === undefined) return undefined;
  const address = caseworkPaths.investigation({ id: open.record.caseId });
  return govuk.insetText({
    text: html`<p class="govuk-body">You see your draft of ${draft}. It is not recorded yet, and nobody else sees it.</p>
<form method="post" action="${address}" class="redress-inline-form">${csrfField}${govuk.button({ text: 'Discard the draft', name: DOES, value: DISCARD, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form>`,
  });
}

/** What each point still lacks. */
function renderLacks(open: OpenCase): Html {
  const lacks = listMissing(open.standing);
  if (lacks.length === 0)
    return html`<p class="govuk-body">The complaint has no points yet. <a class="govuk-link" href="${caseworkPaths.action({ id: open.record.caseId, action: 'define' })}">${open.texts.commands['define']!.does}</a> first.</p>`;
  const rows = lacks.map(({ point, missing }) => ({
    key: { text: html`<a class="govuk-link" href="#point-${point}">Point ${point}</a>` },
    value: { text: describeMissing(open, missing) },
  }));
  return html`<h2 class="govuk-heading-m">Still missing</h2>${govuk.summaryList({ rows })}`;
}

const describeMissing = ({ texts }: OpenCase, missing: readonly Lack[]): Html | string =>
  missing.length === 0
    ? govuk.tag({ text: 'Nothing', colour: 'green' })
    : describeList(
        missing.map((one) => texts.pages['investigation']![one]!),
        texts,
      );

/** What can be done beside the form, each on a page of its own. */
function renderDoings(open: OpenCase): Html {
  const context = makeContext(open.standing, open.standing.asOf);
  const doings = [...INVESTIGATING.filter((name) => name !== 'set-questions'), 'contact', 'note'].flatMap((name) => {
    const command = findCommand(name);
    const isOpen = command !== undefined && command.guard(context, open.actor).length === 0;
    return isOpen ? [command] : [];
  });
  const links = doings.map(
    (command) =>
      html`<li><a class="govuk-link" href="${caseworkPaths.action({ id: open.record.caseId, action: command.name })}">${describeCommand(open.texts, command, undefined).does}</a></li>`,
  );
  return html`<nav aria-label="Add to the investigation" class="redress-screen"><ul class="govuk-list redress-doings">${links}</ul></nav>`;
}

function renderForm(page: InvestigationPage): Html | undefined {
  const { open, csrfField, seen } = page;
  const points = getOpenPoints(open.standing.state);
  if (points.length === 0) return undefined;
  const address = caseworkPaths.investigation({ id: open.record.caseId });
  const refusals = findRefusals(open);
  return html`<form method="post" action="${address}" novalidate data-keep="${KEEP_QUIETLY}">
${csrfField}${renderHidden(SEEN, seen || String(open.record.version))}
<button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">Save</button>
${refusals.length > 0 && govuk.insetText({ text: html`<h2 class="govuk-heading-s">Findings: not now</h2><p class="govuk-body">As the case stands, you cannot record what was found. Evidence and questions can be added all the same.</p>${renderRefusals(speakToReader(open.texts), open.standing.policy, refusals, 'record-finding')}` })}
${points.map((point) => renderPoint(page, point, refusals.length > 0))}
<div class="govuk-button-group">
${govuk.button({ text: 'Save all', preventDoubleClick: true })}
${govuk.button({ text: 'Keep as my draft', name: DOES, value: KEEP, classes: 'govuk-button--secondary' })}
<span class="redress-quiet" data-kept role="status"></span>
</div></form>`;
}

function findRefusals(open: OpenCase): readonly Refusal[] {
  const command = findCommand('record-finding');
  return command?.guard(makeContext(open.standing, open.standing.asOf), open.actor) ?? [];
}

function renderPoint(page: InvestigationPage, point: Point, closed: boolean): Html {
  const { open, pieces, typed, errors = [] } = page;
  const { wording, record } = open;
  const sought = wording.textOf(`point.${point.n}.outcome-sought`);
  const own = pieces.filter((piece) => counts(piece) && (piece.points.length === 0 || piece.points.includes(point.n)));
  // every box may be left for later: “optional” beside each would say nothing
  const asked = listPointFields(open, point.n).map((field) => ({
    ...field,
    required: field.name.startsWith('findings.') ? !field.name.endsWith('.clause') : true,
  }));
  const [question, ...found] = asked;
  const address = (action: string): string => caseworkPaths.action({ id: record.caseId, action }, { points: point.n });
  return html`<section class="redress-investigated" id="point-${point.n}" aria-labelledby="point-${point.n}-title">
<h2 class="govuk-heading-m" id="point-${point.n}-title">Point ${point.n}</h2>
<p class="govuk-body redress-typed">${wording.pointText(point.n) ?? ''}</p>
${sought !== undefined && html`<p class="govuk-body"><strong>Wanted:</strong> <span class="redress-typed">${sought}</span></p>`}
${question && renderField(question, typed, errors)}
${renderEarlier(open, point)}
<h3 class="govuk-heading-s">Evidence</h3>
${own.length === 0 ? html`<p class="govuk-body">None yet.</p>` : renderEvidenceLinks(open, own)}
<p class="govuk-body"><a class="govuk-link" href="${address('add-evidence')}">Add evidence<span class="govuk-visually-hidden"> for point ${point.n}</span></a> · <a class="govuk-link" href="${address('record-visit')}">Record a visit<span class="govuk-visually-hidden"> for point ${point.n}</span></a> · <a class="govuk-link" href="${address('record-interview')}">Record an interview<span class="govuk-visually-hidden"> for point ${point.n}</span></a></p>
${closed ? renderFound(open, point) : found.map((field) => renderField(field, typed, errors))}
</section>`;
}

/** The finding as it is recorded, for somebody who cannot change it. */
function renderFound(open: OpenCase, point: Point): Html {
  const recorded = findRecorded(open, point);
  const { texts } = open;
  const finding = texts.statuses.findings[recorded.finding as keyof typeof texts.statuses.findings];
  const rows = [
    ['Finding', finding === undefined ? 'Nothing yet' : capitalise(finding)],
    ['Reasons', recorded.reasons],
    ['Rests on', recorded['rests-on']],
  ].filter(([, text]) => text !== '');
  return html`${govuk.summaryList({ rows: rows.map(([key, text]) => ({ key: { text: key! }, value: { text: text! } })) })}${recorded.clause !== '' && html`<p class="govuk-body">${renderClause(texts, open.standing.policy, recorded.clause)}</p>`}`;
}

/** What was asked and found before: nothing is written over. */
function renderEarlier(open: OpenCase, point: Point): Html | undefined {
  const { history, policy } = open.standing;
  const told = history.filter(
    (event) => (event.type === 'question-set' || event.type === 'finding-recorded') && event.point === point.n,
  );
  if (told.length < 2) return undefined;
  const items = told.toReversed().map((event) => {
    const { title } = describeEvent(open.texts, policy, event, { nameOf: open.nameOf });
    const texts = Object.entries(open.record.texts.get(event.n) ?? {});
    const who = open.nameOf(event.by.id) ?? open.texts.statuses.people[event.by.kind];
    return html`<li><p class="govuk-body govuk-!-margin-bottom-1"><strong>${title}</strong><br><span class="redress-quiet">${describeMoment(event, open.texts)}, ${who}</span></p>${texts.map(([, text]) => html`<p class="govuk-body redress-typed">${text}</p>`)}</li>`;
  });
  return govuk.details({
    summaryText: html`Earlier questions and findings<span class="govuk-visually-hidden"> on point ${point.n}</span> (${told.length})`,
    text: html`<ul class="govuk-list">${items}</ul>`,
  });
}
