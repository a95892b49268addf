import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type CaseEvent, checkSorting, makeContext, type Refusal } from '../../../engine/index.ts';
import { isWithinReach } from '../../identity/authority.ts';
import type { CaseOutcome, CaseRecord } from '../../store/cases/casebook.ts';
import { describeDate, describeEvent } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { firstOf } from '../../web/forms.ts';
import { html } from '../../web/html.ts';
import { makeOnce, type Once } from '../../web/once.ts';
import { describeOpenCase, type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { findByReference } from './find-by-reference.ts';
import { foreseeSort, listChanges } from './foresee-sort.ts';
import {
  listSortFields,
  NOT_OURS,
  OTHER_REFERENCE,
  PART_OF,
  prefillSort,
  type SortFields,
} from './list-sort-fields.ts';
import { checkTakeIn, makeTakeIn, mergeCases } from './merge-cases.ts';
import { type ReadSort, readSort, type Sorting } from './read-sort.ts';
import { describeOther } from './render-alike.ts';
import { describeChanges, renderCheck } from './render-check.ts';
import { DOES, renderSort, SEEN, type SortPage } from './render-sort.ts';
import { gatherBeside } from './view-beside.ts';
import { viewSorted } from './view-sorted.ts';

/** Sorting what came in, on one page: what it is, what that changes, and then its recording. */
export function routeSort(app: FastifyInstance, parts: AppParts): void {
  const once = makeOnce<CaseOutcome>((outcome) => 'done' in outcome);
  const { pattern } = caseworkPaths.sort;
  app.get(pattern, { config: { access: 'case' } }, (request, reply) => viewSort(parts, request, reply));
  app.post(pattern, { config: { access: 'case' } }, (request, reply) => submitSort({ parts, once }, request, reply));
}

type Asked = {
  readonly parts: AppParts;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly open: OpenCase;
  readonly fields: SortFields;
};

async function viewSort(parts: AppParts, request: FastifyRequest, reply: FastifyReply) {
  const open = await openCase(request, parts);
  if (!open.standing.state.untriaged || open.standing.state.status === 'closed')
    return viewSorted(parts, open, request, reply);
  const fields = listSortFields(open);
  return showForm({ parts, request, reply, open, fields }, { typed: prefillSort(open, fields) });
}

async function showForm(
  { parts, request, reply, open, fields }: Asked,
  more: Pick<SortPage, 'typed'> & Partial<SortPage>,
  status = 200,
) {
  const { alike, beside } = await gatherBeside(parts, open, request.csrfField);
  const against = checkSorting(makeContext(open.standing, open.standing.asOf), open.actor);
  const people = listPeople(open);
  const { csrfField } = request;
  return reply.page(renderSort({ open, fields, people, alike, beside, against, csrfField, ...more }), status);
}

const listPeople = ({ people }: OpenCase) =>
  people.filter(({ state }) => state === 'active').map(({ id, name }) => ({ value: id, label: name }));

async function submitSort(
  { parts, once }: { readonly parts: AppParts; readonly once: Once<CaseOutcome> },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const open = await openCase(request, parts);
  const asked = { parts, request, reply, open, fields: listSortFields(open) };
  const read = readSort(open, asked.fields, request, listPeople(open));
  const wish = firstOf(request.form, DOES);
  if (wish === 'change') return showForm(asked, { typed: read.typed });
  const { sorting } = read;
  if (!sorting) return showForm(asked, { typed: read.typed, errors: read.errors }, 400);
  const judged = await judge(asked, sorting);
  if ('error' in judged)
    return showForm(asked, { typed: read.typed, errors: [{ field: OTHER_REFERENCE, message: judged.error }] }, 400);
  if (judged.refusals.length > 0) return showForm(asked, { typed: read.typed, refusals: judged.refusals }, 400);
  if (wish !== 'confirm') return showCheck(asked, read, sorting, judged);
  return answer(asked, read, await once(request, () => record(asked, sorting, judged.into)));
}

type Told = Refusal & { readonly command: string };
type Judged = {
  readonly refusals: readonly Told[];
  readonly into: CaseRecord | undefined;
  readonly after: OpenCase['standing'];
};

/** What speaks against it: the engine's reasons, and for a part of another case whether that one can take it. */
async function judge({ parts, open }: Asked, sorting: Sorting): Promise<Judged | { readonly error: string }> {
  const { after, refusals } = foreseeSort(open, sorting.wishes);
  if (sorting.as !== PART_OF) return { refusals, into: undefined, after };
  const { record, person, actor } = open;
  const into = await findByReference(parts, record.organisation, person, sorting.into);
  if (!into) return { error: `There is no case ${sorting.into} that you can see. Check the reference` };
  if (into.caseId === record.caseId) return { error: 'This is the case itself. Choose another one' };
  const other = (await describeOpenCase(parts, into, person)).standing.state.mergedInto;
  if (other !== undefined) return { error: `${sorting.into} was itself put together with ${other}. Choose that one` };
  const there = checkTakeIn(parts.casebook, record, into, actor).map((refusal) => ({ ...refusal, command: 'take-in' }));
  const first = makeTakeIn(record).moment.on;
  if (there.some(({ code }) => code === 'before-receipt'))
    return {
      error: `This reached us on ${describeDate(first, parts.texts)}, before ${sorting.into} did. Put that one together with this, or correct the day of its first contact first`,
    };
  return { refusals: [...refusals, ...there], into, after };
}

async function showCheck({ parts, open, request, reply }: Asked, read: ReadSort, sorting: Sorting, judged: Judged) {
  const { texts } = open;
  const page = { open, typed: read.typed, csrfField: request.csrfField };
  if (sorting.as === NOT_OURS) {
    const says = [
      html`It is closed as <strong>not ours</strong>, and no time limit runs on it any more.`,
      html`Redress sends nothing: tell the person yourself where to turn. What you wrote is kept on the case.`,
      html`You can undo it.`,
    ];
    return reply.page(renderCheck({ ...page, says, confirm: 'Close it as not ours' }));
  }
  if (sorting.as === PART_OF && judged.into) {
    const other = await describeOpenCase(parts, judged.into, open.person);
    const { reference } = judged.into.origin;
    const says = [
      html`It becomes part of <strong>${reference}</strong>: ${describeOther(texts, { record: other.record, standing: other.standing })}.`,
      html`Its words go there, as a contact of ${describeDate(makeTakeIn(open.record).moment.on, texts)}. Nothing that stands there is changed.`,
      html`This one is closed, and no time limit runs on it any more. You can undo it on both sides.`,
    ];
    return reply.page(renderCheck({ ...page, says, confirm: 'Put them together' }));
  }
  const says = describeChanges(open, judged.after, listChanges(open.standing, judged.after));
  return reply.page(renderCheck({ ...page, says, confirm: 'Confirm' }));
}

/** Records it: the details first, so that it stays in the inbox until all is there. */
async function record({ parts, open, request }: Asked, sorting: Sorting, into?: CaseRecord): Promise<CaseOutcome> {
  const { casebook } = parts;
  const { organisation, caseId, version } = open.record;
  const seen = Number(firstOf(request.form, SEEN));
  const seenVersion = Number.isInteger(seen) && seen > 0 ? seen : version;
  const { actor } = open;
  if (into) return mergeCases(casebook, open.record, into, { actor, seenVersion });
  if (seenVersion < version) return { changed: describeSince(open.record, seenVersion) };
  let outcome: CaseOutcome = { done: true, version };
  for (const { command, input } of sorting.wishes) {
    const moment = { on: parts.today(), at: parts.now() };
    const wish = { organisation, caseId, actor, command, moment, input, seenVersion: outcome.version };
    const next: CaseOutcome = await casebook.act(wish);
    if (!('done' in next)) return next;
    outcome = next;
  }
  return outcome;
}

function describeSince({ events }: CaseRecord, version: number) {
  const since = events.filter(({ n }) => n > version);
  return { by: [...new Set(since.map(({ by }) => by.id))], events: since };
}

async function answer(asked: Asked, read: ReadSort, outcome: CaseOutcome) {
  const { parts, open, reply } = asked;
  if ('changed' in outcome) return showChanged(asked, read, outcome.changed.events);
  if ('refused' in outcome) {
    const refusals = outcome.refused.map((refusal) => ({ ...refusal, command: 'classify' }));
    return showForm(asked, { typed: read.typed, refusals }, 400);
  }
  const record = await parts.casebook.load(open.record.organisation, open.record.caseId);
  const text = `${open.record.origin.reference} is sorted.`;
  // whoever it turns out to be about, or outside its few, has done their part
  if (!record || !isWithinReach(parts, record, open.person))
    return reply.notice({ type: 'success', text }).seeOther(caseworkPaths.inbox());
  return reply.notice({ type: 'success', text }).seeOther(caseworkPaths.sort({ id: record.caseId }));
}

/** The form again over the case as it is now, with what somebody else recorded, and everything typed. */
async function showChanged(asked: Asked, read: ReadSort, events: readonly CaseEvent[]) {
  const { parts, open } = asked;
  const record = (await parts.casebook.load(open.record.organisation, open.record.caseId)) ?? open.record;
  const fresh = await describeOpenCase(parts, record, open.person);
  const names = { nameOf: open.nameOf, procedure: fresh.standing.state.procedure };
  const changed = events.map((event) => describeEvent(open.texts, fresh.standing.policy, event, names).title);
  return showForm({ ...asked, open: fresh, fields: listSortFields(fresh) }, { typed: read.typed, changed }, 409);
}
