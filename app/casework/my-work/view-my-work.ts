import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asksWhetherHappy } from '../../../engine/index.ts';
import { seesCases } from '../../identity/authority.ts';
import type { Person } from '../../identity/person.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { type Covered, getOrganisation, getSignedIn, NOBODY_COVERED } from '../get-signed-in.ts';
import { findOpenCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { describeLine, type WorkLine } from './describe-line.ts';
import { type FoundWork, findMyWork, type MyWorkWish, SECTIONS, type Section } from './find-my-work.ts';
import { findNews } from './find-news.ts';
import { newsSince } from './news-since.ts';
import { LINES_A_PAGE, LINES_A_SECTION, type NewsLine, renderMyWork } from './render-my-work.ts';

/** What a person has to do, and by when. Signing in leads here. */
export function routeMyWork(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.myWork.pattern, { config: { access: 'signed-in' } }, (request, reply) =>
    viewMyWork(parts, request, reply),
  );
}

async function viewMyWork(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { person, organisation } = getSignedIn(request);
  // Who only logs complaints has nothing here, and is taken to where they do.
  if (!seesCases(parts, organisation, person)) return reply.seeOther(caseworkPaths.newCase());
  const people = await parts.people.list(organisation);
  const gone = people.filter(({ state }) => state === 'closed').map(({ id }) => id);
  const covered = await parts.absences.findCovered(organisation, person.id, parts.today());
  const wish: MyWorkWish = { organisation, person, today: parts.today(), covered: [...covered.keys()], gone };
  const found = await findMyWork(parts.casebook.database, wish);
  const { show, page } = readQuery(request.query);
  const chosen = chooseFound(found, show, page);
  const lines = await loadLines(parts, wish, people, chosen, covered);
  const counts = countSections(found, chosen, lines);
  const news = show === undefined ? await loadNews(parts, wish, people) : [];
  const since = newsSince(getOrganisation(parts, organisation).calendar, parts.today());
  const asksHappy = asksWhetherHappy(getOrganisation(parts, organisation).policy.pack);
  return reply.page(renderMyWork({ counts, lines, show, page, news, since, asksHappy, texts: parts.texts }));
}

function readQuery(query: unknown): { readonly show: Section | undefined; readonly page: number } {
  const { show, page } = query as Readonly<Record<string, unknown>>;
  const number = Number(page ?? 1);
  return {
    show: SECTIONS.find((section) => section === show),
    page: Number.isInteger(number) && number > 0 && number < 100 ? number : 1,
  };
}

/** The first of every section, or one page of one. */
function chooseFound(
  found: ReadonlyMap<Section, readonly FoundWork[]>,
  show: Section | undefined,
  page: number,
): readonly FoundWork[] {
  if (show !== undefined) return (found.get(show) ?? []).slice((page - 1) * LINES_A_PAGE, page * LINES_A_PAGE);
  return [...found.values()].flatMap((one) => one.slice(0, LINES_A_SECTION));
}

/** How much each section holds: as found, and for what was loaded as it stands now. */
function countSections(
  found: ReadonlyMap<Section, readonly FoundWork[]>,
  loaded: readonly FoundWork[],
  lines: readonly WorkLine[],
): ReadonlyMap<Section, number> {
  return new Map(
    [...found].map(([section, all]) => {
      const before = loaded.filter((one) => all.includes(one)).length;
      const now = lines.filter((line) => line.section === section).length;
      return [section, all.length - before + now];
    }),
  );
}

/** What others recorded on this person's cases since the morning of the working day before. */
export async function loadNews(
  parts: AppParts,
  { organisation, person }: Pick<MyWorkWish, 'organisation' | 'person'>,
  people: readonly Person[],
): Promise<readonly NewsLine[]> {
  const since = newsSince(getOrganisation(parts, organisation).calendar, parts.today());
  const news = await findNews(parts.casebook.database, { organisation, person, since });
  const records = await parts.casebook.loadMany(
    organisation,
    news.map(({ caseId }) => caseId),
  );
  return news.flatMap(({ caseId, n }) => {
    const record = records.get(caseId);
    const open = record && findOpenCase(parts, record, person, people);
    const event = open?.record.events.find((one) => one.n === n);
    return open && event ? [{ open, event }] : [];
  });
}

/** The lines as the cases stand now, within reach: what lapsed since the last recording shows. */
export async function loadLines(
  parts: AppParts,
  { organisation, person }: Pick<MyWorkWish, 'organisation' | 'person'>,
  people: readonly Person[],
  found: readonly FoundWork[],
  covered: Covered = NOBODY_COVERED,
): Promise<readonly WorkLine[]> {
  const ids = found.map(({ caseId }) => caseId);
  const records = await parts.casebook.loadMany(organisation, ids);
  const opened = new Map(
    [...records].map(([id, record]) => [id, findOpenCase(parts, record, person, people, { covered })]),
  );
  const lines = found.flatMap((one) => {
    const open = opened.get(one.caseId);
    return (open && describeLine(open, one, covered)) ?? [];
  });
  return dropDoubles(lines);
}

/** What is a person's by name need not wait for their role as well. */
function dropDoubles(lines: readonly WorkLine[]): readonly WorkLine[] {
  const keyOf = ({ open, duty }: WorkLine): string => `${open.record.caseId} ${duty.id}`;
  const named = new Set(lines.filter(({ byRole }) => !byRole).map(keyOf));
  return lines.filter((line) => !line.byRole || !named.has(keyOf(line)));
}
