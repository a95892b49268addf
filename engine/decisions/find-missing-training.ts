import type { IsoDate } from '../calendar/index.ts';
import type { RoleHeld } from '../case/events.ts';
import { describeSource } from '../policy/find-in-pack.ts';
import type { Policy } from '../policy/schema.ts';

/** A training that a role held asks for, of which no day is recorded; with the clause that asks for it. */
export type MissingTraining = {
  readonly role: string;
  readonly title: string;
  readonly training: string;
  readonly clause: string | undefined;
};

/** Whether the training of a role held had been had by a day: recorded for it, on that day or before. */
export const isTrainedBy = ({ trainedOn }: Pick<RoleHeld, 'trainedOn'>, on: IsoDate): boolean =>
  trainedOn !== undefined && trainedOn <= on;

/**
 * The trainings that the roles of a person ask for (`roles: training` of the pack) and that are not recorded by a day.
 * A role held twice, for two services, counts with the training of either.
 *
 * Example: the training is recorded for 1 April 2026. It is missing on 31 March, and not on 1 April.
 */
export function findMissingTraining(
  { pack }: Policy,
  held: readonly RoleHeld[],
  on: IsoDate,
): readonly MissingTraining[] {
  return pack.roles.flatMap((role): readonly MissingTraining[] => {
    const own = held.filter((one) => one.role === role.id);
    if (role.training === undefined || own.length === 0 || own.some((one) => isTrainedBy(one, on))) return [];
    return [{ role: role.id, title: role.title, training: role.training, clause: describeSource(role) }];
  });
}
