import { daysBetween, type IsoDate } from '../../../engine/index.ts';
import type { Person } from '../../identity/person.ts';
import type { Team } from '../../identity/team-events.ts';
import { findTeamsOf } from '../../identity/teams.ts';
import { describeShortDate, type Texts } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import type { Page } from '../../web/page.ts';
import { describeClockTag } from '../case-words.ts';
import type { OpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { INBOX_ORDERS, INBOX_PAGE, type InboxOrder } from './find-inbox.ts';

type InboxPage = {
  readonly items: readonly OpenCase[];
  readonly order: InboxOrder;
  readonly page: number;
  readonly total: number;
  /** The team that it is narrowed to. */
  readonly team: string | undefined;
  readonly teams: readonly Team[];
  readonly person: Pick<Person, 'id'>;
  readonly today: IsoDate;
  readonly texts: Texts;
};

const ORDER_NAMES: Readonly<Record<InboxOrder, string>> = { oldest: 'Longest waiting first', newest: 'Newest first' };

/** What waits to be sorted, one line each: when it came and how, from whom, its first words, the clock that runs. */
export function renderInbox(page: InboxPage): Page {
  const { items, total } = page;
  const waiting = total === 1 ? 'One thing waits to be sorted.' : `${total} things wait to be sorted.`;
  const nothing = page.team === undefined ? 'Everything that came in is sorted.' : 'Nothing waits for this team.';
  return {
    title: 'Inbox',
    wide: true,
    body: html`<p class="govuk-body">${total === 0 ? nothing : waiting} Until it is sorted, each runs as a complaint from its first contact.</p>
<div class="govuk-button-group">${govuk.button({ text: 'Put something in the inbox', href: caseworkPaths.putIn(), classes: 'govuk-button--secondary' })}
<a class="govuk-link" href="${caseworkPaths.counted()}">What came in, counted</a></div>
${renderTeams(page)}
${total > 0 && html`${renderOrders(page)}<ul class="govuk-list redress-inbox">${items.map((item) => renderItem(page, item))}</ul>`}
${renderPages(page)}`,
  };
}

/** Everything, or what is for one team: what is of its services, and what nobody has said the service of. Own teams first. */
function renderTeams({ team, teams, person, order, today }: InboxPage): Html | undefined {
  const open = teams.filter(({ closedOn, services }) => closedOn === undefined && services.length > 0);
  if (open.length === 0) return undefined;
  const own = new Set(findTeamsOf(open, person.id, today));
  const sorted = open.toSorted((a, b) => Number(own.has(b)) - Number(own.has(a)));
  const links = [{ id: undefined, name: 'Everything' }, ...sorted].map(({ id, name }, at) => {
    const href = caseworkPaths.inbox(undefined, { order, team: id });
    return html`${at > 0 && ' · '}${id === team ? html`<strong>${name}</strong>` : html`<a class="govuk-link" href="${href}">${name}</a>`}`;
  });
  return html`<nav aria-label="For which team"><p class="govuk-body">For the team: ${links}</p></nav>`;
}

function renderOrders({ order, team }: InboxPage): Html {
  const links = INBOX_ORDERS.map((one) =>
    one === order
      ? html`<strong>${ORDER_NAMES[one]}</strong>`
      : html`<a class="govuk-link" href="${caseworkPaths.inbox(undefined, { order: one, team })}">${ORDER_NAMES[one]}</a>`,
  );
  return html`<p class="govuk-body">${links[0]} · ${links[1]}</p>`;
}

/** Long enough for what somebody says in one sentence, which then stands there once. */
const MOST_OF_A_TITLE = 120;
const FIRST_WORDS = 240;

function renderItem({ texts, today }: InboxPage, { record, standing, wording }: OpenCase): Html {
  const { state } = standing;
  const name = wording.resident.name ?? wording.resident.email ?? wording.resident.telephone;
  const channel = state.channel ? texts.statuses.channels[state.channel] : '';
  const received = state.received?.on;
  const came = received === undefined ? '' : `${describeShortDate(received, texts)}, ${channel}`;
  const subject = wording.textOf('subject');
  const words = (wording.textOf('what-happened') ?? '').replace(/\s+/g, ' ');
  const title = subject ?? firstWords(words, MOST_OF_A_TITLE);
  return html`<li class="redress-inbox__item">
<h2 class="govuk-heading-s govuk-!-margin-bottom-1"><a class="govuk-link" href="${caseworkPaths.sort({ id: record.caseId })}">${title === '' ? 'No words' : title}</a></h2>
<p class="govuk-body govuk-!-margin-bottom-1">${name ?? 'From somebody unknown'} · ${came} · ${record.origin.reference}</p>
${words !== '' && words !== title && html`<p class="govuk-body redress-quiet govuk-!-margin-bottom-1">${firstWords(words, FIRST_WORDS)}</p>`}
<p class="govuk-body">${received !== undefined && describeWait(received, today)}${renderClock(texts, standing)}</p></li>`;
}

/** How long it has waited, in days of the calendar: nobody asks whether they were working days. */
function describeWait(received: IsoDate, today: IsoDate): string {
  const days = daysBetween(received, today);
  if (days <= 0) return 'Came today. ';
  return days === 1 ? 'Came yesterday. ' : `Has waited ${days} days. `;
}

function renderClock(texts: Texts, standing: OpenCase['standing']): Html | undefined {
  const clock = standing.nextDue;
  if (!clock) return undefined;
  const { due, state, colour } = describeClockTag(texts, clock, standing);
  return html`${clock.name}: <strong>${due}</strong> ${govuk.tag({ text: state, colour })}`;
}

/** The first words of a text, cut between two of them. */
export function firstWords(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2)).trim()} …`;
}

function renderPages({ order, page, total, team }: InboxPage): Html | undefined {
  const last = Math.ceil(total / INBOX_PAGE);
  if (last < 2) return undefined;
  const href = (to: number): string => caseworkPaths.inbox(undefined, { order, team, page: to });
  return govuk.pagination({
    items: Array.from({ length: last }, (_, index) => index + 1).map((number) => ({
      number,
      href: href(number),
      current: number === page,
    })),
    landmarkLabel: 'Pages of the inbox',
    previous: page > 1 ? { href: href(page - 1) } : undefined,
    next: page < last ? { href: href(page + 1) } : undefined,
  });
}
