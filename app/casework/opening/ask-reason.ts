import type { FastifyInstance, FastifyRequest } from 'fastify';
import { determineReach } from '../../../engine/index.ts';
import { readAddressHere } from '../../identity/paths.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, firstOf, readForm, renderField, renderHidden, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';

const REASON = 'opening-reason';
const WORDS = 'words';
/** The reason that says nothing by itself. */
const ANOTHER = 'another';

/**
 * Why somebody opens a restricted case: asked before any page of it, and kept with who and when. What is asked holds
 * for a working day; until then the page says nothing of the case but its reference.
 */
export function routeOpening(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = caseworkPaths.opening;
  const config = { access: 'case', asksReason: true } as const;
  app.get(pattern, { config }, async (request, reply) => {
    const open = await openCase(request, parts);
    const next = readNext(open, (request.query as { next?: unknown }).next);
    if (determineReach(open.standing).only === undefined) return reply.seeOther(next);
    return reply.page(viewQuestion(open, { next, csrfField: request.csrfField }));
  });
  app.post(pattern, { config }, async (request, reply) => {
    const open = await openCase(request, parts);
    const next = readNext(open, firstOf(request.form, 'next'));
    const { values, typed, errors } = readReason(open, request);
    if (errors.length > 0)
      return reply.page(viewQuestion(open, { next, csrfField: request.csrfField, typed, errors }), 400);
    const { organisation, caseId } = open.record;
    const words = typeof values[WORDS] === 'string' ? values[WORDS] : undefined;
    await parts.casebook.opened(organisation, {
      caseId,
      person: open.person.id,
      reason: String(values[REASON]),
      words,
    });
    return reply.seeOther(next);
  });
}

/** Back to where they were going on this case, and nowhere else. */
function readNext({ record }: OpenCase, given: unknown): string {
  const home = caseworkPaths.casePage({ id: record.caseId });
  const address = readAddressHere(given) ?? home;
  const isOfCase = address === home || address.startsWith(`${home}/`) || address.startsWith(`${home}?`);
  return isOfCase && !address.startsWith(caseworkPaths.opening({ id: record.caseId })) ? address : home;
}

function fieldsOf({ texts }: OpenCase): readonly Field[] {
  const options = Object.entries(texts.pages['opening-reasons'] ?? {}).map(([value, label]) => ({ value, label }));
  return [
    { name: REASON, kind: 'choice', label: 'Why do you open it?', required: true, options },
    {
      name: WORDS,
      kind: 'long-text',
      label: 'Anything to add?',
      hint: 'Needed where you chose another reason. Those who look after restricted cases can read it.',
      required: false,
    },
  ];
}

function readReason(open: OpenCase, request: FastifyRequest): ReturnType<typeof readForm> {
  const read = readForm(fieldsOf(open), request.form);
  const lacks = read.values[REASON] === ANOTHER && !read.values[WORDS];
  const error: FieldError = { field: WORDS, message: 'Say what your reason is' };
  return lacks ? { ...read, errors: [...read.errors, error] } : read;
}

type Question = {
  readonly next: string;
  readonly csrfField: Html;
  readonly typed?: Typed;
  readonly errors?: readonly FieldError[];
};

function viewQuestion(open: OpenCase, { next, csrfField, typed = {}, errors = [] }: Question): Page {
  const { reference } = open.record.origin;
  const action = caseworkPaths.opening({ id: open.record.caseId });
  const body = html`<p class="govuk-body">${reference} is open only to the people who work on it and to a few named roles. Who opens it is kept, with the day and the reason. You are asked again after eight hours.</p>
<form method="post" action="${action}" novalidate>${csrfField}${renderHidden('next', next)}
${fieldsOf(open).map((field) => renderField(field, typed, errors))}
<div class="govuk-button-group">${govuk.button({ text: 'Open the case', preventDoubleClick: true })}
<a class="govuk-link" href="${caseworkPaths.cases()}">Do not open it</a></div></form>`;
  return {
    title: 'Why do you open this case?',
    caption: reference,
    breadcrumbs: [{ text: 'Cases', href: caseworkPaths.cases() }, { text: reference }],
    body,
    ...(errors.length > 0 && { errors }),
  };
}
