import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  CODE_LOCK_MINUTES,
  closeFollowVisit,
  issueFollowCode,
  openFollowVisit,
  redeemFollowCode,
} from '../../identity/follow-codes.ts';
import { renderCode } from '../../identity/render-code.ts';
import type { CaseOutcome, CaseRecord } from '../../store/cases/casebook.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import type { FieldError } from '../../web/errors.ts';
import { firstOf, readForm } from '../../web/forms.ts';
import { html } from '../../web/html.ts';
import type { Once } from '../../web/once.ts';
import { clearVisitToken, findVisitToken, setVisitToken } from '../follow-cookie.ts';
import type { TryLimiter } from '../limit-tries.ts';
import { followedPage, followPage } from '../paths.ts';
import { RESIDENT } from '../resident.ts';
import { findFollowed } from './followed-case.ts';
import { openFollowed } from './open-followed.ts';
import { FOLLOW_FIELDS, viewFollow } from './view-follow.ts';
import { MORE_FIELDS, NEXT_STAGE_FIELDS } from './view-followed.ts';

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
  const caseId = await redeemFollowCode(parts.casebook, organisation.id, given);
  if (caseId === undefined) {
    limits.byPlace.count(place);
    limits.byReference.count(named);
    return refuse([NO_MATCH], 400);
  }
  setVisitToken(parts, reply, organisation.id, await openFollowVisit(parts.casebook, organisation.id, caseId));
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

/** The resident asks for the next stage. It is always kept, whatever the procedure makes of it. */
export async function submitNextStage(
  { parts, once }: Kit,
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const record = await findFollowed(parts, organisation, request, reply);
  if (!record) return reply;
  const { errors, typed, values } = readForm(NEXT_STAGE_FIELDS, request.form);
  if (errors.length > 0) return openFollowed(parts, organisation, record, { request, reply, typed, errors });
  const outcome = await once(request, () => act(parts, record, 'escalation-requested', values));
  if ('done' in outcome)
    reply.notice({ type: 'success', text: 'You have asked for the next stage. We have your request.' });
  else if ('refused' in outcome && outcome.kept)
    reply.notice({
      text: 'We keep your request. It does not open the next stage by itself: somebody will look at it.',
    });
  else
    reply.notice({
      text: 'Something changed just before you asked. Look at the page, and ask again if you still want to.',
    });
  return reply.seeOther(followedPage({ organisation: organisation.id }));
}

function act(parts: AppParts, record: CaseRecord, command: string, input: Readonly<Record<string, unknown>>) {
  const moment = { on: parts.today(), at: parts.now() };
  const { organisation, caseId, version } = record;
  return parts.casebook.act({ organisation, caseId, actor: RESIDENT, command, moment, input, seenVersion: version });
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
  const code = await issueFollowCode(parts.casebook, organisation.id, record.caseId, 'resident');
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
