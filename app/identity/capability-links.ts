import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Selectable } from 'kysely';
import { sha256 } from '../store/canonical-json.ts';
import type { Tx } from '../store/open-database.ts';
import type { Tables } from '../store/tables.ts';

export type LinkRequest = {
  organisation: string;
  /** What it lets its holder do, such as 'follow-case'. */
  purpose: string;
  /** What it lets them do it to, such as a case's reference. */
  subject: string;
  /**
   * `link`: a long token for an address. `code`: ten letters and digits that can be read out over the telephone,
   * redeemed together with the subject; a new code revokes the older ones of the same purpose and subject.
   */
  form: 'link' | 'code';
  expiresAt: string;
  /** How often it can be redeemed. Default 1. */
  uses?: number;
  /** Wrong tries until it locks. Default 5. */
  attempts?: number;
  /** Minutes until a locked one opens again. Left out, it stays locked. */
  lockMinutes?: number;
  issuedBy: string;
  now: string;
};

export type Redemption =
  | { redeemed: { linkId: string; subject: string; usesLeft: number } }
  | { refused: 'not-valid' | 'locked' | 'expired' | 'used-up' | 'revoked' };

type Row = Selectable<Tables['capability_link']>;

/**
 * Issues a link or code for a person without an account. The token is returned once, to be shown or sent; only its
 * hash is stored, so nobody can look it up later.
 */
export async function issueLink(tx: Tx, request: LinkRequest): Promise<{ linkId: string; token: string }> {
  const linkId = randomBytes(12).toString('base64url');
  const salt = randomBytes(16).toString('hex');
  const secret = request.form === 'link' ? randomBytes(32).toString('base64url') : makeCode();
  if (request.form === 'code') await revokeCodes(tx, request);
  const attempts = request.attempts ?? 5;
  await tx
    .insertInto('capability_link')
    .values({
      organisation: request.organisation,
      link_id: linkId,
      form: request.form,
      purpose: request.purpose,
      subject: request.subject,
      salt,
      secret_hash: await hashSecret(request.form, salt, secret),
      expires_at: request.expiresAt,
      uses_left: request.uses ?? 1,
      attempts,
      attempts_left: attempts,
      lock_minutes: request.lockMinutes ?? null,
      locked_until: null,
      revoked_at: null,
      issued_at: request.now,
      issued_by: request.issuedBy,
    })
    .execute();
  return {
    linkId,
    token: request.form === 'link' ? `${linkId}.${secret}` : `${secret.slice(0, 5)}-${secret.slice(5)}`,
  };
}

/**
 * Redeems a token: a link by itself, a code with its `subject`. Why it is refused is for the log; show its holder one
 * sentence for all, except `expired` and `used-up`, which only the right token can learn. Do not roll the transaction
 * back on a refusal: it counts the attempt.
 */
export async function redeemLink(
  tx: Tx,
  request: { organisation: string; purpose: string; token: string; subject?: string; now: string },
): Promise<Redemption> {
  const { row, secret } = await findLink(tx, request);
  if (row === undefined) return { refused: 'not-valid' };
  const attemptsLeft = openAttempts(row, request.now);
  if (attemptsLeft === 0) return { refused: 'locked' };
  if (!(await matches(row, secret))) return refuseAttempt(tx, row, attemptsLeft - 1, request.now);
  const refused = refusalOf(row, request.now);
  if (refused !== undefined) return { refused };
  const usesLeft = row.uses_left - 1;
  await updateLink(tx, row, { uses_left: usesLeft, attempts_left: row.attempts, locked_until: null });
  return { redeemed: { linkId: row.link_id, subject: row.subject, usesLeft } };
}

/** Revokes a link or code. False when there is none such, or it was revoked before. */
export async function revokeLink(
  tx: Tx,
  { organisation, linkId, now }: { organisation: string; linkId: string; now: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('capability_link')
    .set({ revoked_at: now })
    .where('organisation', '=', organisation)
    .where('link_id', '=', linkId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

// No I, L, O, U, 0 or 1: they are misread, or spell words.
const codeLetters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

function makeCode(): string {
  return Array.from({ length: 10 }, () => codeLetters[randomInt(codeLetters.length)]).join('');
}

const stretch = promisify(scrypt) as (secret: string, salt: string, length: number) => Promise<Buffer>;

// A code has about 49 bits, few enough to be searched through if the table leaked: hashing it is made slow.
async function hashSecret(form: Row['form'], salt: string, secret: string): Promise<string> {
  return form === 'link' ? sha256(salt + secret) : (await stretch(secret, salt, 32)).toString('hex');
}

async function matches(row: Row, secret: string): Promise<boolean> {
  const given = Buffer.from(await hashSecret(row.form, row.salt, secret), 'hex');
  return timingSafeEqual(given, Buffer.from(row.secret_hash, 'hex'));
}

async function findLink(
  tx: Tx,
  { organisation, purpose, token, subject }: { organisation: string; purpose: string; token: string; subject?: string },
): Promise<{ row: Row | undefined; secret: string }> {
  let query = tx
    .selectFrom('capability_link')
    .selectAll()
    .where('organisation', '=', organisation)
    .where('purpose', '=', purpose);
  if (subject === undefined) {
    const [linkId = '', secret = ''] = token.trim().split('.');
    query = query.where('form', '=', 'link').where('link_id', '=', linkId);
    return { row: await query.forUpdate().executeTakeFirst(), secret };
  }
  query = query.where('form', '=', 'code').where('subject', '=', subject);
  // The one that is not revoked comes first, then the one revoked last.
  const row = await query
    .orderBy('revoked_at', 'desc')
    .orderBy('issued_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return { row, secret: token.toUpperCase().replace(/[^0-9A-Z]/g, '') };
}

function openAttempts(row: Row, now: string): number {
  if (row.attempts_left > 0) return row.attempts_left;
  return row.locked_until !== null && row.locked_until <= toInstant(now) ? row.attempts : 0;
}

async function refuseAttempt(tx: Tx, row: Row, attemptsLeft: number, now: string): Promise<Redemption> {
  const locks = attemptsLeft === 0 && row.lock_minutes !== null;
  const lockedUntil = locks ? new Date(Date.parse(now) + row.lock_minutes! * 60_000).toISOString() : null;
  await updateLink(tx, row, { attempts_left: attemptsLeft, locked_until: lockedUntil });
  return { refused: 'not-valid' };
}

function refusalOf(row: Row, now: string): 'revoked' | 'expired' | 'used-up' | undefined {
  if (row.revoked_at !== null) return 'revoked';
  if (row.expires_at <= toInstant(now)) return 'expired';
  return row.uses_left === 0 ? 'used-up' : undefined;
}

async function updateLink(
  tx: Tx,
  row: Row,
  change: { attempts_left: number; locked_until: string | null; uses_left?: number },
): Promise<void> {
  await tx
    .updateTable('capability_link')
    .set(change)
    .where('organisation', '=', row.organisation)
    .where('link_id', '=', row.link_id)
    .execute();
}

async function revokeCodes(tx: Tx, { organisation, purpose, subject, now }: LinkRequest): Promise<void> {
  await tx
    .updateTable('capability_link')
    .set({ revoked_at: now })
    .where('organisation', '=', organisation)
    .where('purpose', '=', purpose)
    .where('subject', '=', subject)
    .where('form', '=', 'code')
    .where('revoked_at', 'is', null)
    .execute();
}

function toInstant(text: string): string {
  return new Date(text).toISOString();
}
