import { addCalendarDays, daysBetween, type IsoDate } from '../calendar/index.ts';
import type { Standing } from '../clocks/determine-standing.ts';
import { findStage } from '../policy/find-in-pack.ts';
import { determineForecast } from './determine-forecast.ts';
import { listTimesWaitedFor } from './find-waits.ts';

/** How often a case is followed on its way when nobody records anything. */
const MOST = 4;

/**
 * How a case stands now, and how it will stand on each later day on which it moves by itself although nobody records
 * anything: the day after a time that opens or closes something, and after one that a step waits for. So a list made
 * now is right on those days too. `on`: the standing of the same case on another day.
 *
 * Example: five working days to agree an early resolution, up to 9 March 2026: as it stands now, and from the 10th.
 */
export function listStandingsAhead(now: Standing, on: (day: IsoDate) => Standing): readonly Standing[] {
  const found = [now];
  for (let day = findNextTurn(now); day !== undefined && found.length < MOST; ) {
    const next = on(day);
    found.push(next);
    day = findNextTurn(next);
  }
  return found;
}

function findNextTurn(standing: Standing): IsoDate | undefined {
  const { asOf, clocks, policy, state } = standing;
  const visit = state.visits.at(-1);
  if (state.status === 'closed' || !visit) return undefined;
  const rules = findStage(policy, visit.procedure, visit.stage)?.clocks ?? [];
  const moves = rules.filter(({ 'on-lapse': lapse }) => lapse.opens ?? lapse.closes).map(({ id }) => id);
  const waited = listTimesWaitedFor(standing, visit).map(({ id }) => id);
  const turns = clocks
    .filter((clock) => clock.visit === visit.index && (moves.includes(clock.clock) || waited.includes(clock.id)))
    .flatMap(({ due, stopped }) => (due === undefined || due < asOf.on || stopped !== undefined ? [] : due));
  const first = turns.toSorted()[0];
  return first && addCalendarDays(first, 1);
}

/**
 * The first day from which a clock cannot be met any more, or not for sure, were nothing done until then, because its
 * stop has to wait for a time that runs first; undefined while that cannot be. Found by halving the days that are left.
 */
export function findForecastDay(
  now: Standing,
  clock: string,
  due: IsoDate,
  on: (day: IsoDate) => Standing,
): IsoDate | undefined {
  const visit = now.state.visits.at(-1);
  const stage = findStage(now.policy, visit?.procedure, visit?.stage);
  if (!stage?.steps.some((step) => step['waits-for']) || due < now.asOf.on) return undefined;
  const isForecast = (standing: Standing): boolean => determineForecast(standing).some((one) => one.clock.id === clock);
  if (isForecast(now)) return now.asOf.on;
  if (!isForecast(on(due))) return undefined;
  let [low, high]: [IsoDate, IsoDate] = [now.asOf.on, due];
  for (let middle = halfway(low, high); middle > low; middle = halfway(low, high)) {
    if (isForecast(on(middle))) high = middle;
    else low = middle;
  }
  return high;
}

const halfway = (from: IsoDate, to: IsoDate): IsoDate => addCalendarDays(from, Math.floor(daysBetween(from, to) / 2));
