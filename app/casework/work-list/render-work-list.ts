import type { Forecast, Policy } from '../../../engine/index.ts';
import { findWaitingRequest } from '../../../engine/index.ts';
import { describeDate, describeShortDate, fill, type Texts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { attributes, type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { caseworkPaths } from '../paths.ts';
import { renderClause } from '../render-clause.ts';
import type { WorkRow } from './describe-row.ts';
import { PAGE_SIZE, SHOWS, type Show, type Work, type WorkWish } from './find-work.ts';

type WorkPage = {
  readonly wish: WorkWish;
  readonly counts: Work['counts'];
  readonly rows: readonly WorkRow[];
  readonly policy: Policy;
  readonly texts: Texts;
};

const NAMES: Readonly<Record<Show, string>> = {
  all: 'All open',
  mine: 'Mine',
  unassigned: 'Unassigned',
  late: 'Late',
  closed: 'Closed',
};

export function renderWorkList(page: WorkPage): Page {
  const { wish, counts, rows } = page;
  const total = counts[wish.show];
  return {
    title: 'Work list',
    wide: true,
    body: html`<p class="govuk-body">${describeCounts(counts)}</p>
<p>${govuk.button({ text: 'Log a complaint', href: caseworkPaths.newCase() })}</p>
${renderVersion(page)}
${renderShows(page)}
${renderFilter(page)}
${rows.length === 0 ? renderNothing(page) : renderRows(page)}
${total > PAGE_SIZE && renderPages(page, total)}`,
  };
}

function describeCounts({ all, late, unassigned }: Work['counts']): string {
  const open = `${all} ${all === 1 ? 'case is' : 'cases are'} open`;
  return `${open}: ${late} late, ${unassigned} with nobody to look after ${unassigned === 1 ? 'it' : 'them'}.`;
}

const queryOf = ({ service, stage, version }: WorkWish, more: { show: Show; page?: number }) => ({
  ...more,
  page: more.page === 1 ? undefined : more.page,
  service,
  stage,
  version,
});

/** That only the cases of one version of the procedure are shown, and how to see all again. */
function renderVersion({ wish, texts }: WorkPage): Html | undefined {
  const { version, show } = wish;
  if (version === undefined) return undefined;
  const words = texts.procedures.pages;
  const all = caseworkPaths.work(undefined, queryOf({ ...wish, version: undefined }, { show }));
  return govuk.insetText({
    text: html`${fill(words['only-version'], { version })} <a class="govuk-link" href="${all}">${words['all-versions']}</a>`,
  });
}

function renderShows({ wish, counts }: WorkPage): Html {
  const items = SHOWS.map((show) => {
    const link = {
      class: 'moj-sub-navigation__link',
      href: caseworkPaths.work(undefined, queryOf(wish, { show })),
      'aria-current': show === wish.show ? 'page' : undefined,
    };
    return html`<li class="moj-sub-navigation__item"><a${attributes(link)}>${NAMES[show]} (${counts[show]})</a></li>`;
  });
  return html`<nav class="moj-sub-navigation" aria-label="Which cases"><ul class="moj-sub-navigation__list">${items}</ul></nav>`;
}

function renderFilter({ wish, policy }: WorkPage): Html {
  const services = policy.pack.services.map(({ id, name }) => ({ value: id, text: name }));
  const stages = new Map(policy.pack.procedures.flatMap(({ stages: all }) => all.map(({ id, name }) => [id, name])));
  const any = (text: string) => ({ value: '', text });
  const service = govuk.select({
    name: 'service',
    id: 'service',
    label: 'Service',
    value: wish.service ?? '',
    items: [any('All services'), ...services],
  });
  const stage = govuk.select({
    name: 'stage',
    id: 'stage',
    label: 'Stage',
    value: wish.stage ?? '',
    items: [any('All stages'), ...[...stages].map(([value, text]) => ({ value, text }))],
  });
  const form = html`<form method="get" action="${caseworkPaths.work()}">
<input type="hidden" name="show" value="${wish.show}">${wish.version !== undefined && html`<input type="hidden" name="version" value="${wish.version}">`}${services.length > 1 && service}${stage}
${govuk.button({ text: 'Show these', classes: 'govuk-button--secondary' })}</form>`;
  const open = wish.service !== undefined || wish.stage !== undefined;
  return govuk.details({ summaryText: 'Only one service or stage', text: form, open });
}

function renderNothing({ wish }: WorkPage): Html {
  const words =
    wish.show === 'late'
      ? 'Nothing is late.'
      : wish.show === 'mine'
        ? 'You have no open case.'
        : 'There is no case here.';
  return html`<p class="govuk-body">${words}</p>`;
}

function renderRows(page: WorkPage): Html {
  return govuk.table({
    caption: `${NAMES[page.wish.show]}: what is due, in order`,
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
    html`<br><a class="govuk-link" href="${caseworkPaths.action({ id: caseId, action: next.key })}">${next.words}<span class="govuk-visually-hidden"> (${reference})</span></a>`;
  const keeper = handler ? html`With ${handler.name}` : html`<strong>Unassigned</strong>`;
  return html`${link}<br>${line}<br>${keeper}${action}`;
}

function renderPages({ wish }: WorkPage, total: number): Html {
  const last = Math.ceil(total / PAGE_SIZE);
  const href = (page: number): string => caseworkPaths.work(undefined, queryOf(wish, { show: wish.show, page }));
  const near = Array.from({ length: last }, (_, index) => index + 1).filter(
    (page) => page === 1 || page === last || Math.abs(page - wish.page) <= 2,
  );
  const items = near.flatMap((page, index) => {
    const gap = index > 0 && page - (near[index - 1] ?? 0) > 1 ? [{ ellipsis: true }] : [];
    return [...gap, { number: page, href: href(page), current: page === wish.page }];
  });
  return govuk.pagination({
    items,
    landmarkLabel: 'Pages of the work list',
    previous: wish.page > 1 ? { href: href(wish.page - 1) } : undefined,
    next: wish.page < last ? { href: href(wish.page + 1) } : undefined,
  });
}
