import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findFollowedCase, hasFollowCode, issueFollowCode, openFollowVisit } from '../../identity/follow-codes.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import { firstOf, readForm } from '../../web/forms.ts';
import { PageError } from '../../web/page-error.ts';
import { findVisitToken, setVisitToken } from '../follow-cookie.ts';
import type { TryLimiter } from '../limit-tries.ts';
import { sentPage } from '../paths.ts';
import { getFields, readComplaint } from './complain-fields.ts';
import { registerComplaint } from './register-complaint.ts';
import { FORM_FIELD, viewComplain, viewSent, viewShownBefore } from './view-complain.ts';

const makeForm = (): string => randomBytes(18).toString('base64url');

export async function openComplain(organisation: OrganisationPart, request: FastifyRequest, reply: FastifyReply) {
  return reply.page(viewComplain(organisation, { form: makeForm(), csrfField: request.csrfField }));
}

export async function submitComplain(
  { parts, limiter }: { parts: AppParts; limiter: TryLimiter },
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { casebook } = parts;
  const fields = getFields(organisation.policy);
  const { values, errors, typed } = readForm(fields, request.form);
  const form = firstOf(request.form, FORM_FIELD) || makeForm();
  const { csrfField } = request;
  if (errors.length > 0) return reply.page(viewComplain(organisation, { form, csrfField, typed, errors }), 400);
  checkLimit(limiter, request);
  const complaint = readComplaint(organisation.policy, values);
  const registered = await registerComplaint(casebook, organisation.id, complaint, form);
  if ('refused' in registered) throw notTaken();
  if (registered.again && (await hasFollowCode(casebook, organisation.id, registered.caseId)))
    return reply.page(viewShownBefore(organisation));
  const token = await openFollowVisit(casebook, organisation.id, registered.caseId);
  setVisitToken(parts, reply, organisation.id, token);
  return reply.seeOther(sentPage({ organisation: organisation.id }));
}

/** Shows the code, which is made only now: it is nowhere before, and nowhere afterwards. */
export async function openSent(
  { parts }: { parts: AppParts },
  organisation: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { casebook } = parts;
  const token = findVisitToken(request);
  const followed = token === undefined ? undefined : await findFollowedCase(casebook, organisation.id, token);
  const caseId = followed?.caseId;
  const shown = caseId === undefined || (await hasFollowCode(casebook, organisation.id, caseId));
  const record = shown ? undefined : await casebook.load(organisation.id, caseId);
  if (!record || caseId === undefined) return reply.page(viewShownBefore(organisation));
  const code = await issueFollowCode(casebook, organisation.id, caseId, 'resident');
  return reply.page(viewSent(organisation, { reference: record.origin.reference, code }));
}

function checkLimit(limiter: TryLimiter, request: FastifyRequest): void {
  if (limiter.isBlocked(request.ip)) {
    throw new PageError({
      status: 429,
      title: 'Many complaints have come from this place',
      text: 'Nothing is saved yet, and nothing you typed is lost. Wait an hour and send it again, or tell us by telephone or letter.',
    });
  }
  limiter.count(request.ip);
}

const notTaken = (): PageError =>
  new PageError({
    status: 503,
    title: 'We cannot take your complaint here now',
    text: 'Nothing is saved yet, and nothing you typed is lost. Try again later, or tell us by telephone or letter.',
  });
