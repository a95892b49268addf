import type { IsoDate } from '../../../engine/index.ts';
import { describeDate, type Texts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type FieldError, inputId } from '../../web/errors.ts';
import { type Field, renderForm, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { caseworkPaths } from '../paths.ts';
import type { MyPanel } from './find-my-panels.ts';

/** What a member of a panel says of themselves. */
export const SAYINGS = ['availability', 'declaration'] as const;
export type Saying = (typeof SAYINGS)[number];

/** What was sent and did not go through, so that it stands where it was typed. */
export type MyPanelForm = {
  readonly caseId: string;
  readonly what: Saying;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
};

type Wish = {
  /** The panel that is answered here, where there are several. */
  readonly chosen?: string | undefined;
  readonly person: string;
  readonly texts: Texts;
  readonly csrfField: Html;
  readonly form?: MyPanelForm | undefined;
};

/** Everything that is asked of a person who could sit on a panel, or who sits: days, a declaration, when and where. */
export function renderMyPanels(panels: readonly MyPanel[], wish: Wish): Page {
  const errors = wish.form?.errors ?? [];
  const chosen = wish.form?.caseId ?? wish.chosen;
  const isOpen = ({ record }: MyPanel): boolean => panels.length === 1 || record.caseId === chosen;
  const links = errors.map(({ field, message }) => ({
    text: message,
    ...(field !== '' && { href: `#${inputId(field)}` }),
  }));
  return {
    title: `${errors.length > 0 ? 'Error: ' : ''}Panels you are asked to sit on`,
    heading: false,
    body: html`${errors.length > 0 && govuk.errorSummary({ titleText: 'There is a problem', errorList: links })}
<h1 class="govuk-heading-l">Panels you are asked to sit on</h1>
${panels.length === 0 ? html`<p class="govuk-body">Nothing is asked of you now.</p>` : panels.map((mine) => renderOne(mine, wish, isOpen(mine)))}`,
  };
}

/** The fields of what is said, as the form of this page asks them. */
export function listSayings({ panel }: MyPanel, what: Saying, texts: Texts): readonly Field[] {
  const { fields } = texts.fields;
  if (what === 'declaration')
    return [
      { kind: 'yes-no', name: 'has-conflict', label: fields['has-conflict']!.label, required: true },
      {
        kind: 'long-text',
        name: 'conflict-what',
        label: fields['conflict-what']!.label,
        hint: fields['conflict-what']!.hint ?? '',
        required: false,
      },
    ];
  const days = panel.arranged?.proposed?.days ?? [];
  return [
    {
      kind: 'choices',
      name: 'can-on',
      label: 'On which days can you come?',
      hint: 'Tick none if you cannot come on any of them.',
      required: false,
      options: days.map((day) => ({ value: day, label: describeDate(day, texts) })),
    },
    { kind: 'long-text', name: 'availability-note', label: fields['availability-note']!.label, required: false },
  ];
}

/** The forms stand where a panel is chosen: two with the same questions on one page could not be told apart. */
function renderOne(mine: MyPanel, wish: Wish, isOpen: boolean): Html {
  const { record, panel, stage, isAsked } = mine;
  const way = html`<p class="govuk-body"><a class="govuk-link" href="${caseworkPaths.myPanels(undefined, { case: record.caseId })}">Answer<span class="govuk-visually-hidden"> for ${record.origin.reference}</span></a></p>`;
  return html`<section class="redress-card" id="case-${record.caseId}"><h2 class="govuk-heading-m">${record.origin.reference}: ${panel.step.name}</h2>
<p class="govuk-body">${stage}. ${describeWhen(mine, wish.texts)}</p>
${renderPlace(mine)}
${isOpen ? html`${isAsked && renderSaying(mine, 'availability', wish)}${renderSaying(mine, 'declaration', wish)}` : way}</section>`;
}

function describeWhen({ panel }: MyPanel, texts: Texts): string {
  if (panel.day !== undefined) return `You sit on it. It meets on ${describeDate(panel.day, texts)}.`;
  const due = panel.arranged?.proposed?.due;
  return due === undefined ? '' : `Say by ${describeDate(due, texts)} when you can come.`;
}

/** The times that were proposed; once it is arranged, what the pack asks of the place. */
function renderPlace({ record, panel }: MyPanel): Html | undefined {
  const proposed = record.texts.get(panel.arranged?.proposed?.n ?? 0)?.['panel-times'];
  const called = record.texts.get(panel.called ?? 0) ?? {};
  const places = (panel.step.records ?? []).flatMap((id) => called[id] ?? []);
  const lines = panel.called === undefined ? (proposed ? [proposed] : []) : places;
  return lines.length === 0
    ? undefined
    : html`${lines.map((line) => html`<p class="govuk-body redress-typed">${line}</p>`)}`;
}

const SUBMIT: Readonly<Record<Saying, string>> = {
  availability: 'Say when you can come',
  declaration: 'Declare this',
};

function renderSaying(mine: MyPanel, what: Saying, wish: Wish): Html {
  const { record } = mine;
  const sent = wish.form?.caseId === record.caseId && wish.form.what === what ? wish.form : undefined;
  const form = renderForm({
    action: caseworkPaths.myPanel({ case: record.caseId, what }),
    fields: listSayings(mine, what, wish.texts),
    csrfField: wish.csrfField,
    submit: SUBMIT[what],
    typed: sent?.typed ?? readSaid(mine, what, wish.person),
    ...(sent && { errors: sent.errors }),
  });
  const said = describeSaid(mine, what, wish);
  return said === undefined
    ? form
    : html`<p class="govuk-body">${said}</p>${govuk.details({ summaryText: 'Change what you said', text: form, open: sent !== undefined })}`;
}

const findAnswer = ({ panel }: MyPanel, person: string) => panel.arranged?.answers.find((one) => one.person === person);

function readSaid(mine: MyPanel, what: Saying, person: string): Typed {
  if (what === 'declaration') return mine.interest ? { 'has-conflict': mine.interest.conflict ? 'yes' : 'no' } : {};
  return { 'can-on': findAnswer(mine, person)?.can ?? [] };
}

function describeSaid(mine: MyPanel, what: Saying, { person, texts }: Wish): string | undefined {
  if (what === 'declaration') {
    if (!mine.interest) return undefined;
    return mine.interest.conflict
      ? 'You declared a conflict of interest, so you do not sit on this panel.'
      : 'You declared that you have no conflict of interest.';
  }
  const answer = findAnswer(mine, person);
  if (!answer) return undefined;
  const days = answer.can.map((day: IsoDate) => describeDate(day, texts)).join(', ');
  return days === '' ? 'You said that you cannot come on any of the days.' : `You said that you can come on ${days}.`;
}
