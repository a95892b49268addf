import type { Forecast, Policy } from '../../../engine/index.ts';
import { findWaitingRequest } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import type { Team } from '../../identity/team-events.ts';
import { findTeamsOf } from '../../identity/teams.ts';
import { describeDate, describeShortDate, fill, type Texts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { renderHidden, type Typed } from '../../web/forms.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import type { WorkRow } from './describe-row.ts';
import type { SavedFilter } from './filter-events.ts';
import { type Counts, MOST_COUNTED, PAGE_SIZE, sortOf, type Work, type WorkWish } from './find-work.ts';
import { MOST_EXPORTED } from './list-export-rows.ts';
import { renderFilterForm, renderNarrowing } from './render-filter.ts';
import { LONGEST_SEARCH } from './search-cases.ts';
import {
  compactFilter,
  isNarrowed,
  queryOf,
  readFilter,
  SHOWS,
  type Show,
  type Sort,
  type WorkFilter,
} from './work-filter.ts';

type WorkPage = {
  readonly wish: WorkWish;
  readonly work: Work;
  readonly rows: readonly WorkRow[];
  readonly policy: Policy;
  readonly versions: readonly string[];
  readonly people: readonly Person[];
  readonly teams: readonly Team[];
  readonly texts: Texts;
  readonly saved: readonly SavedFilter[];
  /** Under which id what is searched for is kept. */
  readonly search: string | undefined;
  /** An id was given under which nothing is kept. */
  readonly lost: boolean;
  readonly errors: readonly FieldError[];
  readonly typed: Typed | undefined;
  readonly csrfField: Html;
};

const NAMES: Readonly<Record<Show, string>> = {
  all: 'All open',
  mine: 'Mine',
  unassigned: 'Unassigned',
  late: 'Late',
  closed: 'Closed',
  everything: 'Open and closed',
};

/** The order of a list, in words. */
const ORDERS: Readonly<Record<Sort, string>> = {
  due: 'what is due, in order',
  newest: 'the latest first',
  oldest: 'the oldest first',
  best: 'the best fit first',
};

export function renderWorkList(page: WorkPage): Page {
  const { wish, work, rows, errors } = page;
  const filter = filterOf(wish);
  const form = { ...page, filter };
  const addressOf = (other: WorkFilter): string => addressWith(page, other);
  return {
    title: 'Cases',
    wide: true,
    errors,
    body: html`${wish.words === undefined && html`<p class="govuk-body">${describeCounts(work.counts)}</p>`}
${renderSearch(page)}
${renderSaved(page)}
${renderOwnTeams(page)}
${page.lost && govuk.insetText({ text: 'This search is not kept any more, or it is somebody else’s. Search again.' })}
${renderVersion(page)}
${renderShows(page)}
${renderNarrowing(form, addressOf)}
${renderFilterForm(form)}
${wish.words !== undefined && renderFound(page)}
${rows.length === 0 ? renderNothing(page) : renderRows(page)}
${(wish.page > 1 || work.more) && renderPages(page)}
${renderTaking(page)}`,
  };
}

const filterOf = (wish: WorkWish): WorkFilter => readFilter(compactFilter(wish), wish.show);

const addressWith = ({ search }: WorkPage, filter: WorkFilter, page = 1): string => {
  const { show, ...others } = queryOf(filter);
  return caseworkPaths.cases(undefined, { show, page: page === 1 ? undefined : page, ...others, search });
};

function describeCounts({ all = 0, late = 0, unassigned = 0 }: Partial<Counts>): string {
  const open = `${capitalise(countInWords(all))} ${all === 1 ? 'case is' : 'cases are'} open`;
  const nobody = `${countInWords(unassigned)} with nobody to look after ${unassigned === 1 ? 'it' : 'them'}`;
  return `${open}: ${countInWords(late)} late, ${nobody}.`;
}

const countInWords = (n: number): string => (n > MOST_COUNTED ? `more than ${MOST_COUNTED}` : String(n));
const countInShort = (n: number): string => (n > MOST_COUNTED ? `${MOST_COUNTED}+` : String(n));
const capitalise = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function renderSearch({ wish, search, csrfField }: WorkPage): Html {
  // A new search looks among all cases, unless only some are shown.
  const kept = compactFilter({
    ...filterOf(wish),
    show: search === undefined && wish.show === 'all' ? 'everything' : wish.show,
  });
  const { sort: _sort, ...hidden } = kept;
  const clear =
    wish.words !== undefined &&
    html`<p class="govuk-body"><a class="govuk-link" href="${caseworkPaths.cases()}">Clear the search</a></p>`;
  return html`<div class="redress-search"><form method="post" action="${caseworkPaths.casesSearch()}" role="search" novalidate>${csrfField}
${Object.entries(hidden).map(([name, value]) => renderHidden(name, value))}
${govuk.input({
  name: 'words',
  id: 'words',
  label: 'Search cases',
  hint: 'Reference, name, address, telephone, e-mail, or words in the complaint. Spelling need not be right.',
  value: wish.words,
  type: 'search',
  autocomplete: 'off',
  spellcheck: false,
  attributes: { maxlength: LONGEST_SEARCH },
})}
${govuk.button({ text: 'Search' })}</form>${clear}
<p class="redress-search__log">${govuk.button({ text: 'Log a complaint', href: caseworkPaths.newCase(), classes: 'govuk-button--secondary' })}</p></div>`;
}

function renderSaved({ saved }: WorkPage): Html | undefined {
  if (saved.length === 0) return undefined;
  const links = saved.map(
    ({ id, name }, at) =>
      html`${at > 0 && ' · '}<a class="govuk-link" href="${caseworkPaths.casesFilter({ filter: id })}">${name}</a>`,
  );
  return html`<nav aria-label="Saved filters"><p class="govuk-body">Saved filters: ${links} (<a class="govuk-link" href="${caseworkPaths.casesFilters()}">change</a>)</p></nav>`;
}

/** The way to the work of each team that this person is in. */
function renderOwnTeams({ teams, wish }: WorkPage): Html | undefined {
  const own = findTeamsOf(teams, wish.person.id, wish.today).filter(({ id }) => id !== wish.team);
  if (own.length === 0) return undefined;
  const links = own.map(
    ({ id, name }, at) =>
      html`${at > 0 && ' · '}<a class="govuk-link" href="${caseworkPaths.cases(undefined, { team: id })}">${name}</a>`,
  );
  return html`<nav aria-label="Your teams"><p class="govuk-body">Your team: ${links}</p></nav>`;
}

/** That only the cases of one version of the procedure are shown, and how to see all again. */
function renderVersion(page: WorkPage): Html | undefined {
  const { wish, texts } = page;
  const { version } = wish;
  if (version === undefined) return undefined;
  const words = texts.procedures.pages;
  const all = addressWith(page, { ...filterOf(wish), version: undefined });
  return govuk.insetText({
    text: html`${fill(words['only-version'], { version })} <a class="govuk-link" href="${all}">${words['all-versions']}</a>`,
  });
}

function renderShows(page: WorkPage): Html {
  const { wish, work } = page;
  const items = SHOWS.map((show) => {
    const link = {
      class: 'moj-sub-navigation__link',
      href: addressWith(page, { ...filterOf(wish), show }),
      'aria-current': show === wish.show ? 'page' : undefined,
    };
    const count = work.counts[show];
    return html`<li class="moj-sub-navigation__item"><a${attributes(link)}>${NAMES[show]}${count !== undefined && ` (${countInShort(count)})`}</a></li>`;
  });
  return html`<nav class="moj-sub-navigation" aria-label="Which cases"><ul class="moj-sub-navigation__list">${items}</ul></nav>`;
}

function renderFound({ wish, work, search }: WorkPage): Html {
  const { total, fit } = work;
  const many = total > MOST_COUNTED && ' Add a word, or filter, to find fewer.';
  const cases = total === 1 ? 'case' : 'cases';
  const words =
    fit === 'some'
      ? html`No case has all of “${wish.words}”. ${capitalise(countInWords(total))} ${total === 1 ? 'has' : 'have'} some of it.`
      : html`${capitalise(countInWords(total))} ${cases} found for “${wish.words}”.`;
  const elsewhere =
    total === 0 && (wish.show !== 'everything' || isNarrowed(wish))
      ? html` <a class="govuk-link" href="${caseworkPaths.cases(undefined, { show: 'everything', search })}">Search all cases</a>`
      : undefined;
  return html`<p class="govuk-body" role="status">${words}${many}${elsewhere}</p>`;
}

function renderNothing({ wish }: WorkPage): Html {
  if (wish.words !== undefined)
    return html`<p class="govuk-body">Try fewer words, the last name alone, the postcode, or the reference.</p>`;
  const words =
    wish.show === 'late'
      ? 'Nothing is late.'
      : wish.show === 'mine'
        ? 'You have no open case.'
        : 'There is no case here.';
  return html`<p class="govuk-body">${words}</p>`;
}

function renderRows(page: WorkPage): Html {
  const { show, words } = page.wish;
  return govuk.table({
    caption: words === undefined ? `${NAMES[show]}: ${ORDERS[sortOf(page.wish)]}` : 'Cases found',
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Due next' }, { text: 'Case' }],
    rows: page.rows.map((row) => [{ text: renderDue(page.texts, row) }, { text: renderCase(page.texts, row) }]),
  });
}

function renderDue(texts: Texts, { due, standing, forecast }: WorkRow): Html {
  const status = texts.statuses.status[standing.state.status];
  const asked = due ? undefined : findWaitingRequest(standing.state);
  if (asked)
    return html`${govuk.tag({ text: texts.pages.common!['waits-for-decision'], colour: 'orange' })}<br>Next stage asked for on ${describeDate(asked.on, texts)}`;
  if (!due) return html`${govuk.tag({ text: status, colour: 'grey' })}`;
  const tag = due.atRisk
    ? govuk.tag({ text: 'At risk', colour: 'orange' })
    : govuk.tag({ text: due.state, colour: due.colour });
  return html`<strong>${due.due}</strong> ${tag}<br>${due.clock.name}<br>${renderClause(texts, standing.policy, due.clock.clause)}${forecast && renderForecast(texts, forecast)}`;
}

function renderForecast(texts: Texts, { certain, clock, due, soonest, latest }: Forecast): Html {
  const tag = govuk.tag({ text: certain ? 'Will be late' : 'May be late', colour: certain ? 'red' : 'orange' });
  const when = describeDate(certain ? soonest : latest, texts);
  return html`<br>${tag} ${clock.name}: due ${describeDate(due, texts)}, ${certain ? 'at the soonest' : 'maybe not until'} ${when}`;
}

function renderCase(texts: Texts, row: WorkRow): Html {
  const { caseId, reference, title, resident, stage, received, next, handler } = row;
  const link = html`<a class="govuk-link govuk-!-font-weight-bold" href="${caseworkPaths.casePage({ id: caseId })}">${title}</a>`;
  const since = received === undefined ? undefined : `first contact ${describeShortDate(received, texts)}`;
  const line = [reference, resident, stage, since].filter((one) => one !== undefined).join(' · ');
  const action =
    next &&
    html`<br><a class="govuk-link" href="${next.href}">${next.words}<span class="govuk-visually-hidden"> (${reference})</span></a>`;
  const isOver = row.standing.state.status === 'closed';
  const keeper = handler ? html`With ${handler.name}` : !isOver && html`<strong>Unassigned</strong>`;
  return html`${link}<br>${line}<br>${keeper}${action}`;
}

/** Pages by number as far as cases were counted; behind them one after the other. */
function renderPages(page: WorkPage): Html {
  const { wish, work } = page;
  const counted = Math.ceil(Math.min(work.total, MOST_COUNTED) / PAGE_SIZE);
  const last = Math.max(counted, wish.page);
  const href = (to: number): string => addressWith(page, filterOf(wish), to);
  const near = Array.from({ length: last }, (_, index) => index + 1).filter(
    (n) => n === 1 || n === last || Math.abs(n - wish.page) <= 2,
  );
  const items = near.flatMap((n, index) => {
    const gap = index > 0 && n - (near[index - 1] ?? 0) > 1 ? [{ ellipsis: true }] : [];
    return [...gap, { number: n, href: href(n), current: n === wish.page }];
  });
  const beyond = work.total > MOST_COUNTED ? [{ ellipsis: true }] : [];
  return govuk.pagination({
    items: [...items, ...beyond],
    landmarkLabel: 'Pages of the list',
    previous: wish.page > 1 ? { href: href(wish.page - 1) } : undefined,
    next: work.more ? { href: href(wish.page + 1) } : undefined,
  });
}

/** What can be done with the list as it is: keep the filter, take it away as a spreadsheet. */
function renderTaking({ wish, search, csrfField, work }: WorkPage): Html {
  const hidden = { ...compactFilter(filterOf(wish)), ...(search !== undefined && { search }) };
  const save = caseworkPaths.casesFilters(undefined, hidden);
  const isUsual = wish.words === undefined && !isNarrowed(wish) && wish.sort === undefined;
  const table =
    work.caseIds.length > 0 &&
    html`<form method="post" action="${caseworkPaths.casesExport()}">${csrfField}
${Object.entries(hidden).map(([name, value]) => renderHidden(name, value))}
${govuk.button({ text: 'Export as a spreadsheet', classes: 'govuk-button--secondary' })}</form>
<p class="govuk-hint">${MOST_EXPORTED.toLocaleString('en-GB')} cases at most, in this order. It is recorded that you took it.</p>`;
  return html`<div class="redress-screen">${!isUsual && html`<p class="govuk-body"><a class="govuk-link" href="${save}">Save this filter</a></p>`}${table}</div>`;
}
