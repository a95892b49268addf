import type { ActorOnEvent, CaseEvent, EventBody, IsoDate } from '../../../engine/index.ts';
import { localDateOf } from '../../../engine/index.ts';
import type { JsonObject, NewEvent, StoredEvent } from '../stored-event.ts';

/** What stands on the first event of a case beside the receipt itself: the procedure it keeps for life. */
export type CaseOrigin = {
  readonly reference: string;
  readonly pack: string;
  readonly packVersion: string;
  /** sha256 of the pack file at that time. */
  readonly packHash: string;
};

/** An event of the engine as it is stored: everything but the moment, which the store keeps in columns of its own. */
export function toNewEvent(
  event: CaseEvent,
  texts: Readonly<Record<string, string>> | undefined,
  origin?: CaseOrigin,
): NewEvent {
  const { type, on, at, n: _n, recordedOn: _recordedOn, by, ...body } = event;
  const data = JSON.parse(
    JSON.stringify({ body, by: { kind: by.kind, roles: by.roles, for: by.for }, ...(origin && { origin }) }),
  ) as JsonObject;
  return {
    type,
    data,
    happenedOn: on,
    ...(at !== undefined && { happenedAt: at }),
    ...(texts && Object.keys(texts).length > 0 && { texts: { ...texts } }),
  };
}

/** A stored event as the engine reads it. The day of recording is the day in London. */
export function toCaseEvent(stored: StoredEvent): CaseEvent {
  const { body, by } = stored.data as unknown as { body: object; by: Omit<ActorOnEvent, 'id'> };
  const recordedOn = localDateOf(stored.recordedAt) as IsoDate;
  const envelope = {
    n: stored.version,
    on: stored.happenedOn as IsoDate,
    at: stored.happenedAt,
    recordedOn,
    by: { id: stored.actor, ...by },
  };
  return { ...(body as EventBody), type: stored.type, ...envelope } as CaseEvent;
}

/** The origin of a case, from its first event. */
export function getOrigin(events: readonly StoredEvent[]): CaseOrigin {
  const origin = (events[0]?.data as { origin?: CaseOrigin } | undefined)?.origin;
  if (!origin)
    throw new Error('A case stream without an origin on its first event: it was not written by registerCase.');
  return origin;
}
