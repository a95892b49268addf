import { getUnansweredPoints, isAnybodyToWriteTo } from '../../case/state.ts';
import { findStepThat } from '../../policy/find-in-pack.ts';
import { CHANNELS } from '../../policy/vocabulary.ts';
import { findStepsBefore, guardStep, isStepDone, isStepNeeded } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import { checkChannel, chooseChannel } from '../choose-channel.ts';
import type { Actor, CaseContext, Command, Input, NewEvent } from '../command.ts';
import { options } from '../field.ts';
import {
  filledParts,
  foreseeLetter,
  foreseeStanding,
  partTexts,
  readPartTexts,
  refuseMissingParts,
} from '../foresee.ts';
import { listPromiseLacks } from '../promise-needs.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { refuseUnapproved } from '../refuse-unapproved.ts';
import { letterFields } from './acknowledge.ts';
import { findingsField, newFindingEvents } from './record-finding.ts';

/**
 * The written response of a stage is issued. It goes only with every step before it done, every point answered, every
 * part of the letter filled, every promise with what the pack needs of each, and, where the pack asks, an action for each
 * fault found. The person who issues must be one who may.
 */
export const respond: Command = {
  name: 'respond',
  word: 'response-issued',
  does: 'respond',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const step = findStepThat(context.stage, 'respond');
    const issued = context.standing.state.responses.some((response) => response.visit === context.visit?.index);
    return issued
      ? [refuse('already-answered', step, { step: step?.name ?? '' })]
      : guardStep(context, actor, step, 'respond');
  },
  fields: (context) => [
    findingsField(context, false),
    ...letterFields(context, findStepThat(context.stage, 'respond')?.letter),
    { name: 'channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
  ],
  decide: decideResponse,
};

function decideResponse(context: CaseContext, actor: Actor, input: Input): ReturnType<Command['decide']> {
  const { state, policy } = context.standing;
  const step = findStepThat(context.stage, 'respond');
  const texts = readPartTexts(input.parts);
  const findings = newFindingEvents(context, input);
  const issued = {
    type: 'response-issued' as const,
    stage: context.visit?.stage ?? '',
    step: step?.id ?? 'respond',
    channel: chooseChannel(context, step, input),
    filled: [],
    final: context.stage?.final ?? false,
    ...(isAnybodyToWriteTo(state) ? {} : { unsent: true }),
    implies: findStepsBefore(context, step?.id ?? 'respond').map((missing) => missing.id),
  };
  const events: readonly NewEvent[] = [...findings, { body: issued }];
  const letter = foreseeLetter(context, actor, step?.letter, events, texts);
  const after = foreseeStanding(
    context,
    actor,
    events.map((event) => event.body),
  );
  const faults = after.state.points.some((point) =>
    ['upheld', 'partially-upheld'].includes(point.findings[context.visit?.index ?? -1] ?? ''),
  );
  const needsAction = policy.pack.remedies?.['faulted-needs-action'] === true && faults;
  const unanswered = context.visit ? getUnansweredPoints(after.state, context.visit.index) : [];
  return {
    events: [
      ...findings,
      {
        body: { ...issued, filled: filledParts(letter), lastDayToEscalate: after.window?.lastDay },
        texts: partTexts(texts),
      },
    ],
    refusals: [
      ...checkFinder(context, actor, findings),
      ...(findings.length > 0 ? refuseUnapproved(context) : []),
      ...checkChannel(context, step, input),
      ...(after.state.points.length === 0
        ? [refuse('not-defined', [findStepThat(context.stage, 'define'), step])]
        : []),
      ...unanswered.map(({ n }) => refuse('point-unanswered', step, { point: n })),
      ...refuseMissingParts(letter).filter((refusal) => refusal.code !== 'part-points-unanswered'),
      ...(needsAction ? checkAction(context) : []),
      ...checkPromises(context),
    ],
  };
}

/** Findings brought along with the response are the investigator's: who may not investigate may not find here either. */
function checkFinder(context: CaseContext, actor: Actor, findings: readonly NewEvent[]): readonly Refusal[] {
  const investigate = findStepThat(context.stage, 'investigate');
  if (!investigate || findings.length === 0 || !isStepNeeded(context, investigate) || isStepDone(context, investigate))
    return [];
  return checkWho(context, actor, investigate.who, investigate);
}

function checkAction(context: CaseContext): readonly Refusal[] {
  const { state, policy } = context.standing;
  const promised = state.promises.some((promise) => promise.visit === context.visit?.index);
  return promised ? [] : [refuse('fault-without-action', policy.pack.remedies)];
}

/** Promises that lack what the pack needs of each. */
export function checkPromises(context: CaseContext): readonly Refusal[] {
  const { state, policy } = context.standing;
  return state.promises
    .filter((promise) => !promise.kept)
    .flatMap((promise) => {
      const lacks = listPromiseLacks(policy.pack, promise);
      if (lacks.length === 0) return [];
      return [
        refuse('promise-incomplete', policy.pack.remedies, { promise: promise.promise, lacks: lacks.join(', ') }),
      ];
    });
}

/**
 * What the response of this stage would still lack if it went with this: parts, answers to points, a promise where the
 * pack asks for one. Told while it is drafted and approved, because nobody should learn it when it is to be sent. Not what
 * comes before it in the procedure, nor who may send it.
 */
export const listResponseLacks = (context: CaseContext, actor: Actor, input: Input): readonly Refusal[] =>
  decideResponse(context, actor, input).refusals;
