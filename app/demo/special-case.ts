import type { Pack, Standing } from '../../engine/index.ts';
import type { Goal } from './goal.ts';
import { findUsualStage } from './list-endings.ts';
import type { Wishes } from './satisfy-guard.ts';
import type { Walk, WalkWorld } from './walk.ts';

/** A sort of case that a demo should show wherever the landlord's pack can have one. */
export type SpecialCase = {
  readonly id: string;
  /** Whether a landlord with this pack can have such a case, by what the pack says. */
  readonly canHold: (pack: Pack) => boolean;
  /** Whether a case is one, as it stands. */
  readonly isSo: (standing: Standing) => boolean;
  /** Ways to one, the best first: the first that comes about is enough. */
  readonly listGoals: (world: WalkWorld) => readonly Goal[];
};

export const isOpen = ({ state }: Standing): boolean => state.status !== 'closed' && state.status !== 'none';

export const isAnsweredHere = ({ state }: Standing): boolean =>
  state.responses.some(({ visit }) => visit === state.visits.at(-1)?.index);

export const holdsSo =
  ({ isSo }: SpecialCase): Goal['holds'] =>
  (_walk, standing) =>
    isSo(standing);

/** A case at the usual first stage that somebody has and that is acknowledged, or would be if anybody could be written to. */
export function makeUsualGoal({ policy: { pack } }: WalkWorld, wishes: Wishes): Omit<Goal, 'id' | 'holds'> | undefined {
  const usual = findUsualStage(pack);
  if (!usual) return undefined;
  const { procedure, stage } = usual;
  const until = (walk: Walk, standing: Standing): boolean => {
    const { state } = standing;
    const visit = state.visits.at(-1);
    const isBegun = state.steps.some((taken) => taken.visit === visit?.index) || state.points.length > 0;
    const isTold = state.occurrences.some(({ name }) => name === 'acknowledged');
    const isGiven = !stage.steps.some((step) => step.does === 'allocate' && walk.isOpen(step, standing));
    return visit?.stage === stage.id && isGiven && (isTold || (state.anonymous && isBegun));
  };
  return { wishes, procedure: procedure.id, stage: stage.id, until };
}
