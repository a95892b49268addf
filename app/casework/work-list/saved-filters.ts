import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerNotThere } from '../../identity/authority.ts';
import { readStream } from '../../store/read-stream.ts';
import { runOnStream } from '../../store/run-command.ts';
import type { NewEvent } from '../../store/stored-event.ts';
import type { AppParts } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import { firstOf, readForm, type Typed } from '../../web/forms.ts';
import { getSignedIn } from '../get-signed-in.ts';
import { caseworkPaths } from '../paths.ts';
import {
  evolveFilters,
  FILTER_STREAM,
  filterDeleted,
  filterRenamed,
  filterSaved,
  type SavedFilter,
} from './filter-events.ts';
import { renderFiltersPage, SAVE_FIELDS } from './render-filters-page.ts';
import { findWords, searchAddress } from './search-cases.ts';
import { queryOf, readFilter } from './work-filter.ts';

const CASES = { config: { access: 'cases' } } as const;

/** Filters saved under a name, for oneself or for everybody: to go by, to save, rename, share and delete. */
export function routeSavedFilters(app: FastifyInstance, parts: AppParts): void {
  app.get(caseworkPaths.casesFilters.pattern, CASES, async (request, reply) =>
    reply.page(await describePage(parts, request, request.query as Typed)),
  );
  app.post(caseworkPaths.casesFilters.pattern, CASES, (request, reply) => submitNew(parts, request, reply));
  app.get(caseworkPaths.casesFilter.pattern, CASES, (request, reply) => goBy(parts, request, reply));
  app.post(caseworkPaths.casesFilter.pattern, CASES, (request, reply) => submitChange(parts, request, reply));
}

/** The filters that the person of a request has: their own, and those that others share. */
export async function findSavedFilters(
  { casebook }: AppParts,
  request: FastifyRequest,
): Promise<readonly SavedFilter[]> {
  const { person, organisation } = getSignedIn(request);
  const events = await casebook.database.inOrganisation(organisation, (tx) =>
    readStream(tx, organisation, FILTER_STREAM, { withTexts: true }),
  );
  return evolveFilters(events).filter(({ owner, shared }) => shared || owner === person.id);
}

/** Whoever saved a filter changes it; one that all have may also be changed by an administrator. */
export const mayChange = (
  { owner, shared }: SavedFilter,
  person: { readonly id: string; readonly administrator: boolean },
): boolean => owner === person.id || (shared && person.administrator);

type Fault = { readonly errors: readonly FieldError[]; readonly typed: Typed };

async function describePage(parts: AppParts, request: FastifyRequest, wanted: Typed, fault?: Fault) {
  const search = firstOf(wanted, 'search') || undefined;
  const words = search === undefined ? undefined : await findWords(parts, request, search);
  const isNew = firstOf(wanted, 'show') !== '';
  return renderFiltersPage({
    saved: await findSavedFilters(parts, request),
    person: getSignedIn(request).person,
    people: await parts.people.list(getSignedIn(request).organisation),
    fresh: isNew ? { filter: readFilter(wanted), search, words } : undefined,
    csrfField: request.csrfField,
    ...fault,
  });
}

async function submitNew(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const { form } = request;
  const search = firstOf(form, 'search');
  const words = search === '' ? undefined : await findWords(parts, request, search);
  const { values, errors, typed } = readForm(SAVE_FIELDS, form);
  const { name, whose } = values as { name?: string; whose?: string };
  const saved = await findSavedFilters(parts, request);
  const faults = [...errors, ...checkName(saved, name)];
  if (name === undefined || faults.length > 0)
    return reply.page(await describePage(parts, request, form as Typed, { errors: faults, typed }), 400);
  const filter = { id: randomUUID(), name, shared: whose === 'team', filter: readFilter(form), words };
  await record(parts, request, (on) => filterSaved(on, filter));
  return reply
    .notice({ type: 'success', text: 'The filter is saved.' })
    .seeOther(caseworkPaths.casesFilter({ filter: filter.id }));
}

function checkName(saved: readonly SavedFilter[], name: string | undefined): readonly FieldError[] {
  const taken = saved.some((one) => one.name.toLowerCase() === name?.toLowerCase());
  return taken ? [{ field: 'name', message: 'There is a filter of this name already. Choose another name' }] : [];
}

async function goBy(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const saved = await findOne(parts, request);
  if (!saved) return answerNotThere(reply);
  const { filter, words } = saved;
  if (words !== undefined) return reply.seeOther(await searchAddress(parts, request, filter, words));
  return reply.seeOther(caseworkPaths.cases(undefined, queryOf(filter)));
}

async function findOne(parts: AppParts, request: FastifyRequest): Promise<SavedFilter | undefined> {
  const { filter: id } = request.params as { filter: string };
  return (await findSavedFilters(parts, request)).find((one) => one.id === id);
}

async function submitChange(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const saved = await findOne(parts, request);
  if (!saved || !mayChange(saved, getSignedIn(request).person)) return answerNotThere(reply);
  if (firstOf(request.form, 'do') === 'delete') {
    await record(parts, request, (on) => filterDeleted(on, saved.id));
    return reply.notice({ type: 'success', text: 'The filter is deleted.' }).seeOther(caseworkPaths.casesFilters());
  }
  const { values, errors, typed } = readForm(SAVE_FIELDS, request.form);
  const { name, whose } = values as { name?: string; whose?: string };
  const others = (await findSavedFilters(parts, request)).filter(({ id }) => id !== saved.id);
  const faults = [...errors, ...checkName(others, name)];
  if (name === undefined || faults.length > 0)
    return reply.page(
      await describePage(parts, request, {}, { errors: faults, typed: { ...typed, of: saved.id } }),
      400,
    );
  await record(parts, request, (on) => filterRenamed(on, saved.id, { name, shared: whose === 'team' }));
  return reply.notice({ type: 'success', text: 'The filter is changed.' }).seeOther(caseworkPaths.casesFilters());
}

async function record(parts: AppParts, request: FastifyRequest, describe: (on: string) => NewEvent): Promise<void> {
  const { person, organisation } = getSignedIn(request);
  await recordFilter(parts.casebook, { organisation, person: person.id }, describe(parts.today()));
}

/** Records what somebody did with a saved filter of an organisation. */
export async function recordFilter(
  { database, now }: Pick<AppParts['casebook'], 'database' | 'now'>,
  { organisation, person }: { readonly organisation: string; readonly person: string },
  event: NewEvent,
): Promise<void> {
  const stream = { organisation, stream: FILTER_STREAM, actor: person, now: now(), projections: [] };
  await runOnStream({ database, ...stream, kind: 'adds-only' }, () => ({ events: [event] }));
}
