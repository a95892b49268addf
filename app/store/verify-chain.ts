import { digestOfEvent, digestOfText } from './chain-events.ts';
import type { Tx } from './open-database.ts';
import { readStream } from './read-stream.ts';
import { type StoredEvent, startOfChain } from './stored-event.ts';

export type BrokenLink = {
  /** The version at which the chain first fails. */
  version: number;
  because: 'version-missing' | 'previous-differs' | 'digest-differs' | 'text-differs' | 'head-differs';
  /** The field of the text, for `text-differs`. */
  field?: string;
};

/**
 * Checks a stream's hash chain from its first event, each private text still held against its digest, and the end
 * against the stream's head. Texts that were deleted break nothing. Returns the first broken link, if any.
 */
export async function verifyChain(
  tx: Tx,
  organisation: string,
  stream: string,
): Promise<{ intact: true; version: number } | { broken: BrokenLink }> {
  const events = await readStream(tx, organisation, stream);
  const broken = findBrokenLink(events) ?? (await findBrokenText(tx, organisation, stream, events));
  if (broken !== undefined) return { broken };
  const head = await tx
    .selectFrom('stream_head')
    .select(['version', 'digest'])
    .where('organisation', '=', organisation)
    .where('stream', '=', stream)
    .executeTakeFirst();
  const last = events.at(-1);
  if (head?.version !== last?.version || head?.digest !== last?.digest) {
    return { broken: { version: (last?.version ?? 0) + 1, because: 'head-differs' } };
  }
  return { intact: true, version: last?.version ?? 0 };
}

function findBrokenLink(events: StoredEvent[]): BrokenLink | undefined {
  let previous = startOfChain;
  for (const [index, event] of events.entries()) {
    const version = index + 1;
    if (event.version !== version) return { version, because: 'version-missing' };
    if (event.previous !== previous) return { version, because: 'previous-differs' };
    if (event.digest !== digestOfEvent(event)) return { version, because: 'digest-differs' };
    previous = event.digest;
  }
  return undefined;
}

async function findBrokenText(
  tx: Tx,
  organisation: string,
  stream: string,
  events: StoredEvent[],
): Promise<BrokenLink | undefined> {
  const texts = await tx
    .selectFrom('event_private')
    .select(['version', 'field', 'salt', 'text'])
    .where('organisation', '=', organisation)
    .where('stream', '=', stream)
    .orderBy('version')
    .orderBy('field')
    .execute();
  const wrong = texts.find((text) => {
    const digests = events[text.version - 1]?.privateDigests ?? {};
    return !Object.hasOwn(digests, text.field) || digests[text.field] !== digestOfText(text);
  });
  return wrong && { version: wrong.version, because: 'text-differs', field: wrong.field };
}
