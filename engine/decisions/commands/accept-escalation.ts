import type { EscalationAsked } from '../../case/state.ts';
import { isResponseOverdue } from '../../clocks/is-response-overdue.ts';
import type { Outcome, Who } from '../../policy/schema.ts';
import { checkReceived, findStepsBefore, refuseUntilDone } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { CaseContext, Command, NewEvent } from '../command.ts';
import { foreseeLetter, partTexts, readPartTexts, refuseMissingParts } from '../foresee.ts';
import { factFields, factTexts, factValues, getFacts, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { letterFields } from './acknowledge.ts';
import { hasResponse } from './request-escalation.ts';

/**
 * A request for the next stage is accepted, and opens it; where the pack has a letter for that, it goes with it. Late requests are decided only by whom the pack names.
 * Before any response it can be accepted only while the response is overdue, by a senior, or on an ombudsman's instruction.
 */
export const acceptEscalation: Command = {
  name: 'accept-escalation',
  word: 'escalation-accepted',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const none = checkReceived(context);
    if (none.length > 0) return none;
    const asked = findAsked(context);
    return [
      ...checkAsked(context, asked),
      ...refuseUntilDone(findStepsBefore(context, `${context.stage?.escalation?.to ?? ''}.opens`)),
      ...checkWho(context, actor, whoDecides(context), context.stage?.escalation),
    ];
  },
  fields: (context) => [
    ...factFields(getFacts(context, context.stage?.escalation?.window?.asks ?? [])).map((field) => ({
      ...field,
      required: isAfterWindow(context) && field.required && context.standing.state.facts[field.name] === undefined,
    })),
    ...letterFields(context, findOutcome(context, 'stage')?.letter),
    { name: 'why', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, actor, input) => {
    const to = findOutcome(context, 'stage')?.['leads-to'].stage ?? context.stage?.escalation?.to;
    const facts = getFacts(context, context.stage?.escalation?.window?.asks ?? []);
    const answers = factValues(facts, input);
    const body = { type: 'facts-recorded' as const, facts: answers };
    const recorded = Object.keys(answers).length > 0 ? [{ body, texts: factTexts(facts, input) }] : [];
    const parts = readPartTexts(input.parts);
    // nothing is left to open where the request opened the stage by itself: what was said is kept as a note
    const accepted: NewEvent['body'] =
      to === undefined
        ? { type: 'noted' }
        : { type: 'escalation-accepted', stage: context.visit?.stage ?? '', opens: to };
    const events = [...recorded, { body: accepted, texts: { ...textsOf(input, ['why']), ...partTexts(parts) } }];
    const letter =
      to === undefined
        ? undefined
        : foreseeLetter(context, actor, findOutcome(context, 'stage')?.letter, events, parts);
    return { events, refusals: refuseMissingParts(letter) };
  },
};

/** The latest request that this visit has not settled yet. */
export function findAsked(context: CaseContext): EscalationAsked | undefined {
  return context.standing.state.escalations.findLast(
    (asked) => asked.visit === context.visit?.index && (asked.state === 'waiting' || asked.state === 'kept'),
  );
}

export const findOutcome = (context: CaseContext, kind: 'stage' | 'closes'): Outcome | undefined =>
  context.stage?.escalation?.outcomes.find((outcome) => outcome['leads-to'][kind] !== undefined);

export const isAfterWindow = (context: CaseContext): boolean => {
  const lastDay = context.standing.window?.lastDay;
  const asked = findAsked(context);
  return lastDay !== undefined && asked !== undefined && asked.on > lastDay;
};

/** Who decides: after the window whom the window names, while overdue the senior, else whom the escalation names. */
export function whoDecides(context: CaseContext): Who | undefined {
  const escalation = context.stage?.escalation;
  if (isAfterWindow(context) && escalation?.window?.who) return escalation.window.who;
  if (!hasResponse(context) && escalation?.['needs-response'] && escalation['overdue-who'])
    return escalation['overdue-who'];
  return escalation?.who;
}

function checkAsked(context: CaseContext, asked: EscalationAsked | undefined): readonly Refusal[] {
  const { stage } = context;
  if (context.visit?.openedBy === 'escalation-requested' && !asked)
    return [refuse('stage-opened-by-request', stage, { stage: stage?.name ?? '' })];
  if (!stage?.escalation)
    return [refuse(stage?.final ? 'final-stage' : 'no-escalation', stage, { stage: stage?.name ?? '' })];
  const early = !hasResponse(context) && stage.escalation['needs-response'];
  if (early && asked?.instructed !== true && !isResponseOverdue(context.standing)) {
    return [refuse('no-response-yet', stage.escalation)];
  }
  return asked ? [] : [refuse('no-escalation-asked', stage.escalation)];
}
