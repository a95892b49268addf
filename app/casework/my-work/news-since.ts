import { type Calendar, type IsoDate, localTimeOf, subtractWorkingDays } from '../../../engine/index.ts';

/** When the daily e-mail goes, in London. */
const DIGEST_AT = '07:00';

/** The instant at which it is seven in the morning in London on a day. Example: 2 April 2026 (summer time): 06:00 in UTC. */
export function sevenOn(day: IsoDate): string {
  const [winter, summer] = [`${day}T07:00:00.000Z`, `${day}T06:00:00.000Z`];
  return localTimeOf(winter) === DIGEST_AT ? winter : summer;
}

/** From when on something is new today: seven in the morning of the working day before. */
export const newsSince = (calendar: Calendar, today: IsoDate): string =>
  sevenOn(subtractWorkingDays(calendar, today, 1).date);
