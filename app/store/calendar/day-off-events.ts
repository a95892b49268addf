import { type IsoDate, localDateOf } from '../../../engine/index.ts';
import type { JsonObject, NewEvent, StoredEvent, StoredEventWithTexts } from '../stored-event.ts';

/** What an organisation adds to its calendar: one stream for all of it. */
export const CALENDAR_STREAM = 'organisation:calendar';

/** A bank holiday proclaimed once, or days on which the landlord's office is closed. */
export const DAY_OFF_KINDS = ['bank-holiday', 'closure'] as const;
export type DayOffKind = (typeof DAY_OFF_KINDS)[number];

/** Days that an administrator took out of the working days of their organisation, both ends included. */
export type DayOff = {
  /** The recording that added it. */
  readonly n: number;
  readonly kind: DayOffKind;
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** As due dates name it where they skip it. */
  readonly name: string;
  /** Where it was announced; a closure needs none. */
  readonly source: string;
  /** The day in London on which it was added, and by whom. */
  readonly addedOn: IsoDate;
  readonly by: string;
  /** Taken back again: it counts no more. */
  readonly withdrawn?: { readonly on: IsoDate; readonly by: string } | undefined;
};

export type NewDayOff = Pick<DayOff, 'kind' | 'from' | 'to' | 'name' | 'source'>;

export const dayOffAdded = (on: string, { kind, from, to, name, source }: NewDayOff): NewEvent => ({
  type: 'day-off-added',
  data: { kind, from, to } as JsonObject,
  texts: { name, ...(source !== '' && { source }) },
  happenedOn: on,
});

export const dayOffWithdrawn = (on: string, day: number): NewEvent => ({
  type: 'day-off-withdrawn',
  data: { day },
  happenedOn: on,
});

/** Everything ever added, in the order it was, each with what became of it. */
export function evolveDaysOff(events: readonly (StoredEvent | StoredEventWithTexts)[]): readonly DayOff[] {
  return events.reduce<readonly DayOff[]>(applyEvent, []);
}

function applyEvent(days: readonly DayOff[], event: StoredEvent | StoredEventWithTexts): readonly DayOff[] {
  const on = localDateOf(event.recordedAt) as IsoDate;
  switch (event.type) {
    case 'day-off-added': {
      const { kind, from, to } = event.data as unknown as Pick<DayOff, 'kind' | 'from' | 'to'>;
      const { name = '', source = '' }: Record<string, string> = 'texts' in event ? event.texts : {};
      return [...days, { n: event.version, kind, from, to, name, source, addedOn: on, by: event.actor }];
    }
    case 'day-off-withdrawn': {
      const { day } = event.data as { day: number };
      return days.map((one) => (one.n === day ? { ...one, withdrawn: { on, by: event.actor } } : one));
    }
    default:
      return days;
  }
}
