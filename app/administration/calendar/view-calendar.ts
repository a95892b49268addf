import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { addCalendarDays, type Calendar, type IsoDate } from '../../../engine/index.ts';
import type { DayOff } from '../../store/calendar/day-off-events.ts';
import { describeDate, describeShortDate } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { button, table } from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { administrationPaths } from '../paths.ts';
import { findOrganisation } from './find-organisation.ts';
import { describeSpan } from './render-moves.ts';

const DAYS_AHEAD = 400;

/** The days that are no working days in the year to come, and what this landlord has added, with who did. */
export function routeCalendar(app: FastifyInstance, parts: AppParts): void {
  app.get(administrationPaths.calendar.pattern, { config: { access: 'administrator' } }, (request, reply) =>
    viewCalendar(parts, request, reply),
  );
}

async function viewCalendar(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id, calendar } = findOrganisation(parts, request);
  const people = new Map((await parts.people.list(id)).map((person) => [person.id, person.name]));
  const added = parts.casebook.policies.daysOff(id).toReversed();
  const body = html`<p class="govuk-body">Working days are Monday to Friday, but for the days below. Due dates skip them and say so.</p>
${button({ text: 'Add a bank holiday or a closure', href: administrationPaths.addDayOff() })}
${renderAdded(added, people)}
${renderComing(calendar, parts.today())}`;
  return reply.page({
    title: 'Bank holidays and closures',
    body,
    wide: true,
    back: { href: administrationPaths.index(), text: 'Administration' },
  });
}

function renderAdded(added: readonly DayOff[], people: ReadonlyMap<string, string>): Html {
  if (added.length === 0) return html`<p class="govuk-body">Nothing has been added here yet.</p>`;
  const head = ['Days', 'What', 'Added', ''].map((text) => ({ text: text === '' ? hiddenWord('Take back') : text }));
  const rows = added.map((day) => [
    { text: describeSpan(day.from, day.to) },
    {
      text: html`${day.kind === 'closure' ? `Office closed: ${day.name}` : day.name}${day.source !== '' && html`<br><span class="redress-muted">${day.source}</span>`}`,
    },
    { text: describeAdding(day, people) },
    { text: renderWithdraw(day) },
  ]);
  return table({ caption: 'Added by us', captionClasses: 'govuk-table__caption--m', head, rows });
}

const hiddenWord = (word: string): Html => html`<span class="govuk-visually-hidden">${word}</span>`;

function describeAdding({ addedOn, by, withdrawn }: DayOff, people: ReadonlyMap<string, string>): string {
  const name = (id: string): string => people.get(id) ?? 'somebody who is not here any more';
  const back = withdrawn ? `; taken back on ${describeShortDate(withdrawn.on)} by ${name(withdrawn.by)}` : '';
  return `${describeShortDate(addedOn)} by ${name(by)}${back}`;
}

function renderWithdraw({ n, name, withdrawn }: DayOff): Html {
  return withdrawn
    ? html`Does not count any more`
    : html`<a class="govuk-link" href="${administrationPaths.withdrawDayOff({ n })}">Take back<span class="govuk-visually-hidden">: ${name}</span></a>`;
}

/** Weekends are left out: everybody knows those. */
function renderComing(calendar: Calendar, today: IsoDate): Html {
  const until = addCalendarDays(today, DAYS_AHEAD);
  const rows = calendar.notCounted
    .filter(({ date, because }) => date >= today && date <= until && because !== 'Saturday' && because !== 'Sunday')
    .map(({ date, because }) => [{ text: describeDate(date) }, { text: because }]);
  const known = calendar.knownUntil;
  return html`${table({ caption: 'Days that do not count, in the year to come', captionClasses: 'govuk-table__caption--m', head: [{ text: 'Day' }, { text: 'Why' }], rows })}
${known !== undefined && html`<p class="govuk-body">One-off bank holidays are known until ${describeDate(known)}. Beyond that day it is assumed that there are none.</p>`}`;
}
