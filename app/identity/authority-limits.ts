import type { AuthorityLimit, IsoDate } from '../../engine/index.ts';
import { localDateOf } from '../../engine/index.ts';
import type { Database } from '../store/open-database.ts';
import type { Projection } from '../store/projections.ts';
import { runOnStream } from '../store/run-command.ts';
import { saveReadModels } from '../store/save-read-models.ts';
import type { JsonObject, NewEvent, StoredEvent } from '../store/stored-event.ts';

/** Where it is recorded how much money people may offer. */
export const LIMITS_STREAM = 'organisation:authority-limits';

/** A limit as it was set, with when and by whom; `id` is the number of its recording. */
export type LimitSet = AuthorityLimit & { readonly id: string; readonly setOn: IsoDate; readonly setBy: string };

export type LimitRefusal = 'in-the-past' | 'no-change' | 'not-there';
export type LimitOutcome = { readonly done: string } | { readonly refused: LimitRefusal };

/** How much money people may offer on one complaint, as administrators set it. */
export type AuthorityLimits = {
  /** In the order they were set, as the engine wants them. */
  readonly list: (organisation: string) => Promise<readonly LimitSet[]>;
  readonly set: (organisation: string, limit: AuthorityLimit, by: string) => Promise<LimitOutcome>;
  /** Takes back a limit whose first day has not come. */
  readonly takeBack: (organisation: string, id: string, by: string) => Promise<LimitOutcome>;
};

type Parts = { readonly database: Database; readonly now: () => string };

/** Opens the authority limits of an installation over the store. */
export function openAuthorityLimits(parts: Parts): AuthorityLimits {
  return {
    list: (organisation) => listLimits(parts, organisation),
    set: (organisation, limit, by) => decide(parts, organisation, by, (known, today) => decideSet(known, limit, today)),
    takeBack: (organisation, id, by) =>
      decide(parts, organisation, by, (known, today) => {
        const found = known.find((one) => one.id === id && one.from > today);
        if (!found) return { refused: 'not-there' };
        return { event: { type: 'authority-limit-taken-back', data: { limit: id }, happenedOn: today } };
      }),
  };
}

type Decided = { readonly event: NewEvent } | { readonly refused: LimitRefusal };

/** A limit holds from today or later: what was offered before was offered under what held then. */
function decideSet(known: readonly LimitSet[], limit: AuthorityLimit, today: IsoDate): Decided {
  const { role, person, pence, from } = limit;
  if (from < today) return { refused: 'in-the-past' };
  const before = known.filter((one) => one.role === role && one.person === person);
  const last = before.filter((one) => one.from <= from).reduce<LimitSet | undefined>(laterOf, undefined);
  if (last?.pence === pence) return { refused: 'no-change' };
  const data = { ...(role !== undefined && { role }), ...(person !== undefined && { person }), from };
  return {
    event: {
      type: 'authority-limit-set',
      data: { ...data, ...(pence !== undefined && { pence }) } as JsonObject,
      happenedOn: today,
    },
  };
}

const laterOf = (last: LimitSet | undefined, one: LimitSet): LimitSet => (last && last.from > one.from ? last : one);

async function decide(
  { database, now }: Parts,
  organisation: string,
  actor: string,
  wanted: (known: readonly LimitSet[], today: IsoDate) => Decided,
): Promise<LimitOutcome> {
  const at = now();
  const stream = { database, organisation, stream: LIMITS_STREAM, actor, now: at, projections: [limitProjection] };
  const outcome = await runOnStream<LimitRefusal>({ ...stream, kind: 'decides' }, (events) => {
    const decided = wanted(evolveLimits(events), localDateOf(at) as IsoDate);
    return 'refused' in decided ? { refused: [decided.refused] } : { events: [decided.event] };
  });
  if ('refused' in outcome) return { refused: outcome.refused[0] ?? 'not-there' };
  return { done: 'version' in outcome ? String(outcome.version) : '' };
}

/** The limits that the events of their stream amount to, in the order they were set. */
export function evolveLimits(events: readonly StoredEvent[]): readonly LimitSet[] {
  const taken = new Set(
    events.filter(({ type }) => type === 'authority-limit-taken-back').map(({ data }) => data['limit']),
  );
  return events
    .filter(({ type, version }) => type === 'authority-limit-set' && !taken.has(String(version)))
    .map(({ data, version, happenedOn, actor }) => ({
      ...(data as unknown as AuthorityLimit),
      ...{ id: String(version), setOn: happenedOn as IsoDate, setBy: actor },
    }));
}

/** Keeps the limits of each organisation as a table. */
export const limitProjection: Projection = {
  name: 'authority limits',
  tables: ['authority_limit'],
  async apply(tx, organisation, stream, events) {
    if (stream !== LIMITS_STREAM) return;
    const rows = evolveLimits(events).map(({ id, role, person, pence, from, setOn, setBy }) => ({
      ...{ limit_id: id, role: role ?? null, person: person ?? null, pence: pence ?? null },
      ...{ from_on: from, set_on: setOn, set_by: setBy },
    }));
    await saveReadModels(tx, organisation, {}, { authority_limit: rows });
  },
};

async function listLimits({ database }: Parts, organisation: string): Promise<readonly LimitSet[]> {
  const rows = await database.inOrganisation(organisation, (tx) =>
    tx.selectFrom('authority_limit').selectAll().where('organisation', '=', organisation).execute(),
  );
  return rows
    .map(
      (row): LimitSet => ({
        id: row.limit_id,
        ...(row.role !== null && { role: row.role }),
        ...(row.person !== null && { person: row.person }),
        ...(row.pence !== null && { pence: row.pence }),
        ...{ from: row.from_on as IsoDate, setOn: row.set_on as IsoDate, setBy: row.set_by },
      }),
    )
    .sort((a, b) => Number(a.id) - Number(b.id));
}
