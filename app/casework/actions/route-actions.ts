import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppParts } from '../../web/app-parts.ts';
import { makeOnce } from '../../web/once.ts';
import { PageError } from '../../web/page-error.ts';
import { caseworkPaths } from '../paths.ts';
import { type Settled, submitAction, viewAction } from './submit-action.ts';

/** A form for every action on a case. */
export function routeActions(app: FastifyInstance, parts: AppParts): void {
  const { pattern } = caseworkPaths.action;
  const once = makeOnce<Settled>(({ outcome }) => 'done' in outcome);
  app.get(pattern, { config: { access: 'case' } }, (request, reply) => viewAction(parts, request, reply));
  const options = { config: { access: 'case' }, bodyLimit: MOST_AT_ONCE, preParsing: refuseLarge } as const;
  app.post(pattern, options, (request, reply) => submitAction({ parts, once }, request, reply));
}

const MB = 1024 * 1024;
const MOST_AT_ONCE = 100 * MB;
const MOST_WITHOUT_FILES = 5 * MB;

/** So much is read only from somebody signed in, and only where it holds files. */
async function refuseLarge(request: FastifyRequest): Promise<void> {
  const size = Number(request.headers['content-length'] ?? Number.NaN);
  const isForFiles = request.headers['content-type']?.startsWith('multipart/') === true;
  if ((request.session && isForFiles) || size <= MOST_WITHOUT_FILES) return;
  throw new PageError({
    status: 413,
    title: 'What you sent is too large',
    text: 'Nothing was saved. Go back in your browser, where your text still stands. If you are signed out, sign in first, in another tab.',
    keep: false,
  });
}
