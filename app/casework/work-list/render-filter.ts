import type { Policy } from '../../../engine/index.ts';
import { CHANNELS, KINDS } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import type { Team } from '../../identity/team-events.ts';
import { describeDate, type Texts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { renderField, renderHidden, type Typed, typedFrom } from '../../web/forms.ts';
import { type Html, html } from '../../web/html.ts';
import { caseworkPaths } from '../paths.ts';
import { offerTeams } from '../teams/determine-team-work.ts';
import { DATE_FIELDS } from './read-dates.ts';
import { isNarrowed, type WorkFilter } from './work-filter.ts';

export type FilterForm = {
  readonly filter: WorkFilter;
  readonly search: string | undefined;
  readonly policy: Policy;
  readonly versions: readonly string[];
  readonly people: readonly Person[];
  readonly teams: readonly Team[];
  readonly texts: Texts;
  readonly errors: readonly FieldError[];
  /** What was typed as dates, where it was wrong. */
  readonly typed: Typed | undefined;
};

type Choice = { readonly value: string; readonly text: string };

/** What a list can be narrowed by, with the choices of each. */
function listChoices({
  policy,
  versions,
  people,
  teams,
  filter,
  texts,
}: Omit<FilterForm, 'search' | 'errors' | 'typed'>) {
  const { services, procedures } = policy.pack;
  const stages = new Map(procedures.flatMap(({ stages: all }) => all.map(({ id, name }) => [id, name] as const)));
  const named = (field: string, values: readonly string[]): readonly Choice[] =>
    values.map((value) => ({ value, text: texts.fields.options[field]?.[value] ?? value }));
  return {
    team: { label: 'Team', any: 'All teams', choices: offerTeams(teams, filter.team) },
    service: {
      label: 'Service',
      any: 'All services',
      choices: services.map(({ id, name }) => ({ value: id, text: name })),
    },
    stage: { label: 'Stage', any: 'All stages', choices: [...stages].map(([value, text]) => ({ value, text })) },
    handler: { label: 'With', any: 'Anybody', choices: people.map(({ id, name }) => ({ value: id, text: name })) },
    kind: { label: 'What it is', any: 'Anything', choices: named('kind', KINDS) },
    channel: { label: 'How it reached us', any: 'Any way', choices: named('channel', CHANNELS) },
    version: {
      label: 'Version of the procedure',
      any: 'All versions',
      choices: versions.map((value) => ({ value, text: value })),
    },
  } satisfies Record<string, { label: string; any: string; choices: readonly Choice[] }>;
}

const SORT_CHOICES: readonly Choice[] = [
  { value: 'due', text: 'What is due first' },
  { value: 'newest', text: 'Received last' },
  { value: 'oldest', text: 'Received first' },
];

/** The form that narrows and sorts the list. It asks by its address, which can be kept and passed on. */
export function renderFilterForm(form: FilterForm): Html {
  const { filter, search, errors } = form;
  const selects = Object.entries(listChoices(form)).flatMap(([name, { label, any, choices }]) => {
    const value = filter[name as keyof WorkFilter] ?? '';
    // With one to choose there is nothing to narrow, unless it is set; not everybody is in a team.
    const fewest = name === 'team' ? 1 : 2;
    if (choices.length < fewest && value === '') return [];
    return govuk.select({ name, id: name, label, value, items: [{ value: '', text: any }, ...choices] });
  });
  const sorts = [...(search === undefined ? [] : [{ value: 'best', text: 'What fits best' }]), ...SORT_CHOICES];
  const usual = { value: '', text: 'As usual' };
  const dates = form.typed ?? typedFrom(DATE_FIELDS, {});
  const days = { ...splitDay('from', filter.from), ...splitDay('to', filter.to), ...dates };
  const body = html`<form method="get" action="${caseworkPaths.cases()}" novalidate>
${renderHidden('show', filter.show)}${search !== undefined && renderHidden('search', search)}
<div class="redress-filter">${selects}${DATE_FIELDS.map((field) => renderField(field, days, errors))}
${govuk.select({ name: 'sort', id: 'sort', label: 'Order', value: filter.sort ?? '', items: [usual, ...sorts] })}</div>
${govuk.button({ text: 'Show these', classes: 'govuk-button--secondary' })}</form>`;
  return govuk.details({ summaryText: 'Filter and sort', text: body, open: isNarrowed(filter) || errors.length > 0 });
}

function splitDay(name: string, day: string | undefined): Record<string, string> {
  const [year, month, date] = day?.split('-') ?? [];
  if (year === undefined || month === undefined || date === undefined) return {};
  return { [`${name}-day`]: String(Number(date)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year };
}

/** What narrows a list, in words. */
export function describeNarrowing(
  form: Omit<FilterForm, 'search' | 'errors' | 'typed'>,
): readonly { readonly name: string; readonly says: string }[] {
  const { filter, texts } = form;
  const chosen = Object.entries(listChoices(form)).flatMap(([name, { label, choices }]) => {
    const value = filter[name as keyof WorkFilter];
    if (value === undefined) return [];
    return { name, says: `${label}: ${choices.find((one) => one.value === value)?.text ?? value}` };
  });
  const day = (name: 'from' | 'to', label: string) => {
    const value = filter[name];
    return value === undefined ? [] : [{ name, says: `${label} ${describeDate(value, texts)}` }];
  };
  return [...chosen, ...day('from', 'First contact from'), ...day('to', 'First contact to')];
}

/** What narrows the list just now, each with a link that takes it away. */
export function renderNarrowing(form: FilterForm, addressOf: (filter: WorkFilter) => string): Html | undefined {
  const all = describeNarrowing(form);
  if (all.length === 0) return undefined;
  const items = all.map(({ name, says }) => {
    const without = addressOf({ ...form.filter, [name]: undefined });
    return html`<li>${says} <a class="govuk-link" href="${without}">Take away<span class="govuk-visually-hidden"> ${says}</span></a></li>`;
  });
  return html`<ul class="govuk-list redress-narrowing" aria-label="Only these are shown">${items}</ul>`;
}
