import { makeGuardWorld } from '../../clocks/make-guard-world.ts';
import { asksAboutFindings, evaluateGuard } from '../../policy/evaluate-guard.ts';
import { findLetter, findStepThat } from '../../policy/find-in-pack.ts';
import type { Part } from '../../policy/schema.ts';
import { findNextStepThat, findStepsBefore, guardStep } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { Actor, CaseContext, Command } from '../command.ts';
import type { Field } from '../field.ts';
import { filledParts, foreseeLetter, partTexts, readPartTexts, refuseMissingParts } from '../foresee.ts';
import type { Refusal } from '../refusal.ts';
import { definitionEvent, definitionFields } from './define.ts';

/**
 * The acknowledgement goes to the complainant, as often as the stage has steps for it, once as a rule, and only with
 * everything its letter must say; the letter keeps the date it told for the response. Where nothing is defined yet,
 * the definition may come with it: to acknowledge and to define is one act for most complaints (Code 5.6, 6.2).
 */
export const acknowledge: Command = {
  name: 'acknowledge',
  word: 'acknowledged',
  does: 'acknowledge',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => guardStep(context, actor, findNextStepThat(context, 'acknowledge'), 'acknowledge'),
  fields: (context) => [
    ...(wantsDefinition(context) ? definitionFields(false) : []),
    ...letterFields(context, findNextStepThat(context, 'acknowledge')?.letter),
  ],
  decide: (context, actor, input) => {
    const step = findNextStepThat(context, 'acknowledge');
    const texts = readPartTexts(input.parts);
    const base = {
      type: 'acknowledged' as const,
      stage: context.visit?.stage ?? '',
      step: step?.id ?? 'acknowledge',
      filled: [],
    };
    const defined = wantsDefinition(context) && input.points !== undefined ? [definitionEvent(context, input)] : [];
    const letter = foreseeLetter(context, actor, step?.letter, [...defined, { body: base }], texts);
    const due = letter?.parts.find((part) => part.content?.kind === 'date')?.content;
    const told = due?.kind === 'date' ? due.on : undefined;
    return {
      events: [...defined, { body: { ...base, filled: filledParts(letter), told }, texts: partTexts(texts) }],
      refusals: [...checkDefiner(context, actor, defined.length > 0), ...refuseMissingParts(letter)],
    };
  },
};

/** Nothing is defined yet, and this stage asks for it; where something must come before the definition, it has. */
function wantsDefinition(context: CaseContext): boolean {
  const define = findStepThat(context.stage, 'define');
  if (!define || context.standing.state.points.length > 0) return false;
  return findStepsBefore(context, define.id, define.needs).length === 0;
}

/** Who brings a definition along is held to who may define. */
function checkDefiner(context: CaseContext, actor: Actor, isBrought: boolean): readonly Refusal[] {
  return isBrought ? checkWho(context, actor, findStepThat(context.stage, 'define')?.who) : [];
}

/** The fields for the wording of a letter: one text per part that a person fills, or per point where the part is told so. */
export function letterFields(context: CaseContext, letterId: string | undefined): readonly Field[] {
  const letter = findLetter(context.standing.policy, letterId);
  const world = makeGuardWorld(context.standing, context.visit);
  const isAsked = ({ when }: Part): boolean => asksAboutFindings(when) || evaluateGuard(when, world);
  const parts = (letter?.parts ?? []).filter((part) => part['filled-by'] === 'person' && isAsked(part));
  if (parts.length === 0) return [];
  const described = parts.map((part) => ({
    value: part.part,
    label: part.name,
    hint: part.hint,
    required: part.when === undefined,
  }));
  return [{ name: 'parts', label: '', required: false, kind: 'texts', parts: described, clause: letter?.clause }];
}
