import { randomUUID } from 'node:crypto';
import { addCalendarDays, getRank, type IsoDate, localDateOf, type Policy } from '../../engine/index.ts';
import type { Database } from '../store/open-database.ts';
import type { Projection } from '../store/projections.ts';
import { runOnStream } from '../store/run-command.ts';
import { saveReadModels } from '../store/save-read-models.ts';
import type { JsonObject, NewEvent, StoredEvent } from '../store/stored-event.ts';
import type { Person } from './person.ts';

export const ABSENCES_STREAM = 'organisation:absences';

/** A person is away, both days included; their deputies act meanwhile. Ids only. */
export type Absence = {
  readonly id: string;
  readonly person: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly deputies: readonly string[];
};

export type NewAbsence = Omit<Absence, 'id'>;

export type AbsenceRefusal = 'ends-before-it-begins' | 'in-the-past' | 'already-away' | 'own-deputy' | 'not-there';

/** When people are away, and who acts for them. */
export type Absences = {
  /** Those that end on this day or later, the earliest first. */
  readonly list: (organisation: string, from: IsoDate) => Promise<readonly Absence[]>;
  /** Whom this person covers on a day, with the last day of each. */
  readonly findCovered: (organisation: string, deputy: string, on: IsoDate) => Promise<ReadonlyMap<string, IsoDate>>;
  readonly record: (organisation: string, absence: NewAbsence, by: string) => Promise<AbsenceOutcome>;
  /** Ends it yesterday, or takes it back where it has not begun. */
  readonly end: (organisation: string, id: string, by: string) => Promise<AbsenceOutcome>;
};

export type AbsenceOutcome = { readonly done: string } | { readonly refused: AbsenceRefusal };

export type AbsencesParts = { readonly database: Database; readonly now: () => string };

/** Opens the absences of an installation over the store. */
export function openAbsences(parts: AbsencesParts): Absences {
  return {
    list: (organisation, from) => listAbsences(parts, organisation, from),
    findCovered: (organisation, deputy, on) => findCovered(parts, organisation, deputy, on),
    record: (organisation, absence, by) =>
      change(parts, organisation, by, (known, today) => decideNew(known, absence, today)),
    end: (organisation, id, by) => change(parts, organisation, by, (known, today) => decideEnd(known, id, today)),
  };
}

type Decided = { readonly event: NewEvent; readonly id: string } | { readonly refused: AbsenceRefusal };

function decideNew(known: readonly Absence[], { person, from, to, deputies }: NewAbsence, today: IsoDate): Decided {
  if (to < from) return { refused: 'ends-before-it-begins' };
  if (to < today) return { refused: 'in-the-past' };
  if (deputies.includes(person)) return { refused: 'own-deputy' };
  if (known.some((one) => one.person === person && one.from <= to && from <= one.to))
    return { refused: 'already-away' };
  const id = randomUUID();
  const data = { absence: id, person, from, to, deputies: [...deputies] } as JsonObject;
  return { id, event: { type: 'absence-recorded', data, happenedOn: today } };
}

function decideEnd(known: readonly Absence[], id: string, today: IsoDate): Decided {
  const absence = known.find((one) => one.id === id && one.to >= today);
  if (!absence) return { refused: 'not-there' };
  return {
    id,
    event: { type: 'absence-ended', data: { absence: id, last: addCalendarDays(today, -1) }, happenedOn: today },
  };
}

async function change(
  { database, now }: AbsencesParts,
  organisation: string,
  actor: string,
  decide: (known: readonly Absence[], today: IsoDate) => Decided,
): Promise<AbsenceOutcome> {
  const at = now();
  let id = '';
  const outcome = await runOnStream<AbsenceRefusal>(
    {
      database,
      organisation,
      stream: ABSENCES_STREAM,
      actor,
      now: at,
      kind: 'decides',
      projections: [absenceProjection],
    },
    (events) => {
      const decided = decide(evolveAbsences(events), localDateOf(at) as IsoDate);
      if ('refused' in decided) return { refused: [decided.refused] };
      id = decided.id;
      return { events: [decided.event] };
    },
  );
  return 'refused' in outcome ? { refused: outcome.refused[0] ?? 'not-there' } : { done: id };
}

/** The absences that the events of their stream amount to; one taken back before it began is gone. */
export function evolveAbsences(events: readonly StoredEvent[]): readonly Absence[] {
  const known = new Map<string, Absence>();
  for (const { type, data } of events) {
    const { absence: id, ...rest } = data as unknown as NewAbsence & { absence: string; last: IsoDate };
    const before = known.get(id);
    if (type === 'absence-recorded') known.set(id, { id, ...rest });
    else if (type === 'absence-ended' && before) {
      if (before.from > rest.last) known.delete(id);
      else known.set(id, { ...before, to: rest.last });
    }
  }
  return [...known.values()];
}

/** Keeps the absences of each organisation as a table. */
export const absenceProjection: Projection = {
  name: 'absences',
  tables: ['absence'],
  async apply(tx, organisation, stream, events) {
    if (stream !== ABSENCES_STREAM) return;
    const rows = evolveAbsences(events).map(({ id, person, from, to, deputies }) => ({
      ...{ absence_id: id, person, from_on: from, to_on: to, deputies: [...deputies] },
    }));
    await saveReadModels(tx, organisation, {}, { absence: rows });
  },
};

async function listAbsences({ database }: AbsencesParts, organisation: string, from: IsoDate) {
  const rows = await database.inOrganisation(organisation, (tx) =>
    tx
      .selectFrom('absence')
      .selectAll()
      .where('organisation', '=', organisation)
      .where('to_on', '>=', from)
      .orderBy('from_on')
      .orderBy('absence_id')
      .execute(),
  );
  return rows.map(
    (row): Absence => ({
      id: row.absence_id,
      person: row.person,
      from: row.from_on as IsoDate,
      to: row.to_on as IsoDate,
      deputies: row.deputies as string[],
    }),
  );
}

async function findCovered(parts: AbsencesParts, organisation: string, deputy: string, on: IsoDate) {
  const absences = await listAbsences(parts, organisation, on);
  return new Map(
    absences.filter((one) => one.from <= on && one.deputies.includes(deputy)).map(({ person, to }) => [person, to]),
  );
}

/**
 * Whether somebody may record that a person is away: for themselves, as an administrator, or where they stand above
 * them by the rank of the roles of both.
 */
export function mayRecordAbsence(policy: Policy, by: Person, of: Pick<Person, 'id' | 'roles'>): boolean {
  const rankOf = ({ roles }: Pick<Person, 'roles'>): number =>
    Math.max(Number.NEGATIVE_INFINITY, ...roles.map(({ role }) => getRank(policy, role)));
  return by.id === of.id || by.administrator || rankOf(by) > rankOf(of);
}
