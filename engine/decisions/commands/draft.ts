import { findStepThat } from '../../policy/find-in-pack.ts';
import type { Step } from '../../policy/schema.ts';
import { CHANNELS } from '../../policy/vocabulary.ts';
import { guardStep, isStepDone, isStepNeeded } from '../check-step.ts';
import { checkChannel, chooseChannel } from '../choose-channel.ts';
import type { Actor, CaseContext, Command, Input } from '../command.ts';
import { options } from '../field.ts';
import { filledParts, foreseeLetter, partTexts, readPartTexts, refuseMissingParts } from '../foresee.ts';
import { letterFields } from './acknowledge.ts';
import { findingsField, newFindingEvents } from './record-finding.ts';

/**
 * The response is drafted. A draft that stays inside is kept as far as it has come, blanks and all. One that the pack
 * sends to the complainant for comment goes once, and only with every part of its letter filled. Whoever drafts has
 * taken part. An approval or a check that counts only after the last edit is asked for again.
 */
export const draft: Command = {
  name: 'draft',
  word: 'drafted',
  does: 'draft',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor, step) => guardStep(context, actor, findDraftStep(context, step), 'draft'),
  fields: (context, given) => {
    const step = findDraftStep(context, given);
    const isSent = step?.['for-comment'] === true;
    return [
      findingsField(context, false),
      ...letterFields(context, findDraftLetter(context, step)).map((field) => ({ ...field, required: false })),
      ...(isSent
        ? [{ name: 'channel', label: '', required: false, kind: 'choice' as const, options: options(CHANNELS) }]
        : []),
    ];
  },
  decide: (context, actor, input, given) => {
    const step = findDraftStep(context, given);
    const texts = readPartTexts(input.parts);
    if (step?.['for-comment']) return sendDraft(context, actor, input, step);
    const drafted = {
      body: {
        type: 'drafted' as const,
        stage: context.visit?.stage ?? '',
        step: step?.id ?? 'draft',
        filled: Object.keys(texts),
      },
      texts: partTexts(texts),
    };
    return { events: [...newFindingEvents(context, input), drafted], refusals: [] };
  },
};

/**
 * The draft that is meant: the one named, else the one for comment that the case asks for and that has not gone, else
 * the one that stays inside.
 */
function findDraftStep(context: CaseContext, given: Step | undefined): Step | undefined {
  if (given) return given;
  const drafts = (context.stage?.steps ?? []).filter((step) => step.does === 'draft');
  const toSend = drafts.filter((step) => step['for-comment']);
  const open = toSend.find((step) => isStepNeeded(context, step) && !isStepDone(context, step));
  return open ?? drafts.find((step) => !step['for-comment']) ?? toSend[0];
}

const findDraftLetter = (context: CaseContext, step: Step | undefined): string | undefined =>
  step?.letter ?? findStepThat(context.stage, 'respond')?.letter;

function sendDraft(context: CaseContext, actor: Actor, input: Input, step: Step): ReturnType<Command['decide']> {
  const texts = readPartTexts(input.parts);
  const findings = newFindingEvents(context, input);
  const body = {
    type: 'drafted' as const,
    stage: context.visit?.stage ?? '',
    step: step.id,
    forComment: true,
    channel: chooseChannel(context, step, input),
    filled: [] as readonly string[],
  };
  const letter = foreseeLetter(context, actor, findDraftLetter(context, step), [...findings, { body }], texts);
  return {
    events: [...findings, { body: { ...body, filled: filledParts(letter) }, texts: partTexts(texts) }],
    refusals: [...checkChannel(context, step, input), ...refuseMissingParts(letter)],
  };
}
