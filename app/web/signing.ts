import { createHmac, timingSafeEqual } from 'node:crypto';

/** Signature of a text for one purpose: one made for a notice is worth nothing as a form token. */
function signature(secret: string, purpose: string, text: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\n${text}`).digest();
}

/** The text with its signature: `text.signature`. */
export function sign(secret: string, purpose: string, text: string): string {
  return `${text}.${signature(secret, purpose, text).toString('base64url')}`;
}

/** The text again, when the signature is ours; otherwise `undefined`. Takes the same time for every wrong signature. */
export function findSigned(secret: string, purpose: string, signed: string): string | undefined {
  const at = signed.lastIndexOf('.');
  if (at === -1) return undefined;
  const text = signed.slice(0, at);
  const given = Buffer.from(signed.slice(at + 1), 'base64url');
  const right = signature(secret, purpose, text);
  return given.length === right.length && timingSafeEqual(given, right) ? text : undefined;
}
