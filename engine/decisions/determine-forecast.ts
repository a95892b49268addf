import { addCalendarDays, daysBetween, type IsoDate, subtractWorkingDays } from '../calendar/index.ts';
import { findCurrentVisit } from '../case/state.ts';
import type { ClockStanding } from '../clocks/determine-clock.ts';
import { isWaiting, type Standing } from '../clocks/determine-standing.ts';
import { findRegime, findStage } from '../policy/find-in-pack.ts';
import type { Step, Trigger } from '../policy/schema.ts';
import { type Move, namesOfStep, namesOfTrigger, playForward, type Stay, type Way } from './play-forward.ts';

/** A clock that will be late, or may be, although nothing is late yet, because of what its stop has to wait for. */
export type Forecast = {
  readonly clock: ClockStanding;
  readonly due: IsoDate;
  /** The step that stops it. */
  readonly step: Step;
  /** The first day on which that step can be taken, were each thing before it done as soon as it can be. */
  readonly soonest: IsoDate;
  /** The day by which it comes where each thing is done on the last day that the procedure gives it. */
  readonly latest: IsoDate;
  /** It cannot be in time any more, unless a time that is waited for is ended before its last day. */
  readonly certain: boolean;
  /** The last working day on which what comes first can be done, for all to be in time; undefined where it is `certain`. */
  readonly startBy: IsoDate | undefined;
  readonly soonestWay: readonly Move[];
  readonly latestWay: readonly Move[];
};

/**
 * The clocks of the stay a case is in that still run in time and cannot be met, or are overrun where every time that
 * the procedure gives is used in full, because the step that stops them waits for a time that has to run first. Asked
 * each time and never stored: it stands from the day the wait is chosen, and falls away when it is ended.
 *
 * Example: received and allocated on Monday 2 March 2026, response due in ten working days, on the 16th. On the 9th it
 * is recorded that a draft goes out for comment: five working days, so the response can go on the 17th at the soonest.
 */
export function determineForecast(standing: Standing): readonly Forecast[] {
  const visit = findCurrentVisit(standing.state);
  const stage = visit && findStage(standing.policy, visit.procedure, visit.stage);
  if (!visit || !stage?.steps.some((step) => step['waits-for']) || standing.state.status === 'closed') return [];
  const stay: Stay = { standing, visit, stage };
  return standing.clocks
    .filter((clock) => clock.visit === visit.index && isWaiting(clock) && clock.state !== 'late' && !clock.window)
    .flatMap((clock) => forecastClock(stay, clock));
}

function forecastClock(stay: Stay, clock: ClockStanding): readonly Forecast[] {
  const { due } = clock;
  const step = findStopper(stay, clock);
  if (due === undefined || !step) return [];
  const today = stay.standing.asOf.on;
  const soonest = playForward(stay, step, today, { kind: 'soonest' });
  const latest = playForward(stay, step, today, { kind: 'latest', but: clock });
  if (!soonest || !latest || !hasWait(soonest) || (soonest.on <= due && latest.on <= due)) return [];
  const certain = soonest.on > due;
  return [
    {
      clock,
      due,
      step,
      soonest: soonest.on,
      latest: latest.on,
      certain,
      startBy: certain ? undefined : findLastStart(stay, step, due),
      soonestWay: soonest.moves,
      latestWay: latest.moves,
    },
  ];
}

const hasWait = ({ moves }: Way): boolean => moves.some(({ kind }) => kind === 'wait');

/** The step whose taking stops a clock; none where something else may stop it as well. */
function findStopper({ standing, stage }: Stay, clock: ClockStanding): Step | undefined {
  const stops = findStops(standing, stage.clocks, clock);
  if (!stops) return undefined;
  const wanted = namesOfTrigger(stops);
  const steps = stage.steps.filter((step) => namesOfStep(step).some((name) => wanted.includes(name)));
  return stops['earliest-of'] && wanted.length > 1 ? undefined : steps.at(-1);
}

function findStops(
  { policy, state }: Standing,
  own: readonly { readonly id: string; readonly stops: Trigger }[],
  { clock, owner }: ClockStanding,
): Trigger | undefined {
  if (owner === 'pack') return own.find(({ id }) => id === clock)?.stops;
  const outer = findRegime(policy, state.service)?.['outer-limits'].find(({ id }) => id === clock);
  return outer && { event: outer.stops };
}

/** The last such day that is worked on. Found by halving: to start later never makes the end earlier. */
function findLastStart(stay: Stay, step: Step, due: IsoDate): IsoDate {
  const today = stay.standing.asOf.on;
  let [low, high] = [0, daysBetween(today, due)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const way = playForward(stay, step, addCalendarDays(today, middle), { kind: 'soonest' });
    if (way && way.on <= due) low = middle;
    else high = middle - 1;
  }
  const last = addCalendarDays(today, low);
  const worked = subtractWorkingDays(stay.standing.calendar, addCalendarDays(last, 1), 1).date;
  return worked < today ? last : worked;
}
