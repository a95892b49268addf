import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AddresseeKey, determineAddressees, effectiveHistory, findEntry } from '../../../engine/index.ts';
import { findFollowedCase } from '../../identity/follow-codes.ts';
import { type CaseRecord, standingOf } from '../../store/cases/casebook.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';
import { clearVisitToken, findVisitToken } from '../follow-cookie.ts';
import { followPage } from '../paths.ts';
import type { Follower } from '../resident.ts';

/** A case with whom it is followed by: a complainant, or who acts for them. */
export type FollowedRecord = CaseRecord & Follower;

/**
 * The case that this browser follows. Undefined when the half hour is over, or when it is not open to them any more:
 * the answer, back to where the code is asked for, has then been sent.
 */
export async function findFollowed(
  parts: AppParts,
  { id }: OrganisationPart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FollowedRecord | undefined> {
  const token = findVisitToken(request);
  const followed = token === undefined ? undefined : await findFollowedCase(parts.casebook, id, token);
  const record = followed === undefined ? undefined : await parts.casebook.load(id, followed.caseId);
  const isOpen = record && followed && mayFollow(parts, record, followed.key);
  if (isOpen)
    return { ...record, follower: followed.key, since: findEntry(effectiveHistory(record.events), followed.key) ?? 1 };
  clearVisitToken(parts, reply, id);
  if (record) reply.notice({ text: NOT_OPEN });
  else if (token !== undefined)
    reply.notice({ text: 'Your half hour is over. Give your reference and your code again.' });
  reply.seeOther(followPage({ organisation: id }));
  return undefined;
}

export const NOT_OPEN = 'This complaint is not open to you now. Ask us, or the person you act for.';

/**
 * Whether they may follow the case now: a representative only while letters may go to them, from permission to its
 * withdrawal; a complainant until they leave.
 */
export function mayFollow(parts: AppParts, record: CaseRecord, key: AddresseeKey): boolean {
  const standing = standingOf(record, { on: parts.today(), at: parts.now() });
  const found = determineAddressees(standing).find((one) => one.key === key);
  if (found?.kind === 'representative') return found.keptFrom === undefined;
  return found !== undefined && found.keptFrom !== 'has-left';
}
