export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/**
 * One event as it stands in the store. It holds ids, codes and dates only: names and free text live in
 * `event_private`, and `privateDigests` holds sha256(salt + text) of each, by field.
 *
 * `stream` is `case:ID`, `person:ID` or `organisation:ID`. `version` counts from 1 in its stream. `happenedOn` is a
 * local date (YYYY-MM-DD); `happenedAt` and `recordedAt` are instants in UTC. `digest` covers every other field, and
 * `previous` is the digest of the version before (`startOfChain` for version 1).
 */
export type StoredEvent = {
  organisation: string;
  stream: string;
  version: number;
  type: string;
  data: JsonObject;
  happenedOn: string;
  happenedAt?: string;
  recordedAt: string;
  actor: string;
  privateDigests: Record<string, string>;
  digest: string;
  previous: string;
};

/** A stored event with its private texts by field. A field whose text was deleted is absent. */
export type StoredEventWithTexts = StoredEvent & { texts: Record<string, string> };

/** An event not stored yet. `texts`: names and free text by field, kept apart from the event. */
export type NewEvent = {
  type: string;
  data: JsonObject;
  texts?: Record<string, string>;
  happenedOn: string;
  happenedAt?: string;
};

/** What stands as `previous` in the first event of a stream. */
export const startOfChain = '0'.repeat(64);
