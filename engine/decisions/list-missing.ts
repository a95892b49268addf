import { getEvidence } from '../case/evidence.ts';
import { findCurrentVisit, getOpenPoints } from '../case/state.ts';
import type { Standing } from '../clocks/determine-standing.ts';

/** What the looking into a point can still lack. */
export const LACKS = ['question', 'evidence', 'finding', 'reasons', 'basis'] as const;
export type Lack = (typeof LACKS)[number];

export type PointMissing = { readonly point: number; readonly missing: readonly Lack[] };

/**
 * What is still missing on each open point, in the order of the work: the question to be answered, evidence that bears
 * on it, the finding of this stay in the stage, its reasons, and what it rests on (words, or a clause of the landlord's
 * text). None of it stops anybody: what a response must have, the pack says.
 */
export function listMissing(standing: Standing): readonly PointMissing[] {
  const { state } = standing;
  const visit = findCurrentVisit(state)?.index ?? -1;
  return getOpenPoints(state).map((point) => {
    const found = point.findings[visit] === undefined ? undefined : point.found?.[visit];
    const has: Readonly<Record<Lack, boolean>> = {
      question: point.question !== undefined,
      evidence: getEvidence(state, point.n).length > 0,
      finding: point.findings[visit] !== undefined,
      reasons: found?.filled.includes('reasons') === true,
      basis: found?.filled.includes('rests-on') === true || found?.clause !== undefined,
    };
    return { point: point.n, missing: LACKS.filter((one) => !has[one]) };
  });
}
