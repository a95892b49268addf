import type { Policy, Refusal } from '../../../engine/index.ts';
import { describeRefusalParts } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type FieldError, inputId } from '../../web/errors.ts';
import { type Field, type Option, renderField, type Typed } from '../../web/forms.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { findRefusedInput } from '../actions/find-input.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import { type LogFields, RECEIVED } from './list-log-fields.ts';

type LogPage = {
  readonly parts: AppParts;
  readonly policy: Policy;
  readonly fields: LogFields;
  readonly people: readonly Option[];
  readonly typed: Typed;
  /** Whether there is a work list to go back to. */
  readonly seesWork: boolean;
  readonly csrfField: Html;
  readonly errors?: readonly FieldError[];
  readonly refusals?: readonly Refusal[];
};

/** The form for logging what was received. */
export function renderLogPage(page: LogPage): Page {
  const { policy, fields, parts } = page;
  const failed = (page.errors?.length ?? 0) + (page.refusals?.length ?? 0) > 0;
  const { definition } = policy.pack.intake;
  return {
    title: `${failed ? 'Error: ' : ''}Log a complaint`,
    heading: false,
    ...(page.seesWork && { back: { href: caseworkPaths.cases(), text: 'Back to the cases' } }),
    body: html`${renderTroubles(page)}<h1 class="govuk-heading-l">Log a complaint</h1>
${govuk.details({ summaryText: 'What counts as a complaint', text: html`<p class="govuk-body">${definition.is}</p><p class="govuk-body">${renderClause(parts.texts, policy, definition.clause)}</p>` })}
<form method="post" action="${caseworkPaths.newCase()}" novalidate>${page.csrfField}
${renderGroup(page, 'What was received', fields.first)}
${renderGroup(page, 'Who it is from', fields.resident)}
${fields.triage.length > 0 && renderTriage(page)}
${govuk.button({ text: 'Log it', preventDoubleClick: true })}
</form>`,
  };
}

function renderGroup(page: LogPage, heading: string, fields: readonly Field[]): Html {
  return html`<h2 class="govuk-heading-m">${heading}</h2>${drawAll(page, fields)}`;
}

const drawAll = (page: LogPage, fields: readonly Field[]): readonly Html[] =>
  fields.map((field) => renderField(field, page.typed, listInlineErrors(page), { people: page.people }));

function renderTriage(page: LogPage): Html {
  return html`<h2 class="govuk-heading-m">What the procedure asks</h2>
<p class="govuk-body">Answer what you know now. The rest can be answered later, on the case.</p>
${drawAll(page, page.fields.triage)}`;
}

const inputsOf = ({ fields }: LogPage) => ({
  fields: fields.engine,
  names: [...fields.first, ...fields.resident, ...fields.triage].map(({ name }) => name),
  moment: RECEIVED,
});

function listInlineErrors(page: LogPage): readonly FieldError[] {
  const ofRefusals = (page.refusals ?? []).flatMap((refusal) => {
    const field = findRefusedInput(inputsOf(page), refusal);
    const { says, mend } = describeRefusalParts(page.parts.texts, refusal, 'receive');
    return field === undefined
      ? []
      : [{ field: field === RECEIVED ? `${field}-day` : field, message: `${says} ${mend}` }];
  });
  return [...(page.errors ?? []), ...ofRefusals];
}

function renderTroubles(page: LogPage): Html | undefined {
  const { errors = [], refusals = [], parts, policy } = page;
  if (errors.length + refusals.length === 0) return undefined;
  const items = errors.map(({ field, message }) => ({ text: message, href: `#${inputId(field)}` }));
  const reasons = refusals.map((refusal) => {
    const { says, mend } = describeRefusalParts(parts.texts, refusal, 'receive');
    const input = findRefusedInput(inputsOf(page), refusal);
    const words = `${says} ${mend}`;
    const told =
      input === undefined ? html`${words}` : html`<a${attributes({ href: `#${inputId(input)}` })}>${words}</a>`;
    return { text: html`${told} ${renderClause(parts.texts, policy, refusal.clause)}` };
  });
  return govuk.errorSummary({
    descriptionText: 'Nothing was recorded yet, and nothing you typed is lost.',
    errorList: [...items, ...reasons],
  });
}
