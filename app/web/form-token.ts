import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Html } from './html.ts';
import { renderHidden } from './render-field.ts';
import { findSigned, sign } from './signing.ts';

export const TOKEN_FIELD = '_csrf';
const PURPOSE = 'form-token';

/** What a form token is bound to: the browser (a cookie nobody else can read) and who is signed in. */
export type TokenHolder = { browserKey: string; sessionId: string | undefined };

function bound(holder: TokenHolder): string {
  return `${PURPOSE}\n${holder.browserKey}\n${holder.sessionId ?? ''}`;
}

/** A token for a form; each is different, all of one browser and session are good. */
export function createToken(secret: string, holder: TokenHolder): string {
  return sign(secret, bound(holder), randomBytes(9).toString('base64url'));
}

/** Whether a sent token was made for this browser and session. */
export function isGoodToken(secret: string, holder: TokenHolder, token: string): boolean {
  return holder.browserKey !== '' && findSigned(secret, bound(holder), token) !== undefined;
}

export function renderToken(secret: string, holder: TokenHolder): Html {
  return renderHidden(TOKEN_FIELD, createToken(secret, holder));
}

/**
 * Whether another site made the browser send this. Then nothing of it is shown back (a stranger's text would stand there with a
 * good token under it), and no cookie is set. Browsers say so in `Sec-Fetch-Site`; older ones in `Origin`.
 */
export function isFromElsewhere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.host;
}
