import type { IsoDate } from '../../calendar/index.ts';
import { makeGuardWorld } from '../../clocks/make-guard-world.ts';
import { getComments, type LetterStanding } from '../../letters/determine-letter.ts';
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
    const told = findDueTold(letter);
    return {
      events: [...defined, { body: { ...base, filled: filledParts(letter), told }, texts: partTexts(texts) }],
      refusals: [...checkDefiner(context, actor, defined.length > 0), ...refuseMissingParts(letter)],
    };
  },
};

/** The day by which the letter says that the response comes; other days may stand in it besides. */
function findDueTold(letter: LetterStanding | undefined): IsoDate | undefined {
  const parts = letter?.letter.parts.filter(({ part, from }) => (from ?? part) === 'response-due') ?? [];
  const due = letter?.parts.find(({ part }) => parts.some((one) => one.part === part))?.content;
  return due?.kind === 'date' ? due.on : undefined;
}

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
  const isCommented = getComments(context.standing, context.visit).length > 0;
  const isAsked = ({ when, 'per-comment': perComment }: Part): boolean =>
    (asksAboutFindings(when) || evaluateGuard(when, world)) && (!perComment || isCommented);
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
