import type { Person } from '../../identity/person.ts';
import * as govuk from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, renderField, renderHidden, type Typed } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { caseworkPaths } from '../paths.ts';
import type { SavedFilter } from './filter-events.ts';
import { mayChange } from './saved-filters.ts';
import { compactFilter, type WorkFilter } from './work-filter.ts';

export const SAVE_FIELDS: readonly Field[] = [
  { kind: 'text', name: 'name', label: 'Name', required: true },
  {
    kind: 'choice',
    name: 'whose',
    label: 'Who is it for?',
    required: true,
    options: [
      { value: 'me', label: 'Only me' },
      { value: 'team', label: 'Everybody here', hint: 'They see its name, and what it searches for.' },
    ],
  },
];

type FiltersPage = {
  readonly saved: readonly SavedFilter[];
  readonly person: Person;
  readonly people: readonly Person[];
  /** What is to be saved, where somebody came from a list to save it. */
  readonly fresh:
    | { readonly filter: WorkFilter; readonly search: string | undefined; readonly words: string | undefined }
    | undefined;
  readonly csrfField: Html;
  readonly errors?: readonly FieldError[] | undefined;
  /** What was typed; `of`: into the form of which filter. */
  readonly typed?: Typed | undefined;
};

export function renderFiltersPage(page: FiltersPage): Page {
  const { saved, fresh } = page;
  const list =
    saved.length === 0
      ? html`<p class="govuk-body">No filter is saved. Narrow the list of cases, or search it, and choose “Save this filter”.</p>`
      : html`${saved.map((one) => renderSaved(page, one))}`;
  return {
    title: fresh ? 'Save this filter' : 'Saved filters',
    breadcrumbs: [{ text: 'Cases', href: caseworkPaths.cases() }, { text: 'Saved filters' }],
    errors: page.errors,
    body: fresh ? html`${renderFresh(page, fresh)}<h2 class="govuk-heading-m">Saved so far</h2>${list}` : list,
  };
}

function renderFresh(page: FiltersPage, { filter, search, words }: NonNullable<FiltersPage['fresh']>): Html {
  const hidden = Object.entries({ ...compactFilter(filter), ...(search !== undefined && { search }) });
  const typed = page.typed ?? { whose: 'me' };
  const searched = words !== undefined && html`<p class="govuk-body">It searches for “${words}”.</p>`;
  return html`${searched}<form method="post" action="${caseworkPaths.casesFilters()}" novalidate>${page.csrfField}
${hidden.map(([name, value]) => renderHidden(name, value))}
${SAVE_FIELDS.map((field) => renderField(field, typed, page.errors))}
${govuk.button({ text: 'Save', preventDoubleClick: true })}</form>`;
}

function renderSaved(page: FiltersPage, one: SavedFilter): Html {
  const { person, people } = page;
  const owner = people.find(({ id }) => id === one.owner)?.name ?? 'somebody who has left';
  const whose = one.shared ? `For everybody, saved by ${one.owner === person.id ? 'you' : owner}` : 'Only for you';
  return html`<section class="redress-card">
<h3 class="govuk-heading-s"><a class="govuk-link" href="${caseworkPaths.casesFilter({ filter: one.id })}">${one.name}</a></h3>
<p class="govuk-body">${whose}${one.words !== undefined && html`. Searches for “${one.words}”`}</p>
${mayChange(one, person) && renderChange(page, one)}</section>`;
}

/** Inputs of several forms on one page: their ids must differ, their names need not. */
function renderChange(page: FiltersPage, { id, name, shared }: SavedFilter): Html {
  const wrong = page.typed?.['of'] === id;
  const typed = wrong ? page.typed : { name, whose: shared ? 'team' : 'me' };
  const [first] = SAVE_FIELDS;
  const value = typed?.['name'];
  const whose = typed?.['whose'];
  const form = html`<form method="post" action="${caseworkPaths.casesFilter({ filter: id })}" novalidate>${page.csrfField}
${govuk.input({
  name: 'name',
  id: wrong ? 'name' : `name-${id}`,
  label: first?.label ?? '',
  value: typeof value === 'string' ? value : '',
  errorMessage: wrong ? page.errors?.find(({ field }) => field === 'name')?.message : undefined,
})}
${govuk.select({
  name: 'whose',
  id: `whose-${id}`,
  label: 'Who is it for?',
  value: typeof whose === 'string' ? whose : 'me',
  items: [
    { value: 'me', text: 'Only me' },
    { value: 'team', text: 'Everybody here' },
  ],
})}
<div class="govuk-button-group">${govuk.button({ text: 'Save changes', name: 'do', value: 'change' })}
${govuk.button({ text: html`Delete<span class="govuk-visually-hidden"> ${name}</span>`, name: 'do', value: 'delete', classes: 'govuk-button--warning' })}</div></form>`;
  const summaryText = html`Change or delete<span class="govuk-visually-hidden"> ${name}</span>`;
  return govuk.details({ summaryText, text: form, open: wrong });
}
