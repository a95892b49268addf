import type { Refusal } from '../../../engine/index.ts';
import { describeMoment, describeRefusalParts, speakToReader, type Texts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type FieldError, findError, inputId } from '../../web/errors.ts';
import { type Field, firstOf, type Option, renderField, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import { renderRefusals } from '../render-refusals.ts';
import type { Alike } from './find-alike.ts';
import { INTO, NOT_OURS, PART_OF, type SortFields } from './list-sort-fields.ts';
import { describeOther, describeReasons } from './render-alike.ts';

export type SortPage = {
  readonly open: OpenCase;
  readonly fields: SortFields;
  readonly typed: Typed;
  readonly people: readonly Option[];
  readonly alike: readonly Alike[];
  readonly beside: Html;
  /** Why this person may not sort it; empty when they may. */
  readonly against: readonly Refusal[];
  readonly errors?: readonly FieldError[];
  readonly refusals?: readonly (Refusal & { readonly command: string })[];
  /** Somebody else recorded something meanwhile: what, in words. */
  readonly changed?: readonly string[] | undefined;
  readonly csrfField: Html;
};

export const SEEN = '_seen';
/** What the button pressed asks for: a look at what it changes, the form again, or to record it. */
export const DOES = '_do';

/** The page on which something is sorted: its words on one side, one form on the other. */
export function renderSort(page: SortPage): Page {
  const { open, errors = [], refusals = [], changed } = page;
  const failed = errors.length + refusals.length > 0 || changed !== undefined;
  return {
    title: `${failed ? 'Error: ' : ''}Sort what came in`,
    heading: 'Sort what came in',
    caption: open.record.origin.reference,
    wide: true,
    back: { href: caseworkPaths.inbox(), text: 'Back to the inbox' },
    body: html`${renderTroubles(page)}<div class="redress-sort"><div>${renderWords(open)}${page.beside}</div><div>${page.against.length > 0 ? renderMayNot(page) : renderForm(page)}</div></div>`,
  };
}

/** What reached us: from whom, when and how, in their own words, with what came along. */
export function renderWords({ record, standing, wording, texts }: OpenCase): Html {
  const { state } = standing;
  const { name, email, telephone, address } = wording.resident;
  const subject = wording.textOf('subject');
  const channel = state.channel ? texts.statuses.channels[state.channel] : '';
  const first = state.received ? `${describeMoment(state.received, texts)}, ${channel}` : '';
  const reach = [email, telephone, address].filter((one) => one !== undefined).join('\n');
  const wanted = wording.outcomeSought;
  const row = (key: string, value: Html | string) => ({ key: { text: key }, value: { text: value } });
  return html`<section aria-labelledby="words"><h2 class="govuk-heading-m" id="words">${subject ?? 'What came in'}</h2>
${govuk.insetText({ text: html`<p class="govuk-body redress-typed">${wording.textOf('what-happened') ?? 'There are no words.'}</p>` })}
${govuk.summaryList({
  rows: [
    row('First contact', first),
    row('From', name ?? 'No name is known'),
    reach !== '' && row('How to reach them', html`<span class="redress-typed">${reach}</span>`),
    wanted !== undefined && row('What they want', html`<span class="redress-typed">${wanted}</span>`),
    ...listFiles(record).map(({ n, file }) =>
      row(
        `File ${n}`,
        html`<a class="govuk-link" href="${caseworkPaths.receivedFile({ id: record.caseId, n })}">${file}</a>`,
      ),
    ),
  ].filter((one) => one !== false),
})}</section>`;
}

/** The files that came with it, by their place. */
export function listFiles(record: OpenCase['record']): readonly { n: number; file: string; digest: string }[] {
  const [received] = record.events;
  const digests = received?.type === 'received' ? (received.attachments ?? []) : [];
  const texts = record.texts.get(received?.n ?? 0) ?? {};
  return digests.map((digest, index) => ({ n: index + 1, file: texts[`file.${index + 1}`] ?? 'A file', digest }));
}

function renderMayNot({ open, against }: SortPage): Html {
  return html`<h2 class="govuk-heading-m">Sorting is for others</h2>${renderRefusals(speakToReader(open.texts), open.standing.policy, against, 'classify')}`;
}

function renderForm(page: SortPage): Html {
  const { open, fields, csrfField } = page;
  const action = caseworkPaths.sort({ id: open.record.caseId });
  return html`<form method="post" action="${action}" novalidate>${csrfField}<input type="hidden" name="${SEEN}" value="${open.record.version}">
${renderKinds(page)}
<h2 class="govuk-heading-m">What it is about</h2>${draw(page, fields.about)}
<h2 class="govuk-heading-m">Who it is from</h2>${draw(page, fields.who)}
${renderFolded(page, 'Somebody acts for them', fields.representative, (name) => firstOf(page.typed, name) !== '')}
${fields.asked.length > 0 && html`<h2 class="govuk-heading-m">What may change its way</h2><p class="govuk-body">Answer what you know. The rest can be answered on the case.</p>${draw(page, fields.asked)}`}
${renderFolded(page, 'Questions for some cases only', fields.askedSometimes, (name) => hasAnswer(page.typed, name))}
${govuk.button({ text: 'Go on', name: DOES, value: 'check', preventDoubleClick: true })}
<p class="govuk-hint">You see what it changes before anything is recorded.</p></form>`;
}

const draw = (page: SortPage, fields: readonly Field[]): readonly Html[] =>
  fields.map((field) => renderField(field, page.typed, page.errors ?? [], { people: page.people }));

const hasAnswer = (typed: Typed, name: string): boolean =>
  Object.keys(typed).some((key) => (key === name || key.startsWith(`${name}-`)) && firstOf(typed, key) !== '');

/** Questions that most cases leave empty: unfolded where one is answered or wrong. */
function renderFolded(
  page: SortPage,
  summaryText: string,
  fields: readonly Field[],
  isFilled: (name: string) => boolean,
): Html | undefined {
  if (fields.length === 0) return undefined;
  const wrong = (page.errors ?? []).some(({ field }) => fields.some(({ name }) => field.startsWith(name)));
  const open = wrong || fields.some(({ name }) => isFilled(name));
  return govuk.details({ summaryText, text: html`${draw(page, fields)}`, open });
}

/** What it is: a kind, a part of another case, or nothing of ours, each with what it needs to be told. */
function renderKinds(page: SortPage): Html {
  const { fields, typed, errors = [] } = page;
  const { name, label, options } = fields.sortAs as Extract<Field, { kind: 'choice' }>;
  const more: Readonly<Record<string, Html>> = {
    [PART_OF]: html`${renderInto(page)}${draw(page, fields.partOf)}`,
    [NOT_OURS]: html`${draw(page, fields.notOurs)}`,
  };
  return govuk.radios({
    name,
    idPrefix: inputId(name),
    fieldset: { legend: { text: label, classes: 'govuk-fieldset__legend--m' } },
    errorMessage: findError(errors, name),
    value: firstOf(typed, name),
    items: options.map(({ value, label: text }) => ({ value, text, conditional: more[value] })),
  });
}

/** The cases that were found to be like it, to choose from. */
function renderInto({ open, alike, typed }: SortPage): Html | undefined {
  if (alike.length === 0) return undefined;
  return govuk.radios({
    name: INTO,
    idPrefix: inputId(INTO),
    fieldset: { legend: { text: 'Which case is it part of?', classes: 'govuk-fieldset__legend--s' } },
    value: firstOf(typed, INTO),
    items: [
      ...alike.map((one) => ({
        value: one.record.origin.reference,
        text: one.record.origin.reference,
        hint: `${describeOther(open.texts, one)} (${describeReasons(one.because)})`,
      })),
      { value: '', text: 'None of these' },
    ],
  });
}

/** Everything wrong, on top, each leading to its input. */
function renderTroubles({ open, errors = [], refusals = [], changed }: SortPage): Html | undefined {
  if (errors.length + refusals.length === 0 && changed === undefined) return undefined;
  const { texts, standing } = open;
  const ofErrors = errors.map(({ field, message }) => ({ text: message, href: `#${inputId(field)}` }));
  const ofRefusals = refusals.map((refusal) => renderRefused(texts, open, standing.policy, refusal));
  const ofChange = (changed ?? []).map((text) => ({ text }));
  return govuk.errorSummary({
    titleText: changed === undefined ? 'There is a problem' : 'Somebody else changed it meanwhile',
    descriptionText: 'Nothing was recorded yet, and nothing you typed is lost.',
    errorList: [...ofChange, ...ofErrors, ...ofRefusals],
  });
}

function renderRefused(
  texts: Texts,
  open: OpenCase,
  policy: OpenCase['standing']['policy'],
  refusal: Refusal & { readonly command: string },
) {
  const { says, mend } = describeRefusalParts(speakToReader(texts), refusal, refusal.command);
  const field = refusal.values['field'] ?? refusal.values['fact'];
  const words = html`${says} ${mend} ${renderClause(texts, policy, refusal.clause)}`;
  const isAsked = typeof field === 'string' && open.standing.policy.pack.facts[field] !== undefined;
  return isAsked ? { text: html`<a href="#${inputId(field)}">${says} ${mend}</a>` } : { text: words };
}
