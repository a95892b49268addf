import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { keepParagraph, type ParagraphRefusal } from '../../documents/paragraphs/paragraph-book.ts';
import { answerNotThere } from '../../identity/authority.ts';
import { getSignedIn } from '../../identity/index.ts';
import type { AppParts } from '../../web/app-parts.ts';
import { administrationPaths } from '../paths.ts';

const TURNS = {
  withdraw: { what: 'retire', done: 'Withdrawn. It is not offered any more. Letters that have it keep it.' },
  'bring-back': { what: 'restore', done: 'Brought back. It is offered again where it fits.' },
} as const;

const REFUSED: Readonly<Record<ParagraphRefusal, string>> = {
  'not-there': 'This paragraph is not there.',
  'same-title':
    'Another paragraph in use has its name by now. Change the name of that one first, then bring this one back.',
  changed: 'Somebody else has changed it meanwhile. Look at it again.',
  'so-already': 'Somebody else did so before you. Nothing was changed.',
};

/** Taking a standard paragraph out of use, and putting it back: either can be undone by the other. */
export function routeTurnParagraph(app: FastifyInstance, parts: AppParts): void {
  app.post(administrationPaths.turnParagraph.pattern, { config: { access: 'administrator' } }, (request, reply) =>
    submitTurn(parts, request, reply),
  );
}

async function submitTurn(parts: AppParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { id, turn } = request.params as { id: string; turn: string };
  const wanted = Object.hasOwn(TURNS, turn) ? TURNS[turn as keyof typeof TURNS] : undefined;
  if (!wanted) return answerNotThere(reply);
  const { organisation, person } = getSignedIn(request);
  const wish = { organisation, actor: person.id, what: wanted.what, id };
  const outcome = await keepParagraph({ database: parts.casebook.database, now: parts.now }, wish);
  if ('refused' in outcome && outcome.refused === 'not-there') return answerNotThere(reply);
  const notice =
    'done' in outcome ? { type: 'success' as const, text: wanted.done } : { text: REFUSED[outcome.refused] };
  return reply.notice(notice).seeOther(administrationPaths.paragraph({ id }));
}
