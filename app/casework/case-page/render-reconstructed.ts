import { findProcedure } from '../../../engine/index.ts';
import { describeReconstructed } from '../../texts/index.ts';
import * as govuk from '../../web/components/index.ts';
import type { Html } from '../../web/html.ts';
import type { OpenCase } from '../open-case.ts';

/** That the case follows a procedure which is not in the landlord's own text, and why. */
export function renderReconstructed({ standing, texts }: OpenCase): Html | undefined {
  const why = findProcedure(standing.policy, standing.state.procedure)?.reconstructed;
  return why === undefined ? undefined : govuk.insetText({ text: describeReconstructed(texts, why) });
}
