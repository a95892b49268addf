import type { FastifyReply, FastifyRequest } from 'fastify';
import { findFollowedCase } from '../../identity/follow-codes.ts';
import type { CaseRecord } from '../../store/cases/casebook.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import { clearVisitToken, findVisitToken } from '../follow-cookie.ts';
import { followPage } from '../paths.ts';

/**
 * The case that this browser follows. Undefined when the half hour is over: the answer, back to where the code is
 * asked for, has then been sent.
 */
export async function findFollowed(
  parts: AppParts,
  { id }: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<CaseRecord | undefined> {
  const token = findVisitToken(request);
  const caseId = token === undefined ? undefined : await findFollowedCase(parts.casebook, id, token);
  const record = caseId === undefined ? undefined : await parts.casebook.load(id, caseId);
  if (record) return record;
  clearVisitToken(parts, reply, id);
  if (token !== undefined) reply.notice({ text: 'Your half hour is over. Give your reference and your code again.' });
  reply.seeOther(followPage({ organisation: id }));
  return undefined;
}
