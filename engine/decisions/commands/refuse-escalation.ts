import { findVisit } from '../../case/state.ts';
import { findStage } from '../../policy/find-in-pack.ts';
import type { Escalation, Ground, Letter } from '../../policy/schema.ts';
import { checkReceived } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { Actor, CaseContext, Command, Input } from '../command.ts';
import type { Field } from '../field.ts';
import { foreseeLetter, partTexts, readPartTexts, refuseMissingParts } from '../foresee.ts';
import { factFields, factTexts, factValues, getFacts, textOf } from '../input-values.ts';
import { findPanelStanding } from '../panels.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { findAsked, isAfterWindow } from './accept-escalation.ts';
import { letterFields } from './acknowledge.ts';
import { checkGround } from './refuse-complaint.ts';

/**
 * A request for the next stage is refused: only on a ground the pack names (Code 5.11), with the facts of that ground,
 * in a letter with the reasons and the ombudsman. Lateness alone is a ground only where the pack says so.
 */
export const refuseEscalation: Command = {
  name: 'refuse-escalation',
  word: 'escalation-refused',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const none = checkReceived(context);
    if (none.length > 0) return none;
    const gate = findGate(context);
    if (!gate) return [refuse('no-escalation-asked', context.stage)];
    const refusing = gate.escalation.outcomes.find((outcome) => outcome['leads-to'].closes);
    const late = isAfterWindow(context) ? gate.escalation.window?.who : undefined;
    return [
      ...checkNotHeard(context, gate),
      ...checkWho(context, actor, late ?? refusing?.who ?? gate.escalation.who, gate.escalation),
    ];
  },
  fields: (context) => [
    groundField(getGrounds(context)),
    ...groundFactFields(context, getGrounds(context)),
    ...letterFields(context, findLetterId(context)),
  ],
  decide: decideRefusal,
};

/** Once a panel has met on it the request has been taken up: no text lets it be refused after that, and the answer follows. */
function checkNotHeard({ standing, visit, stage }: CaseContext, gate: Gate): readonly Refusal[] {
  const isOfThisStage = visit?.openedBy === 'escalation-requested' && gate.stage !== stage?.id;
  return isOfThisStage && findPanelStanding(standing)?.met ? [refuse('panel-has-met', stage)] : [];
}

type Gate = { readonly escalation: Escalation; readonly stage: string };

/** The escalation a refusal would answer: one waiting here, or the one that opened this stage on request. */
function findGate(context: CaseContext): Gate | undefined {
  const { state, policy } = context.standing;
  if (context.stage?.escalation && findAsked(context))
    return { escalation: context.stage.escalation, stage: context.stage.id };
  const opened = state.escalations.findLast((asked) => asked.state === 'accepted');
  const visit = opened && findVisit(state, opened.from);
  const from = visit && findStage(policy, visit.procedure, visit.stage);
  const answered = state.responses.some((response) => response.visit === context.visit?.index);
  const isOpenedByRequest = context.visit?.openedBy === 'escalation-requested' && !answered;
  // a request that the pack lets nobody refuse is settled by having opened the stage
  if (!from?.escalation?.outcomes.some((outcome) => outcome['leads-to'].closes)) return undefined;
  return isOpenedByRequest ? { escalation: from.escalation, stage: from.id } : undefined;
}

const findRefusing = (context: CaseContext): Escalation['outcomes'][number] | undefined =>
  findGate(context)?.escalation.outcomes.find((outcome) => outcome['leads-to'].closes);

const findLetterId = (context: CaseContext): Letter['id'] | undefined => findRefusing(context)?.letter;

function getGrounds(context: CaseContext): readonly Ground[] {
  const all = context.standing.policy.pack.intake['not-accepted']?.grounds ?? [];
  const named = findRefusing(context)?.grounds;
  return named === undefined || named === 'as-not-accepted' ? all : all.filter((ground) => named.includes(ground.id));
}

export const groundField = (grounds: readonly Ground[]): Field => ({
  name: 'ground',
  label: '',
  required: false,
  kind: 'choice',
  options: grounds.map(({ id, name }) => ({ value: id, label: name })),
});

export function groundFactFields(context: CaseContext, grounds: readonly Ground[]): readonly Field[] {
  const ids = [...new Set(grounds.flatMap((ground) => ground.needs))];
  return factFields(getFacts(context, ids)).map((field) => ({ ...field, required: false }));
}

function decideRefusal(context: CaseContext, actor: Actor, input: Input): ReturnType<Command['decide']> {
  const grounds = getGrounds(context);
  const ground = grounds.find((candidate) => candidate.id === textOf(input, 'ground'));
  const facts = getFacts(context, ground?.needs ?? []);
  const gate = findGate(context);
  const body = {
    type: 'escalation-refused' as const,
    stage: gate?.stage ?? context.visit?.stage ?? '',
    ground: ground?.id,
    facts: factValues(facts, input),
  };
  const texts = readPartTexts(input.parts);
  const letter = foreseeLetter(context, actor, findLetterId(context), [{ body }], texts, { ground: ground?.id });
  const refusals: readonly Refusal[] = [
    ...checkGround(context, ground, input, findRefusing(context) ?? context.stage?.escalation),
    ...refuseMissingParts(letter),
  ];
  return { events: [{ body, texts: { ...factTexts(facts, input), ...partTexts(texts) } }], refusals };
}
