import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { type AddresseeKey, effectiveHistory, findEntry } from '../../engine/index.ts';
import type { Casebook } from '../store/cases/casebook.ts';
import type { Tx } from '../store/open-database.ts';
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

/** Whom a code or a visit lets follow which case. Each of those who may follow it has a code of their own. */
export type Followed = { readonly caseId: string; readonly key: AddresseeKey };

const FIRST: AddresseeKey = 'resident-1';

/**
 * Who complained first follows under the id of the case alone, as when a case had one resident only; the others under
 * their key and the recording they came with, for a key may pass to somebody else.
 */
async function findSubject(casebook: Casebook, organisation: string, { caseId, key }: Followed): Promise<string> {
  if (key === FIRST) return caseId;
  const record = await casebook.load(organisation, caseId);
  return `${caseId}#${key}#${(record && findEntry(effectiveHistory(record.events), key)) ?? ''}`;
}

/** Whom a subject is, while it is still theirs. */
async function readSubject(casebook: Casebook, organisation: string, subject: string): Promise<Followed | undefined> {
  const [caseId = '', key = FIRST] = subject.split('#');
  const followed = { caseId, key: key as AddresseeKey };
  return (await findSubject(casebook, organisation, followed)) === subject ? followed : undefined;
}

const later = (now: string, milliseconds: number): string => new Date(Date.parse(now) + milliseconds).toISOString();

/**
 * A new code with which a complainant, or who acts for them, follows their case, together with its reference. It is
 * returned once and stored only as a hash; a code given to them earlier stops working, those of the others do not. It
 * holds for six years. Whether they may follow it is looked at each time, not when the code is given.
 */
export async function issueFollowCode(
  casebook: Casebook,
  organisation: string,
  caseId: string,
  by: string,
  key: AddresseeKey = FIRST,
): Promise<string> {
  const now = casebook.now();
  const subject = await findSubject(casebook, organisation, { caseId, key });
  const { token } = await casebook.database.inOrganisation(organisation, (tx) =>
    issueLink(tx, {
      ...{ organisation, purpose: CODE, subject, form: 'code', issuedBy: by, now },
      ...{ expiresAt: later(now, 6 * YEAR), uses: 1_000_000, attempts: CODE_TRIES, lockMinutes: CODE_LOCK_MINUTES },
    }),
  );
  return token;
}

/** Whether a code for this case was ever given to them. */
export async function hasFollowCode(
  casebook: Casebook,
  organisation: string,
  caseId: string,
  key: AddresseeKey = FIRST,
): Promise<boolean> {
  const subject = await findSubject(casebook, organisation, { caseId, key });
  const row = await casebook.database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('capability_link')
      .select('link_id')
      .where('organisation', '=', organisation)
      .where('purpose', '=', CODE)
      .where('subject', '=', subject)
      .limit(1)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

/**
 * The case that a reference and a code open, and for whom; undefined when they do not fit together, for whatever
 * reason: no such case, another landlord's case, a wrong or locked code, or one of somebody who was replaced. All take about the same time, so that nobody can tell.
 */
export async function redeemFollowCode(
  casebook: Casebook,
  organisation: string,
  given: { readonly reference: string; readonly code: string },
): Promise<Followed | undefined> {
  const now = casebook.now();
  const opened = await casebook.database.inOrganisation(organisation, async (tx) => {
    const found = await tx
      .selectFrom('case_list')
      .select('case_id')
      .where('organisation', '=', organisation)
      .where('reference', 'in', spellings(given.reference))
      .executeTakeFirst();
    const subjects = found ? await findSubjects(tx, organisation, found.case_id) : [];
    if (subjects.length === 0) await takeAsLong();
    for (const subject of subjects) {
      const redeemed = await redeemLink(tx, { organisation, purpose: CODE, token: given.code, subject, now });
      if ('redeemed' in redeemed) return subject;
    }
    return undefined;
  });
  return opened === undefined ? undefined : readSubject(casebook, organisation, opened);
}

/** Everybody who may have been given a code for a case, who complained first in front. */
async function findSubjects(tx: Tx, organisation: string, caseId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('capability_link')
    .select('subject')
    .distinct()
    .where('organisation', '=', organisation)
    .where('purpose', '=', CODE)
    .where('subject', 'like', `${caseId}#%`)
    .orderBy('subject')
    .execute();
  return [caseId, ...rows.map(({ subject }) => subject)];
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
export async function openFollowVisit(
  casebook: Casebook,
  organisation: string,
  caseId: string,
  key: AddresseeKey = FIRST,
): Promise<string> {
  const now = casebook.now();
  const subject = await findSubject(casebook, organisation, { caseId, key });
  const { token } = await casebook.database.inOrganisation(organisation, (tx) =>
    issueLink(tx, {
      ...{ organisation, purpose: VISIT, subject, form: 'link', issuedBy: 'resident', now },
      ...{ expiresAt: later(now, VISIT_MINUTES * MINUTE), uses: 1000 },
    }),
  );
  return token;
}

/** The case that a visit is open for, and whose visit it is; undefined when it is over, was never ours, or they were replaced. */
export async function findFollowedCase(
  casebook: Casebook,
  organisation: string,
  token: string,
): Promise<Followed | undefined> {
  const now = casebook.now();
  const redeemed = await casebook.database.inOrganisation(organisation, (tx) =>
    redeemLink(tx, { organisation, purpose: VISIT, token, now }),
  );
  return 'redeemed' in redeemed ? readSubject(casebook, organisation, redeemed.redeemed.subject) : undefined;
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
