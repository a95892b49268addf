import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  type CaseEvent,
  checkActing,
  checkJoining,
  checkSorting,
  checkUntouched,
  determineStanding,
  effectiveHistory,
  makeContext,
  numberEvents,
  type Refusal,
  refuseUnseenOther,
} from '../../../engine/index.ts';
import { describeEvent, describeMoment, describeRefusal, speakToReader } from '../../texts/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import * as govuk from '../../web/components/index.ts';
import { type Html, html } from '../../web/html.ts';
import { describeClockTag } from '../case-words.ts';
import { anchorOfClock } from '../find-working.ts';
import { type OpenCase, openCase } from '../open-case.ts';
import { caseworkPaths } from '../paths.ts';
import { renderRefusals } from '../render-refusals.ts';
import { findByReference } from './find-by-reference.ts';
import { findNextInInbox } from './find-inbox.ts';
import { OTHER_REFERENCE, PART_OF, SORT_AS } from './list-sort-fields.ts';
import { undoMerge, voidLast } from './merge-cases.ts';
import { renderWords } from './render-sort.ts';
import { gatherBeside } from './view-beside.ts';

const DECIDES = ['classified', 'merged', 'not-ours'] as const;
type Decided = Extract<CaseEvent, { type: (typeof DECIDES)[number] }>;

/** How it was last sorted, where that still counts; undefined for what was sorted as it was logged. */
const findDecided = ({ record }: OpenCase): Decided | undefined =>
  effectiveHistory(record.events)
    .filter((event): event is Decided => DECIDES.some((type) => type === event.type))
    .toSorted((a, b) => a.n - b.n)
    .at(-1);

/** What became of something that is sorted, how to undo it, and what it may belong with. */
export async function viewSorted(parts: AppParts, open: OpenCase, request: FastifyRequest, reply: FastifyReply) {
  const { record, person } = open;
  const { csrfField } = request;
  const { beside } = await gatherBeside(parts, open, csrfField);
  const wish = { organisation: record.organisation, person, besides: record.caseId };
  const next = await findNextInInbox(parts.casebook.database, wish);
  const into = open.standing.state.mergedInto;
  const other = into === undefined ? undefined : await findByReference(parts, record.organisation, person, into);
  const links = html`<div class="govuk-button-group">
${next !== undefined && govuk.button({ text: 'Next in the inbox', href: caseworkPaths.sort({ id: next }) })}
${other && govuk.button({ text: `Open ${into}`, href: caseworkPaths.casePage({ id: other.caseId }), classes: 'govuk-button--secondary' })}
${govuk.button({ text: 'Open this case', href: caseworkPaths.casePage({ id: record.caseId }), classes: 'govuk-button--secondary' })}</div>`;
  return reply.page({
    title: 'Sorted',
    heading: next === undefined ? 'Sorted: the inbox is empty' : 'Sorted',
    caption: record.origin.reference,
    wide: true,
    back: { href: caseworkPaths.inbox(), text: 'Back to the inbox' },
    body: html`<div class="redress-sort"><div>${renderWords(open)}</div><div>${renderDecided(open, csrfField)}${links}${beside}${renderJoin(open, csrfField)}</div></div>`,
  });
}

function renderDecided(open: OpenCase, csrfField: Html): Html {
  const { texts, standing, record } = open;
  const decided = findDecided(open);
  if (!decided) return html`<p class="govuk-body">It was sorted when it was logged.</p>`;
  const { title } = describeEvent(texts, standing.policy, decided, { nameOf: open.nameOf });
  const own = record.texts.get(decided.n) ?? {};
  const told = [own['why'], own['pointed-to']].filter((one) => one !== undefined);
  const against = checkUndo(open, decided);
  return html`<div class="redress-card"><h2 class="govuk-heading-m">${title}</h2><p class="govuk-body">${describeMoment(decided, texts)}</p>
${told.map((one) => html`<p class="govuk-body redress-typed">${one}</p>`)}
${renderDueNext(open)}
${
  against.length > 0
    ? govuk.details({
        summaryText: 'Why it cannot be undone here',
        text: renderRefusals(speakToReader(texts), standing.policy, against, 'classify'),
      })
    : html`<form method="post" action="${caseworkPaths.unsort({ id: record.caseId })}">${csrfField}${govuk.button({ text: 'Undo', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}</div>`;
}

/** What is due next on it, with the way to how that day is worked out. */
function renderDueNext({ standing, texts, record }: OpenCase): Html | undefined {
  const clock = standing.nextDue;
  if (!clock?.due) return undefined;
  const href = `${caseworkPaths.casePage({ id: record.caseId })}#${anchorOfClock(clock.id)}`;
  return html`<p class="govuk-body">Due next: ${clock.name}, <a class="govuk-link" href="${href}">${describeClockTag(texts, clock, standing).due}</a>.</p>`;
}

/** Why it cannot be undone: the procedure has begun since, or sorting it again is for others. */
function checkUndo({ standing, actor }: OpenCase, decided: Decided): readonly Refusal[] {
  const idle = checkActing(makeContext(standing, standing.asOf), actor);
  if (idle.length > 0) return idle;
  const begun = decided.type === 'classified' ? checkUntouched(makeContext(standing, standing.asOf)) : [];
  if (begun.length > 0) return begun;
  const { policy, calendar, history, asOf } = standing;
  const recorded = numberEvents(standing, [{ type: 'voided', event: decided.n }], { moment: asOf }, actor);
  const after = determineStanding(policy, calendar, effectiveHistory([...history, ...recorded]), asOf);
  const context = makeContext(after, asOf);
  return decided.type === 'merged' ? checkJoining(context, actor) : checkSorting(context, actor);
}

/** A case that turns out to be part of another after it was sorted can still be put together with it, while nothing was done. */
function renderJoin({ standing, record }: OpenCase, csrfField: Html): Html | undefined {
  const context = makeContext(standing, standing.asOf);
  if (standing.state.status === 'closed' || checkUntouched(context).length > 0) return undefined;
  const form = html`<form method="post" action="${caseworkPaths.sort({ id: record.caseId })}">${csrfField}<input type="hidden" name="${SORT_AS}" value="${PART_OF}">
${govuk.input({ name: OTHER_REFERENCE, id: OTHER_REFERENCE, label: 'The reference of the case it is part of', classes: 'govuk-input--width-10' })}
${govuk.button({ text: 'Go on', name: '_do', value: 'check', classes: 'govuk-button--secondary' })}</form>`;
  return govuk.details({ summaryText: 'It is part of another case', text: form });
}

/** Undoing how something was sorted: it stands as it did before, and so does the case it was merged into. */
export function routeUnsort(app: FastifyInstance, parts: AppParts): void {
  app.post(caseworkPaths.unsort.pattern, { config: { access: 'case' } }, async (request, reply) => {
    const open = await openCase(request, parts);
    const back = caseworkPaths.sort({ id: open.record.caseId });
    const decided = findDecided(open);
    if (!decided)
      return reply.notice({ text: 'There is nothing to undo: it may have been undone already.' }).seeOther(back);
    const against = checkUndo(open, decided);
    const refused = against.length > 0 ? against : await undo(parts, open, decided);
    if (refused.length === 0)
      return reply.notice({ type: 'success', text: 'Undone. It stands as it did before.' }).seeOther(back);
    const text = refused.map((refusal) => describeRefusal(speakToReader(open.texts), refusal, 'classify')).join(' ');
    return reply.notice({ text }).seeOther(back);
  });
}

async function undo(parts: AppParts, { record, person, actor }: OpenCase, decided: Decided) {
  if (decided.type !== 'merged')
    return voidLast(parts.casebook, record, actor, decided.type, ({ n }) => n === decided.n);
  const into = await findByReference(parts, record.organisation, person, decided.into);
  return into ? undoMerge(parts.casebook, record, into, actor) : [refuseUnseenOther()];
}
