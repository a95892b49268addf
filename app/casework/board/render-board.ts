import { findHandler, findMissingTraining, type IsoDate } from '../../../engine/index.ts';
import type { Absence } from '../../identity/absences.ts';
import type { Person } from '../../identity/person.ts';
import type { Team } from '../../identity/team-events.ts';
import { listMembers } from '../../identity/teams.ts';
import { describeList, describeShortDate, describeUntrained, describeWarning, type Texts } from '../../texts/index.ts';
import type { OrganisationPart } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type FieldError, findError } from '../../web/errors.ts';
import { allOf, type FormBody, firstOf } from '../../web/forms.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { describeCaseTitle, describeClockTag, findStageName } from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderRefusals } from '../render-refusals.ts';
import { offerTeams } from '../teams/determine-team-work.ts';
import type { WeekAhead } from './find-ahead.ts';
import {
  CASES_A_PAGE,
  chooseShown,
  type FoundColumn,
  GROUPINGS,
  type Grouping,
  MOST_COUNTED,
  NOBODY,
} from './find-board.ts';
import type { Reassigned } from './reassign.ts';
import { renderAhead } from './render-ahead.ts';

export type BoardPage = {
  readonly by: Grouping;
  readonly service: string | undefined;
  /** The team whose work is shown. */
  readonly team: string | undefined;
  /** The role of the people of the next six weeks. */
  readonly role: string | undefined;
  readonly teams: readonly Team[];
  /** One column by itself. */
  readonly only: string | undefined;
  readonly page: number;
  readonly organisation: OrganisationPart;
  readonly people: readonly Person[];
  readonly absences: readonly Absence[];
  readonly today: IsoDate;
  readonly columns: readonly FoundColumn[];
  readonly opened: ReadonlyMap<string, OpenCase>;
  readonly weeks: readonly WeekAhead[];
  readonly typed: FormBody;
  readonly errors: readonly FieldError[];
  readonly texts: Texts;
  readonly csrfField: Html;
};

const NAMES: Readonly<Record<Grouping, string>> = {
  handler: 'By person',
  stage: 'By stage',
  service: 'By service',
  due: 'By week due',
};

const sayCount = (count: number): string => (count > MOST_COUNTED ? `${MOST_COUNTED}+` : String(count));

/** The team board. */
export function renderBoard(page: BoardPage): Page {
  const { columns } = page;
  return {
    title: 'Board',
    wide: true,
    errors: page.errors,
    body: html`${renderGroupings(page)}
${renderTeam(page)}${renderFilter(page)}
<p class="govuk-body"><a class="govuk-link" href="${caseworkPaths.absences()}">Who is away, and who acts for them</a> · <a class="govuk-link" href="#ahead">The next six weeks</a></p>
${columns.length === 0 ? html`<p class="govuk-body">There is no open case here.</p>` : renderForm(page)}
${renderAhead(page.weeks, nameAhead(page))}`,
  };
}

/** Whose weeks are drawn: a team's, those of a role, both, or everybody's. */
function nameAhead({ organisation: { policy }, team, role, teams }: BoardPage): string {
  const title = policy.pack.roles.find(({ id }) => id === role)?.title;
  const name = teams.find(({ id }) => id === team)?.name;
  const found = [name, title].filter((one) => one !== undefined);
  return found.length > 0 ? found.join(', ') : policy.pack.organisation.name;
}

/** Who the team is whose work is shown. */
function renderTeam({ team, teams, people, today }: BoardPage): Html | undefined {
  const found = teams.find(({ id }) => id === team);
  if (!found) return undefined;
  const nameOf = (id: string): string | undefined => people.find((one) => one.id === id)?.name;
  const led = found.leader === undefined ? undefined : nameOf(found.leader);
  const names = listMembers(found, today).flatMap((id) => (id === found.leader ? [] : (nameOf(id) ?? [])));
  const says = [led === undefined ? undefined : `led by ${led}`, names.length > 0 ? describeList(names) : undefined];
  return html`<p class="govuk-body"><strong>${found.name}</strong>: ${says.filter(Boolean).join(', with ') || 'nobody is in it now'}. What they have, and what nobody has of the services they look after.</p>`;
}

const queryOf = ({ by, service, team, role }: BoardPage, more: Record<string, string | number | undefined> = {}) => ({
  ...{ by: by === 'handler' ? undefined : by, service, team, role },
  ...more,
});

function renderGroupings(page: BoardPage): Html {
  const items = GROUPINGS.map((by) => {
    const href = caseworkPaths.board(undefined, queryOf({ ...page, by }));
    return html`<li class="moj-sub-navigation__item"><a${attributes({ class: 'moj-sub-navigation__link', href, 'aria-current': by === page.by ? 'page' : undefined })}>${NAMES[by]}</a></li>`;
  });
  return html`<nav class="moj-sub-navigation" aria-label="How to sort the board"><ul class="moj-sub-navigation__list">${items}</ul></nav>`;
}

function renderFilter({ by, service, team, role, teams, organisation }: BoardPage): Html {
  const { services, roles } = organisation.policy.pack;
  const choose = (
    name: string,
    label: string,
    all: string,
    value: string | undefined,
    items: { value: string; text: string }[],
  ) => govuk.select({ name, id: name, label, value: value ?? '', items: [{ value: '', text: all }, ...items] });
  const form = html`<form method="get" action="${caseworkPaths.board()}"><input type="hidden" name="by" value="${by}">
${
  services.length > 1 &&
  choose(
    'service',
    'Service of the cases',
    'All services',
    service,
    services.map(({ id, name }) => ({ value: id, text: name })),
  )
}
${teams.length > 0 && choose('team', 'Team', 'All teams', team, offerTeams(teams, team))}
${choose(
  'role',
  'Role of the next six weeks',
  'Every role',
  role,
  roles.map(({ id, title }) => ({ value: id, text: title })),
)}
${govuk.button({ text: 'Show these', classes: 'govuk-button--secondary' })}</form>`;
  return govuk.details({
    summaryText: 'Only one service or team',
    text: form,
    open: service !== undefined || team !== undefined || role !== undefined,
  });
}

/** One form over the whole board, so that cases of several columns can be given to somebody in one go. */
function renderForm(page: BoardPage): Html {
  const { people, errors, typed, csrfField, only, columns } = page;
  const active = people.filter(({ state, roles }) => state === 'active' && roles.length > 0);
  const items = active.map((person) => ({
    value: person.id,
    text: `${person.name}${sayUntrained(page, person)}${sayAway(page, person.id)}`,
  }));
  const missing = findError(errors, 'cases');
  const action = caseworkPaths.board(undefined, queryOf(page, { only, page: page.page === 1 ? undefined : page.page }));
  return html`<form method="post" action="${action}" novalidate>${csrfField}
<div id="cases" tabindex="-1" class="${missing === undefined ? '' : 'govuk-form-group govuk-form-group--error'}">${missing !== undefined && govuk.errorMessage({ text: missing })}
<div class="redress-board${only !== undefined && ' redress-board--one'}">${columns.map((column) => renderColumn(page, column))}</div></div>
<fieldset class="govuk-fieldset redress-measure"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m"><h2 class="govuk-fieldset__heading">Give the chosen cases to somebody</h2></legend>
${govuk.select({ name: 'to', id: 'to', label: 'Who is to have them', value: firstOf(typed, 'to'), items: [{ value: '', text: 'Choose a person' }, ...items], errorMessage: findError(errors, 'to') })}
${govuk.input({ name: 'why', id: 'why', label: 'Why, if it helps whoever reads it later', value: firstOf(typed, 'why') })}
${govuk.button({ text: 'Give them the chosen cases', preventDoubleClick: true })}</fieldset></form>`;
}

/** The training that a role of theirs asks for and that is not recorded: seen before anybody is given a case. */
function sayUntrained({ organisation: { policy }, today, texts }: BoardPage, { roles }: Person): string {
  const lacks = describeUntrained(texts, findMissingTraining(policy, roles, today));
  return lacks === '' ? '' : ` (${lacks})`;
}

function sayAway({ absences, today }: BoardPage, person: string): string {
  const absence = absences.find((one) => one.person === person && one.from <= today);
  return absence ? `, away until ${describeShortDate(absence.to)}` : '';
}

function renderColumn(page: BoardPage, column: FoundColumn): Html {
  const { only, opened } = page;
  const shown = chooseShown(column, page);
  const name = nameColumn(page, column);
  const rest = column.count - shown.length;
  const href = caseworkPaths.board(undefined, queryOf(page, { only: column.id }));
  const away =
    page.by === 'handler' ? page.absences.find((one) => one.person === column.id && one.from <= page.today) : undefined;
  return html`<section class="redress-board__column" aria-label="${name}"><h2 class="govuk-heading-s">${name} (${sayCount(column.count)})</h2>
<p class="govuk-body">${column.late > 0 && govuk.tag({ text: `${sayCount(column.late)} late`, colour: 'red' })}${away && html` ${govuk.tag({ text: `Away until ${describeShortDate(away.to)}`, colour: 'yellow' })}`}</p>
<ul class="govuk-list">${shown.map(({ caseId }) => renderCard(page, opened.get(caseId)))}</ul>
${only === undefined ? rest > 0 && html`<p class="govuk-body"><a class="govuk-link" href="${href}">All ${sayCount(column.count)}: ${name}</a></p>` : renderPages(page, column)}</section>`;
}

function nameColumn({ by, today }: BoardPage, { id, name }: FoundColumn): string {
  if (by === 'handler' && id === NOBODY) return 'Nobody has these';
  if (by !== 'due' || !/^\d/.test(id)) return name;
  return id <= today ? 'This week' : `Week of ${describeShortDate(id)}`;
}

function renderCard(page: BoardPage, open: OpenCase | undefined): Html | undefined {
  if (!open) return undefined;
  const { record, standing, texts, wording, nameOf } = open;
  const clock = standing.nextDue;
  const words = clock && describeClockTag(texts, clock, standing);
  const handler = findHandler(standing.state);
  const keeper =
    page.by !== 'handler' &&
    html`<br>${handler === undefined ? html`<strong>Nobody has it</strong>` : (nameOf(handler) ?? 'somebody')}`;
  const id = `case-${record.caseId}`;
  const box = {
    class: 'govuk-checkboxes__input',
    type: 'checkbox',
    name: 'cases',
    id,
    value: record.caseId,
    checked: allOf(page.typed, 'cases').includes(record.caseId),
  };
  return html`<li class="redress-board__card"><div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input${attributes(box)}><label class="govuk-label govuk-checkboxes__label" for="${id}">${record.origin.reference}<span class="govuk-visually-hidden">: choose it</span></label></div></div>
<p class="govuk-body govuk-!-margin-bottom-0"><a class="govuk-link" href="${caseworkPaths.casePage({ id: record.caseId })}">${describeCaseTitle(texts, standing, wording)}</a><br>${findStageName(standing)}${keeper}<br>${words && html`${clock.name}: <span class="redress-whole">${clock.due && describeShortDate(clock.due, texts)}</span> ${govuk.tag({ text: words.state, colour: words.colour })}`}</p></li>`;
}

function renderPages(page: BoardPage, column: FoundColumn): Html | undefined {
  const last = Math.ceil(column.count / CASES_A_PAGE);
  if (last < 2) return undefined;
  const href = (to: number): string =>
    caseworkPaths.board(undefined, queryOf(page, { only: column.id, page: to === 1 ? undefined : to }));
  return govuk.pagination({
    items: Array.from({ length: last }, (_, index) => ({
      number: index + 1,
      href: href(index + 1),
      current: index + 1 === page.page,
    })),
    landmarkLabel: 'Pages of this column',
  });
}

/** What came of it, case by case: first what was refused, with its reason and where to go on. */
export function renderReassigned(texts: Texts, done: readonly Reassigned[], name: string): Page {
  const given = done.filter(({ refusals, changed }) => refusals.length === 0 && !changed);
  const refused = done.filter((one) => !given.includes(one));
  const link = ({ href, title, open }: Reassigned): Html =>
    html`<a class="govuk-link" href="${href}">${open.record.origin.reference}: ${title}</a>`;
  return {
    title:
      refused.length > 0
        ? `${given.length} given to ${name}, ${refused.length} not`
        : `${given.length} given to ${name}`,
    back: { href: caseworkPaths.board(), text: 'Board' },
    body: html`${renderUntrained(texts, given)}${
      refused.length > 0 &&
      html`<h2 class="govuk-heading-m">Not given, and why</h2><p class="govuk-body">These stay with whoever has them. Open one to choose somebody on the case itself.</p>
${refused.map((one) => html`<h3 class="govuk-heading-s">${link(one)}</h3>${one.changed ? html`<p class="govuk-body">Somebody else changed it meanwhile. Try again.</p>` : renderRefusals(texts, one.open.standing.policy, one.refusals, 'allocate')}`)}`
    }
${given.length > 0 && html`<h2 class="govuk-heading-m">Given to ${name}</h2><ul class="govuk-list govuk-list--bullet">${given.map((one) => html`<li>${link(one)}</li>`)}</ul>`}
${done.length === 0 && html`<p class="govuk-body">None of the chosen cases is there any more.</p>`}`,
  };
}

/** Who was given something without the training of their role: said once, however many cases it is. */
function renderUntrained(texts: Texts, given: readonly Reassigned[]): Html | undefined {
  const says = given.flatMap(({ warnings, open }) =>
    warnings.map((warning) => describeWarning(texts, warning, open.nameOf)),
  );
  const [first] = says;
  if (!first) return undefined;
  const told = [...new Set(says.map((one) => one.says))].join(' ');
  return govuk.warningText({ text: `${told} ${first.mend}`, iconFallbackText: 'Warning' });
}
