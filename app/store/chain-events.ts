import { randomBytes } from 'node:crypto';
import { canonicalJson, sha256 } from './canonical-json.ts';
import { storableJson, storableText } from './storable-text.ts';
import type { NewEvent, StoredEvent } from './stored-event.ts';

export type PrivateText = { version: number; field: string; salt: string; text: string };
export type ChainedEvents = { events: StoredEvent[]; privateTexts: PrivateText[] };

type Link = { version: number; digest: string };
type Header = { organisation: string; stream: string; actor: string; recordedAt: string };

/** Turns new events into stored ones that continue the chain after `head`, and their texts into salted rows. */
export function chainEvents(header: Header, head: Link, newEvents: NewEvent[]): ChainedEvents {
  const events: StoredEvent[] = [];
  const privateTexts: PrivateText[] = [];
  let { version, digest: previous } = head;
  for (const newEvent of newEvents) {
    version += 1;
    const texts = saltTexts(version, newEvent.texts ?? {});
    const event = sealEvent({
      ...header,
      recordedAt: toInstant(header.recordedAt),
      version,
      type: newEvent.type,
      data: storableJson(newEvent.data),
      happenedOn: newEvent.happenedOn,
      ...(newEvent.happenedAt === undefined ? {} : { happenedAt: toInstant(newEvent.happenedAt) }),
      privateDigests: Object.fromEntries(texts.map((text) => [text.field, digestOfText(text)])),
      previous,
    });
    events.push(event);
    privateTexts.push(...texts);
    previous = event.digest;
  }
  return { events, privateTexts };
}

/** sha256 of an event's canonical JSON, every field but `digest` itself. */
export function digestOfEvent(event: Omit<StoredEvent, 'digest'>): string {
  const { organisation, stream, version, type, data, happenedOn, happenedAt, recordedAt, actor } = event;
  const { privateDigests, previous } = event;
  const header = { organisation, stream, version, type, data, happenedOn, happenedAt, recordedAt, actor };
  return sha256(canonicalJson({ ...header, privateDigests, previous }));
}

export function digestOfText({ salt, text }: { salt: string; text: string }): string {
  return sha256(salt + text);
}

function sealEvent(event: Omit<StoredEvent, 'digest'>): StoredEvent {
  return { ...event, digest: digestOfEvent(event) };
}

function saltTexts(version: number, texts: Record<string, string>): PrivateText[] {
  return Object.entries(texts).map(([field, text]) => {
    return { version, field: storableText(field), salt: randomBytes(16).toString('hex'), text: storableText(text) };
  });
}

// The database keeps instants in UTC to the millisecond: the digest must be taken of the same text.
function toInstant(text: string): string {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()))
    throw new RangeError(`"${text}" is not an instant, such as 2026-04-02T09:30:00Z.`);
  return instant.toISOString();
}
