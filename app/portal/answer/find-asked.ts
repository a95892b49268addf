import type { FastifyRequest } from 'fastify';
import { listOpenRequests, type RequestMade } from '../../../engine/index.ts';
import { type RequestWords, readRequests } from '../../documents/read-requests.ts';
import { redeemAnswerLink } from '../../identity/answer-links.ts';
import { type CaseRecord, standingOf } from '../../store/cases/casebook.ts';
import type { AppParts, OrganisationPart } from '../../web/app-parts.ts';

/** A request that a link opens, while an answer is still taken: the question, and nothing else of the case. */
export type AskedByLink = {
  readonly record: CaseRecord;
  readonly request: RequestMade;
  readonly words: RequestWords;
};

/**
 * What the link in the address opens. `not-open`: the link is right and the request is settled or withdrawn, or the case
 * is closed. Undefined for a link that is wrong, locked or too old: all look alike.
 */
export async function findAsked(
  parts: AppParts,
  organisation: OrganisationPart,
  request: FastifyRequest,
): Promise<AskedByLink | 'not-open' | undefined> {
  const { casebook } = parts;
  const { token } = request.params as { token: string };
  const asked = await casebook.database.inOrganisation(organisation.id, (tx) =>
    redeemAnswerLink(tx, organisation.id, token, casebook.now()),
  );
  const record = asked && (await casebook.load(organisation.id, asked.caseId));
  if (!asked || !record) return undefined;
  const standing = standingOf(record, { on: casebook.today(), at: casebook.now() });
  const made = listOpenRequests(standing).find(({ request: one, n }) => one === asked.request && n === asked.n);
  const words = readRequests(record).get(asked.request);
  return made && words ? { record, request: made, words } : 'not-open';
}
