import { findCurrentVisit, findStage, type Policy, type Refusal, type Standing } from '../../../engine/index.ts';
import type { Likeness } from '../../store/search/find-similar.ts';
import { describeShortDate, speakToReader, type Texts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { readWording } from '../case-wording.ts';
import { describeCaseTitle } from '../case-words.ts';
import { NOT_OPEN } from '../hide-links.ts';
import { caseworkPaths } from '../paths.ts';
import { renderRefusals } from '../render-refusals.ts';
import type { Alike } from './find-alike.ts';

const REASONS: Readonly<Record<Likeness, string>> = {
  email: 'same e-mail address',
  telephone: 'same telephone number',
  address: 'same address',
  name: 'name much the same',
  words: 'says much the same',
};

export const describeReasons = (because: readonly Likeness[]): string =>
  because.map((kind) => REASONS[kind]).join(', ');

/** A case in one line, for choosing between several: what it is about, from whom, since when, where it stands. */
export function describeOther(texts: Texts, { record, standing }: Pick<Alike, 'record' | 'standing'>): string {
  const wording = readWording(record, () => undefined);
  const { state } = standing;
  const received = state.received?.on;
  const title = describeCaseTitle(texts, standing, wording);
  const { name } = wording.resident;
  return [
    title,
    name !== undefined && title.includes(name) ? undefined : name,
    received === undefined ? undefined : `first contact ${describeShortDate(received, texts)}`,
    describePlace(texts, standing),
  ]
    .filter((one) => one !== undefined)
    .join(' · ');
}

function describePlace(texts: Texts, { state, policy }: Standing): string {
  if (state.untriaged && state.status === 'open') return 'in the inbox';
  const visit = findCurrentVisit(state);
  const stage = visit && findStage(policy, visit.procedure, visit.stage)?.name;
  const status = texts.statuses.status[state.status].toLowerCase();
  return [stage, status].filter((one) => one !== undefined).join(', ');
}

type Beside = {
  readonly texts: Texts;
  readonly caseId: string;
  readonly alike: readonly Alike[];
  readonly linked: readonly {
    readonly reference: string;
    readonly how: string;
    readonly address: string | undefined;
  }[];
  readonly keptApart: readonly string[];
  readonly csrfField: Html;
  /** Why whoever looks may not link, or not keep apart; empty where they may. */
  readonly against: Readonly<Record<'link' | 'keep-apart', readonly Refusal[]>>;
  readonly policy: Policy;
};

/** Cases that this one may belong with, each with why it is shown, and what was said of others before. */
export function renderBeside(beside: Beside): Html {
  const { alike, linked, keptApart } = beside;
  const likely = alike.filter((one) => one.likely);
  const others = alike.filter((one) => !one.likely);
  return html`<section aria-labelledby="beside"><h2 class="govuk-heading-m" id="beside">May belong with</h2>
${alike.length + linked.length + keptApart.length === 0 && html`<p class="govuk-body">No other case has the same person, address or words.</p>`}
${likely.length > 0 && html`<h3 class="govuk-heading-s">Likely the same matter</h3>${likely.map((one) => renderAlike(beside, one))}`}
${others.length > 0 && html`<h3 class="govuk-heading-s">Others of the same person or address</h3>${others.map((one) => renderAlike(beside, one))}`}
${linked.length > 0 && html`<h3 class="govuk-heading-s">Linked</h3><ul class="govuk-list">${linked.map((one) => renderLinked(beside, one))}</ul>`}
${keptApart.length > 0 && html`<h3 class="govuk-heading-s">Kept apart</h3><ul class="govuk-list">${keptApart.map((one) => renderApart(beside, one))}</ul>`}
${renderWhyNot(beside)}
</section>`;
}

/** Why somebody finds no buttons beside the cases. */
function renderWhyNot({ texts, policy, against, ...beside }: Beside): Html | undefined {
  const told = against.link.length > 0 ? against.link : against['keep-apart'];
  if (told.length === 0 || beside.alike.length + beside.linked.length + beside.keptApart.length === 0) return undefined;
  const summaryText = against.link.length > 0 ? 'Why you cannot link or keep apart' : 'Why you cannot keep apart';
  return govuk.details({ summaryText, text: renderRefusals(speakToReader(texts), policy, told) });
}

function renderAlike(beside: Beside, one: Alike): Html {
  const { reference } = one.record.origin;
  const href = caseworkPaths.casePage({ id: one.record.caseId });
  return html`<div class="redress-alike"><p class="govuk-body govuk-!-margin-bottom-1"><a class="govuk-link" href="${href}">${reference}</a> <strong>${describeReasons(one.because)}</strong></p>
<p class="govuk-body govuk-!-margin-bottom-1">${describeOther(beside.texts, one)}</p>
<div class="redress-alike__actions">${renderButton(beside, reference, 'link', 'Link')}${renderButton(beside, reference, 'keep-apart', 'Keep apart')}</div></div>`;
}

function renderLinked(beside: Beside, { reference, how, address }: Beside['linked'][number]): Html {
  if (reference === NOT_OPEN) return html`<li>${HIDDEN}: ${how}</li>`;
  const name =
    address === undefined ? html`${reference}` : html`<a class="govuk-link" href="${address}">${reference}</a>`;
  return html`<li>${name}: ${how} ${renderButton(beside, reference, 'undo-link', 'Undo')}</li>`;
}

const HIDDEN = 'A case that is not open to you';

const renderApart = (beside: Beside, one: string): Html =>
  one === NOT_OPEN
    ? html`<li>${HIDDEN}: something else</li>`
    : html`<li>${one}: something else ${renderButton(beside, one, 'undo-apart', 'Undo')}</li>`;

function renderButton(
  { caseId, csrfField, against }: Beside,
  reference: string,
  does: string,
  text: string,
): Html | undefined {
  if (against[does === 'link' || does === 'undo-link' ? 'link' : 'keep-apart'].length > 0) return undefined;
  return html`<form method="post" class="redress-inline-form" action="${caseworkPaths.beside({ id: caseId })}">${csrfField}<input type="hidden" name="reference" value="${reference}"><button type="submit" name="do" value="${does}" class="redress-small-button">${text}<span class="govuk-visually-hidden"> ${reference}</span></button></form>`;
}
