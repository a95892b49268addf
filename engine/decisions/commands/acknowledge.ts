import { findLetter, findStepThat } from '../../policy/find-in-pack.ts';
import { guardStep } from '../check-step.ts';
import type { CaseContext, Command } from '../command.ts';
import type { Field } from '../field.ts';
import { filledParts, foreseeLetter, partTexts, readPartTexts, refuseMissingParts } from '../foresee.ts';

/**
 * The acknowledgement goes to the complainant. It is sent once in a stage, and only with everything its letter must
 * say; the letter keeps the date it told for the response.
 */
export const acknowledge: Command = {
  name: 'acknowledge',
  word: 'acknowledged',
  does: 'acknowledge',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => guardStep(context, actor, findStepThat(context.stage, 'acknowledge'), 'acknowledge'),
  fields: (context) => letterFields(context, findStepThat(context.stage, 'acknowledge')?.letter),
  decide: (context, actor, input) => {
    const step = findStepThat(context.stage, 'acknowledge');
    const texts = readPartTexts(input.parts);
    const base = {
      type: 'acknowledged' as const,
      stage: context.visit?.stage ?? '',
      step: step?.id ?? 'acknowledge',
      filled: [],
    };
    const letter = foreseeLetter(context, actor, step?.letter, [{ body: base }], texts);
    const due = letter?.parts.find((part) => part.content?.kind === 'date')?.content;
    const told = due?.kind === 'date' ? due.on : undefined;
    return {
      events: [{ body: { ...base, filled: filledParts(letter), told }, texts: partTexts(texts) }],
      refusals: refuseMissingParts(letter),
    };
  },
};

/** The fields for the wording of a letter: one text per part that a person fills, or per point where the part is told so. */
export function letterFields(context: CaseContext, letterId: string | undefined): readonly Field[] {
  const letter = findLetter(context.standing.policy, letterId);
  const parts = (letter?.parts ?? []).filter((part) => part['filled-by'] === 'person');
  if (parts.length === 0) return [];
  const described = parts.map((part) => ({
    value: part.part,
    label: part.name,
    hint: part.hint,
    required: part.when === undefined,
  }));
  return [{ name: 'parts', label: '', required: false, kind: 'texts', parts: described, clause: letter?.clause }];
}
