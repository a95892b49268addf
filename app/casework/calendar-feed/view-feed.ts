import type { FastifyInstance } from 'fastify';
import { addCalendarDays, determineReach, type IsoDate } from '../../../engine/index.ts';
import { answerNotThere, seesCases } from '../../identity/authority.ts';
import type { Person } from '../../identity/person.ts';
import { sha256 } from '../../store/canonical-json.ts';
import { fill } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { nameDuty, type WorkLine } from '../my-work/describe-line.ts';
import { findMyWork, SECTIONS } from '../my-work/find-my-work.ts';
import { loadLines } from '../my-work/view-my-work.ts';
import { caseworkPaths } from '../paths.ts';
import { type DueDay, renderCalendar } from './render-calendar.ts';

/**
 * A person's due dates as a calendar that a calendar program reads again and again. The address is the whole of the
 * key: it opens nothing else, and ends when its owner says so or leaves.
 */
export function routeCalendarFeed(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.calendarFeed.pattern, { config: { access: 'public' } }, async (request, reply) => {
    const { organisation, token } = request.params as { organisation: string; token: string };
    const person = await findOwner(parts, organisation, token.replace(/\.ics$/, ''));
    if (!person) return answerNotThere(reply);
    const days = await listDueDays(parts, organisation, person);
    const calendar = renderCalendar(days, {
      name: 'Complaints: what is due',
      stamp: new Date(parts.now()).toISOString(),
    });
    return reply.header('cache-control', 'private, no-store').type('text/calendar; charset=utf-8').send(calendar);
  });
}

async function findOwner(parts: AppParts, organisation: string, token: string): Promise<Person | undefined> {
  if (!parts.organisations.some(({ id }) => id === organisation)) return undefined;
  const owner = await parts.settings.findFeedOwner(organisation, token);
  const person = owner === undefined ? undefined : await parts.people.find(organisation, owner);
  return person?.state === 'active' && seesCases(parts, organisation, person) ? person : undefined;
}

/**
 * What is the person's own, and of those who are away and for whom they act, without what waits for anybody of a role.
 * Dates more than a year ahead are left for later.
 */
async function listDueDays(parts: AppParts, organisation: string, person: Person): Promise<readonly DueDay[]> {
  const covered = await parts.absences.findCovered(organisation, person.id, parts.today());
  const wish = { organisation, person, today: parts.today(), covered: [...covered.keys()], gone: [] };
  const found = await findMyWork(parts.casebook.database, wish);
  const own = SECTIONS.flatMap((section) => found.get(section) ?? []).filter(({ duty }) => duty !== undefined);
  const lines = await loadLines(parts, wish, await parts.people.list(organisation), own, covered);
  const last = addCalendarDays(parts.today(), 366);
  return lines.flatMap((line) => {
    const { due } = line.duty;
    return due === undefined || due > last ? [] : [describeDay(parts, line, due)];
  });
}

/** Of a restricted case nothing is told but that there is one. */
function describeDay({ publicUrl, texts }: AppParts, line: WorkLine, on: IsoDate): DueDay {
  const { open, duty } = line;
  const { record, standing } = open;
  const { barred, only } = determineReach(standing);
  const isQuiet = only !== undefined || barred.length > 0;
  const uid = `${sha256(`${record.organisation}/${record.caseId}/${duty.id}`).slice(0, 32)}@redress`;
  if (isQuiet)
    return { uid, on, summary: texts.work.words['case-only'], url: `${publicUrl()}${caseworkPaths.myWork()}` };
  const own = nameDuty({ open, duty }, true);
  const what = line.isCovered ? fill(texts.work.words['for-a-colleague'], { what: own }) : own;
  const url = `${publicUrl()}${caseworkPaths.casePage({ id: record.caseId })}`;
  return { uid, on, summary: `${record.origin.reference}: ${what}`, url };
}
