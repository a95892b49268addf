import type { FastifyReply, FastifyRequest } from 'fastify';
import { VISIT_MINUTES } from '../identity/follow-codes.ts';
import type { AppParts } from '../web/app-parts.ts';

const NAME = 'redress-follow';

const optionsOf = (parts: AppParts, organisation: string) =>
  ({
    path: `/${organisation}`,
    httpOnly: true,
    sameSite: 'lax',
    secure: parts.publicUrl().startsWith('https:'),
  }) as const;

/** The token of the visit in which somebody follows a complaint of this landlord. */
export function findVisitToken(request: FastifyRequest): string | undefined {
  return request.cookies[NAME];
}

export function setVisitToken(parts: AppParts, reply: FastifyReply, organisation: string, token: string): void {
  reply.setCookie(NAME, token, { ...optionsOf(parts, organisation), maxAge: VISIT_MINUTES * 60 });
}

export function clearVisitToken(parts: AppParts, reply: FastifyReply, organisation: string): void {
  reply.clearCookie(NAME, optionsOf(parts, organisation));
}
