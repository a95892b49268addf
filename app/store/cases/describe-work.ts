import {
  addCalendarDays,
  type Duty,
  findForecastDay,
  findHandler,
  findRiskDay,
  type IsoDate,
  listDuties,
  listNamedPeople,
  listStandingsAhead,
  listWaiting,
  type Standing,
  type Waiting,
} from '../../../engine/index.ts';
import type { JsonObject, JsonValue } from '../stored-event.ts';

type On = (day: IsoDate) => Standing;
type Look = { readonly standing: Standing; readonly waiting: Waiting; readonly on: On };
type Period = { readonly since: string; readonly until: string | null };

const FIRST_DAY = '0001-01-01';

/**
 * What is to be done on a case and for whom it waits: rows of `duty` and `awaited`. Each says from when and until when
 * it holds if nothing more is recorded, so that a list is right on any day without anybody making it again.
 */
export function describeWork(caseId: string, now: Standing, on: On) {
  const ahead = listStandingsAhead(now, on);
  const periods = ahead.map((standing, index): { look: Look; period: Period } => {
    const next = ahead[index + 1]?.asOf.on;
    const until = next === undefined ? null : addCalendarDays(next, -1);
    return {
      look: { standing, waiting: listWaiting(standing), on },
      period: { since: index === 0 ? FIRST_DAY : standing.asOf.on, until },
    };
  });
  const duties = periods.flatMap(({ look, period }) => describeDuties(look, period));
  const awaited = periods.flatMap(({ look, period }) => describeAwaited(look, period));
  return {
    duty: joinPeriods(duties).map(({ id, ...row }) => ({ case_id: caseId, duty_id: id, ...row })),
    awaited: joinPeriods(awaited).map(({ id, ...row }) => ({ case_id: caseId, awaited_id: id, ...row })),
  };
}

/** Whoever has the case owns what is nobody's by name, so that a person's own are found by one look-up. */
function describeDuties({ standing, waiting, on }: Look, period: Period) {
  const handler = findHandler(standing.state);
  const named = listNamedPeople(standing);
  return listDuties(standing).flatMap((duty) => {
    const { id, kind, due, target, owner, waitsForOthers, values } = duty;
    const isStep = owner === undefined && (kind === 'clock' || kind === 'escalation');
    const risk = findRisk(standing, duty, on);
    const row = {
      id,
      kind: kind as string,
      owner: owner ?? handler ?? null,
      due: due ?? null,
      target: target ?? null,
      waits_for_others: waitsForOthers ?? (isStep && waiting.forOthers),
      details: { ...values } as JsonObject,
      risk_from: risk ?? null,
      named: false,
      ...period,
    };
    const told = isStep && kind === 'clock' ? named : [];
    return [row, ...told.map((person) => ({ ...row, id: `${id}>${person}`, owner: person, named: true }))];
  });
}

function describeAwaited({ standing, waiting, on }: Look, period: Period) {
  const first = listDuties(standing).find(({ kind }) => kind === 'clock' || kind === 'escalation');
  const risk = first && findRisk(standing, first, on);
  return waiting.awaited.map(({ who, except }) => ({
    id: who,
    who,
    not_who: [...except] as JsonValue[],
    unassigned: waiting.unassigned,
    due: first?.due ?? null,
    risk_from: risk ?? null,
    ...period,
  }));
}

/** From when a duty is at risk: by its target, by what its pack calls near, or because it cannot be met for sure. */
function findRisk(standing: Standing, { values, due, target }: Pick<Duty, 'values' | 'due' | 'target'>, on: On) {
  const clock = standing.clocks.find(({ id }) => id === values['clock']);
  if (!clock || due === undefined) return target;
  const days = [findRiskDay(standing, clock), findForecastDay(standing, clock.id, due, on)];
  return days.filter((day) => day !== undefined).toSorted()[0];
}

/** Rows of one id that follow each other and say the same are one; the later of two that differ has its day behind. */
function joinPeriods<Row extends Period & { readonly id: string }>(rows: readonly Row[]): readonly Row[] {
  const joined: Row[] = [];
  for (const row of rows) {
    const last = joined.findLastIndex(({ id }) => id === row.id || id.startsWith(`${row.id}@@`));
    const before = joined[last];
    if (before && isSame(before, row)) joined[last] = { ...before, until: row.until };
    else joined.push(before ? { ...row, id: `${row.id}@@${row.since}` } : row);
  }
  return joined;
}

const isSame = (a: Period & object, b: Period & object): boolean =>
  a.until !== null &&
  addCalendarDays(a.until as IsoDate, 1) === b.since &&
  JSON.stringify({ ...a, id: '', since: '', until: '' }) === JSON.stringify({ ...b, id: '', since: '', until: '' });
