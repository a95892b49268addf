import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findKeptSearch, keepSearch } from '../../store/search/kept-search.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { firstOf } from '../../web/forms.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';
import { queryOf, readFilter, type WorkFilter } from './work-filter.ts';

export const LONGEST_SEARCH = 200;

/**
 * Searching: what is typed is sent and kept for a while, and the list then goes by the id of it. A name or an address in
 * a web address would be in every log on the way.
 */
export function routeSearch(app: FastifyInstance, parts: AppParts): void {
  app.post(caseworkPaths.casesSearch.pattern, { config: { access: 'cases' } }, (request, reply) =>
    submitSearch(parts, request, reply),
  );
}

async function submitSearch(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const words = firstOf(request.form, 'words').trim().slice(0, LONGEST_SEARCH);
  const filter = readFilter(request.form, words === '' ? 'all' : 'everything');
  if (words === '') return reply.seeOther(caseworkPaths.cases(undefined, queryOf(filter)));
  return reply.seeOther(await searchAddress(parts, request, filter, words));
}

/** The address of the list with these words searched for. */
export async function searchAddress(
  { casebook }: AppParts,
  request: FastifyRequest,
  filter: WorkFilter,
  words: string,
): Promise<string> {
  const { person, organisation } = getSignedIn(request);
  const keeper = { organisation, person: person.id, now: casebook.now() };
  const search = await casebook.database.inOrganisation(organisation, (tx) => keepSearch(tx, keeper, words));
  return caseworkPaths.cases(undefined, { ...queryOf(filter), search });
}

/** What this person searched for under an id; undefined when it is not theirs, or not kept any more. */
export function findWords({ casebook }: AppParts, request: FastifyRequest, id: string): Promise<string | undefined> {
  const { person, organisation } = getSignedIn(request);
  return casebook.database.inOrganisation(organisation, (tx) =>
    findKeptSearch(tx, { organisation, person: person.id }, id),
  );
}
