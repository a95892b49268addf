import type { Tx } from '../store/open-database.ts';
import { issueLink, redeemLink } from './capability-links.ts';

const ANSWER = 'answer-request';
const DAY = 24 * 3_600_000;
/** How long a link holds. Each reminder brings a new one. */
export const LINK_DAYS = 90;
const TRIES = 5;
const LOCK_MINUTES = 15;

/** Which request on which case a link lets its holder answer; `n`: the recording that asked. */
export type Asked = { readonly caseId: string; readonly request: number; readonly n: number };

const subjectOf = ({ caseId, request, n }: Asked): string => `${caseId}#${request}#${n}`;

/**
 * A new link by which somebody answers one request without an account. It is returned once and stored only as a hash.
 * It holds for ninety days; whether the request still waits is looked at each time it is used.
 */
export async function issueAnswerLink(tx: Tx, organisation: string, asked: Asked, now: string): Promise<string> {
  const { token } = await issueLink(tx, {
    organisation,
    purpose: ANSWER,
    subject: subjectOf(asked),
    form: 'link',
    issuedBy: 'system',
    now,
    expiresAt: new Date(Date.parse(now) + LINK_DAYS * DAY).toISOString(),
    uses: 100_000,
    attempts: TRIES,
    lockMinutes: LOCK_MINUTES,
  });
  return token;
}

/** What a link lets its holder answer; undefined where it is wrong, locked after wrong tries, or too old. */
export async function redeemAnswerLink(
  tx: Tx,
  organisation: string,
  token: string,
  now: string,
): Promise<Asked | undefined> {
  const redeemed = await redeemLink(tx, { organisation, purpose: ANSWER, token, now });
  if (!('redeemed' in redeemed)) return undefined;
  const [caseId = '', request, n] = redeemed.redeemed.subject.split('#');
  return { caseId, request: Number(request), n: Number(n) };
}
