import { COMMANDS, type Moment, makeContext, type Refusal } from '../../../engine/index.ts';
import type { OpenCase } from '../open-case.ts';

/**
 * What the response of this stage would still lack if it went with this: parts, answers to points, a promise where the
 * pack asks for one. Told while it is drafted and approved, because nobody should learn it when it is to be sent. Not what
 * comes before it in the procedure, nor who may send it.
 */
export function listResponseLacks(
  { standing, actor }: Pick<OpenCase, 'standing' | 'actor'>,
  moment: Moment,
  input: Readonly<Record<string, unknown>>,
): readonly Refusal[] {
  const respond = COMMANDS.find(({ does }) => does === 'respond');
  return respond?.decide(makeContext(standing, moment), actor, input).refusals ?? [];
}
