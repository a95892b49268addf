import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { Casebook } from '../store/cases/casebook.ts';
import { issueLink, redeemLink } from './capability-links.ts';

const CODE = 'follow-complaint';
const VISIT = 'follow-visit';
const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;
/** How long a complaint can be followed without giving the code again. */
export const VISIT_MINUTES = 30;
/** Wrong codes for one reference until it locks, and for how long. */
export const CODE_TRIES = 5;
export const CODE_LOCK_MINUTES = 15;

const later = (now: string, milliseconds: number): string => new Date(Date.parse(now) + milliseconds).toISOString();

/**
 * A new code with which the complainant follows their case, together with its reference. It is returned once and
 * stored only as a hash; a code given earlier for the case stops working. It holds for six years.
 */
export async function issueFollowCode(
  casebook: Casebook,
  organisation: string,
  caseId: string,
  by: string,
): Promise<string> {
  const now = casebook.now();
  const { token } = await casebook.database.inOrganisation(organisation, (tx) =>
    issueLink(tx, {
      ...{ organisation, purpose: CODE, subject: caseId, form: 'code', issuedBy: by, now },
      ...{ expiresAt: later(now, 6 * YEAR), uses: 1_000_000, attempts: CODE_TRIES, lockMinutes: CODE_LOCK_MINUTES },
    }),
  );
  return token;
}

/** Whether a code was ever given for this case. */
export async function hasFollowCode(casebook: Casebook, organisation: string, caseId: string): Promise<boolean> {
  const row = await casebook.database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('capability_link')
      .select('link_id')
      .where('organisation', '=', organisation)
      .where('purpose', '=', CODE)
      .where('subject', '=', caseId)
      .limit(1)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/**
 * The case that a reference and its code open; undefined when they do not fit together, for whatever reason: no such
 * case, another landlord's case, a wrong or locked code. All take about the same time, so that nobody can tell.
 */
export async function redeemFollowCode(
  casebook: Casebook,
  organisation: string,
  given: { readonly reference: string; readonly code: string },
): Promise<string | undefined> {
  const now = casebook.now();
  return casebook.database.inOrganisation(organisation, async (tx) => {
    const found = await tx
      .selectFrom('case_list')
      .select('case_id')
      .where('organisation', '=', organisation)
      .where('reference', 'in', spellings(given.reference))
      .executeTakeFirst();
    const subject = found?.case_id;
    if (subject === undefined) {
      await takeAsLong();
      return undefined;
    }
    const redeemed = await redeemLink(tx, { organisation, purpose: CODE, token: given.code, subject, now });
    return 'redeemed' in redeemed ? subject : undefined;
  });
}

const stretch = promisify(scrypt);
const takeAsLong = (): Promise<unknown> => stretch('nothing', randomBytes(16).toString('hex'), 32);

/** As it was typed, and as references are made: `26-ABCDE`. */
function spellings(typed: string): readonly string[] {
  const plain = typed.trim();
  const letters = plain.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return [plain, plain.toUpperCase(), `${letters.slice(0, 2)}-${letters.slice(2)}`];
}

/** Lets a browser follow one case for half an hour. The token goes into a cookie that scripts cannot read. */
export async function openFollowVisit(casebook: Casebook, organisation: string, caseId: string): Promise<string> {
  const now = casebook.now();
  const { token } = await casebook.database.inOrganisation(organisation, (tx) =>
    issueLink(tx, {
      ...{ organisation, purpose: VISIT, subject: caseId, form: 'link', issuedBy: 'resident', now },
      ...{ expiresAt: later(now, VISIT_MINUTES * MINUTE), uses: 1000 },
    }),
  );
  return token;
}

/** The case that a visit is open for; undefined when it is over, or was never ours. */
export async function findFollowedCase(
  casebook: Casebook,
  organisation: string,
  token: string,
): Promise<string | undefined> {
  const now = casebook.now();
  const redeemed = await casebook.database.inOrganisation(organisation, (tx) =>
    redeemLink(tx, { organisation, purpose: VISIT, token, now }),
  );
  return 'redeemed' in redeemed ? redeemed.redeemed.subject : undefined;
}

/** Ends a visit at once. */
export async function closeFollowVisit(casebook: Casebook, organisation: string, token: string): Promise<void> {
  const now = casebook.now();
  const [linkId = ''] = token.split('.');
  await casebook.database.inOrganisation(organisation, (tx) =>
    tx
      .updateTable('capability_link')
      .set({ revoked_at: now })
      .where('organisation', '=', organisation)
      .where('link_id', '=', linkId)
      .where('purpose', '=', VISIT)
      .execute(),
  );
}
