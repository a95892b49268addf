import type { FastifyReply, FastifyRequest } from 'fastify';
import { gatherLetterTexts } from '../../documents/gather-letter-texts.ts';
import type { PersonWording } from '../../documents/gather-people.ts';
import {
  CODE_LOCK_MINUTES,
  closeFollowVisit,
  issueFollowCode,
  openFollowVisit,
  redeemFollowCode,
} from '../../identity/follow-codes.ts';
import { renderCode } from '../../identity/render-code.ts';
import { type CaseOutcome, standingOf } from '../../store/cases/casebook.ts';
import { openLinkedCase } from '../../store/cases/open-linked-case.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import { firstOf, readForm } from '../../web/forms.ts';
import { html } from '../../web/html.ts';
import type { Once } from '../../web/once.ts';
import { clearVisitToken, findVisitToken, setVisitToken } from '../follow-cookie.ts';
import type { TryLimiter } from '../limit-tries.ts';
import { followedPage, followPage } from '../paths.ts';
import { actorOf, RESIDENT } from '../resident.ts';
import { findNextStage } from './find-resident-view.ts';
import { type FollowedRecord, findFollowed, mayFollow, NOT_OPEN } from './followed-case.ts';
import { openFollowed } from './open-followed.ts';
import { COMMENT_FIELDS } from './render-draft.ts';
import { FOLLOW_FIELDS, viewFollow } from './view-follow.ts';
import { listNextStageFields, MORE_FIELDS } from './view-followed.ts';

export type FollowLimits = { readonly byPlace: TryLimiter; readonly byReference: TryLimiter };
type Kit = { readonly parts: AppParts; readonly limits: FollowLimits; readonly once: Once<CaseOutcome> };

const NO_MATCH: FieldError = {
  field: 'reference',
  message: 'This reference and this code do not fit together. Check both and try again',
};
const TOO_MANY: FieldError = {
  field: 'reference',
  message: `There were too many wrong tries. Wait ${CODE_LOCK_MINUTES} minutes and try again`,
};

/** Reference and code: right, the complaint opens for half an hour; wrong in any way, the answer is the same. */
export async function submitFollow(
  { parts, limits }: Kit,
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { errors, typed } = readForm(FOLLOW_FIELDS, request.form);
  const { csrfField } = request;
  const refuse = (faults: readonly FieldError[], status: number) =>
    reply.page(viewFollow(organisation, { csrfField, typed, errors: faults }), status);
  if (errors.length > 0) return refuse(errors, 400);
  const given = { reference: firstOf(typed, 'reference'), code: firstOf(typed, 'code') };
  const place = request.ip;
  const named = `${organisation.id} ${given.reference.toUpperCase().replace(/[^0-9A-Z]/g, '')}`;
  if (limits.byPlace.isBlocked(place) || limits.byReference.isBlocked(named)) return refuse([TOO_MANY], 429);
  const followed = await redeemFollowCode(parts.casebook, organisation.id, given);
  if (followed === undefined) {
    limits.byPlace.count(place);
    limits.byReference.count(named);
    return refuse([NO_MATCH], 400);
  }
  const { caseId, key } = followed;
  const record = await parts.casebook.load(organisation.id, caseId);
  if (!record || !mayFollow(parts, record, key)) return refuse([{ field: 'reference', message: NOT_OPEN }], 403);
  setVisitToken(parts, reply, organisation.id, await openFollowVisit(parts.casebook, organisation.id, caseId, key));
  return reply.seeOther(followedPage({ organisation: organisation.id }));
}

/** Something more from the resident. Whether it is a new point, staff decide. */
export async function submitMore(
  { parts, once }: Kit,
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const record = await findFollowed(parts, organisation, request, reply);
  if (!record) return reply;
  const { errors, typed, values } = readForm(MORE_FIELDS, request.form);
  if (errors.length > 0) return openFollowed(parts, organisation, record, { request, reply, typed, errors });
  const input = { channel: 'portal', reached: true, 'what-was-said': String(values['more']) };
  await once(request, () => act(parts, record, 'contacted', input));
  reply.notice({ type: 'success', text: 'We have what you told us. It is with your complaint now.' });
  return reply.seeOther(followedPage({ organisation: organisation.id }));
}

/** What the resident says on the draft. It is always kept, also where the answer has gone meanwhile. */
export async function submitComment(
  { parts, once }: Kit,
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const record = await findFollowed(parts, organisation, request, reply);
  if (!record) return reply;
  const { errors, typed, values } = readForm(COMMENT_FIELDS, request.form);
  const saysNothing = !values['comment'] && values['finished'] !== true;
  const faults = saysNothing && errors.length === 0 ? [NOTHING_SAID] : errors;
  if (faults.length > 0) return openFollowed(parts, organisation, record, { request, reply, typed, errors: faults });
  const outcome = await once(request, () => act(parts, record, 'draft-commented', { ...values, channel: 'portal' }));
  const kept = 'refused' in outcome && outcome.kept ? `${COMMENT_KEPT} ` : '';
  reply.notice('done' in outcome ? { type: 'success', text: COMMENT_TAKEN } : { text: `${kept}${NO_DRAFT_NOW}` });
  return reply.seeOther(followedPage({ organisation: organisation.id }));
}

const NOTHING_SAID: FieldError = {
  field: 'comment',
  message: 'Write what you want to say, or choose yes below if you have nothing more to say',
};
const COMMENT_TAKEN = 'We have what you think of our draft. Our answer will take it into account.';
const COMMENT_KEPT = 'We keep what you said.';
const NO_DRAFT_NOW = 'Our answer has gone already, or the draft has changed: look at the page.';

/** The resident asks for the next stage. It is always kept, whatever the procedure makes of it. */
export async function submitNextStage(
  { parts, once }: Kit,
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const record = await findFollowed(parts, organisation, request, reply);
  if (!record) return reply;
  const standing = standingOf(record, { on: parts.today(), at: parts.now() });
  const { errors, typed, values } = readForm(listNextStageFields(findNextStage(standing)), request.form);
  if (errors.length > 0) return openFollowed(parts, organisation, record, { request, reply, typed, errors });
  const outcome = await once(request, () => askNextStage(parts, record, values));
  const isNew = 'linked' in outcome && outcome.linked !== undefined;
  const also = isNew ? ' What is new is a complaint of its own now.' : '';
  if ('done' in outcome)
    reply.notice({ type: 'success', text: `You have asked for the next stage. We have your request.${also}` });
  else if ('refused' in outcome && outcome.kept)
    reply.notice({
      text: `We keep your request. It does not open the next stage by itself: somebody will look at it.${also}`,
    });
  else
    reply.notice({
      text: 'Something changed just before you asked. Look at the page, and ask again if you still want to.',
    });
  return reply.seeOther(followedPage({ organisation: organisation.id }));
}

/** Records the request, and opens the case that something new in it becomes. */
async function askNextStage(
  parts: AppParts,
  record: FollowedRecord,
  values: Readonly<Record<string, unknown>>,
): Promise<CaseOutcome> {
  const outcome = await act(parts, record, 'escalation-requested', values);
  const linked = 'linked' in outcome ? outcome.linked : undefined;
  const find = findOwn(record);
  // whichever of several residents asked, the new case is theirs alone
  const actor = record.follower === 'representative' ? actorOf(record.follower) : RESIDENT;
  if (linked) await openLinkedCase(parts.casebook, record, linked, { actor, find });
  return outcome;
}

/** What a case tells under a name, and of a resident what it tells of the one who follows it. */
function findOwn(record: FollowedRecord): (name: string) => string | undefined {
  const { findForComplainant, people } = gatherLetterTexts(record);
  const own = people.get(record.follower === 'representative' ? 'resident-1' : record.follower);
  const ofPerson = (name: string) => own?.[name.slice('resident-'.length) as keyof PersonWording];
  return (name) => (name.startsWith('resident-') ? ofPerson(name) : findForComplainant(name));
}

function act(parts: AppParts, record: FollowedRecord, command: string, input: Readonly<Record<string, unknown>>) {
  const moment = { on: parts.today(), at: parts.now() };
  const { organisation, caseId, version, follower } = record;
  const actor = actorOf(follower);
  return parts.casebook.act({ organisation, caseId, actor, command, moment, input, seenVersion: version });
}

/** A new code in place of a lost one, shown once. */
export async function submitNewCode(
  { parts }: Kit,
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const record = await findFollowed(parts, organisation, request, reply);
  if (!record) return reply;
  const { caseId, follower } = record;
  const code = await issueFollowCode(parts.casebook, organisation.id, caseId, actorOf(follower).id, follower);
  const here = { organisation: organisation.id };
  const body = html`<p class="govuk-body">Your reference is still <strong>${record.origin.reference}</strong>. The old code no longer works.</p>
${renderCode(code)}
<p class="govuk-body"><a class="govuk-link" href="${followedPage(here)}">Back to your complaint</a></p>`;
  return reply.page({ title: 'Your new code', body });
}

export async function submitLeave(
  { parts }: Kit,
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const token = findVisitToken(request);
  if (token !== undefined) await closeFollowVisit(parts.casebook, organisation.id, token);
  clearVisitToken(parts, reply, organisation.id);
  reply.notice({ type: 'success', text: 'You have left your complaint. Nobody can see it here now.' });
  return reply.seeOther(followPage({ organisation: organisation.id }));
}
