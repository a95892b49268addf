import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/** Does the work of a form that was sent; the same form sent again gets the outcome of the first time. */
export type Once<T> = (request: FastifyRequest, work: () => Promise<T>) => Promise<T>;

const KEPT = 2000;

/**
 * Forms that are sent twice, by a double click or by sending again from an older page, do their work once. Two are the
 * same when every input is, the form token included, which is another one each time a form is shown. An outcome that is
 * not `done`, and a failure, are forgotten, so that the form can be sent again. It is remembered in this process only.
 */
export function makeOnce<T>(isDone: (outcome: T) => boolean): Once<T> {
  const known = new Map<string, Promise<T>>();
  return async (request, work) => {
    const key = describeForm(request);
    const before = known.get(key);
    if (before) return before;
    const outcome = work();
    known.set(key, outcome);
    for (const oldest of known.keys()) {
      if (known.size <= KEPT) break;
      known.delete(oldest);
    }
    try {
      if (!isDone(await outcome)) known.delete(key);
    } catch {
      known.delete(key);
    }
    return outcome;
  };
}

function describeForm({ url, form, session }: FastifyRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([session?.id, url, form]))
    .digest('base64');
}
