import { findStepThat } from '../../policy/find-in-pack.ts';
import { guardStep } from '../check-step.ts';
import type { Command } from '../command.ts';
import { partTexts, readPartTexts } from '../foresee.ts';
import { letterFields } from './acknowledge.ts';
import { findingEvents, findingsField } from './record-finding.ts';

/**
 * The response is drafted: kept as far as it has come, blanks and all. Whoever drafts has taken part. An approval or a
 * check that counts only after the last edit is asked for again.
 */
export const draft: Command = {
  name: 'draft',
  word: 'drafted',
  does: 'draft',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => guardStep(context, actor, findStepThat(context.stage, 'draft'), 'draft'),
  fields: (context) => {
    const step = findStepThat(context.stage, 'draft');
    const letter = step?.letter ?? findStepThat(context.stage, 'respond')?.letter;
    return [
      findingsField(context, false),
      ...letterFields(context, letter).map((field) => ({ ...field, required: false })),
    ];
  },
  decide: (context, _actor, input) => {
    const step = findStepThat(context.stage, 'draft')?.id ?? 'draft';
    const texts = readPartTexts(input.parts);
    const filled = Object.keys(texts);
    const drafted = {
      body: { type: 'drafted' as const, stage: context.visit?.stage ?? '', step, filled },
      texts: partTexts(texts),
    };
    return { events: [...findingEvents(context, input), drafted], refusals: [] };
  },
};
