import { makeGuardWorld } from '../../clocks/make-guard-world.ts';
import { evaluateGuard } from '../../policy/evaluate-guard.ts';
import type { Ground, Source } from '../../policy/schema.ts';
import { checkOpen } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { CaseContext, Command, Input } from '../command.ts';
import { foreseeLetter, partTexts, readPartTexts, refuseMissingParts } from '../foresee.ts';
import { factTexts, factValues, getFacts, textOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { letterFields } from './acknowledge.ts';
import { groundFactFields, groundField } from './refuse-escalation.ts';

/**
 * The complaint is not taken on: only for one of the pack's grounds, with the facts it rests on, by whom the pack
 * names, in a letter with the reasons and the right to go to the ombudsman (Code 2.2 to 2.4). What the pack lifts for
 * one ground, such as health and safety for lateness, lifts no other.
 */
export const refuseComplaint: Command = {
  name: 'refuse-complaint',
  word: 'complaint-refused',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    const rule = context.standing.policy.pack.intake['not-accepted'];
    if (!rule) return [refuse('no-refusal-in-pack')];
    if (context.standing.state.kind !== 'complaint') return [refuse('not-a-complaint', rule)];
    const answered = context.standing.state.responses.length > 0;
    return [...(answered ? [refuse('taken-on-already', rule)] : []), ...checkWho(context, actor, rule.who, rule)];
  },
  fields: (context) => {
    const rule = context.standing.policy.pack.intake['not-accepted'];
    const grounds = getGrounds(context);
    return [groundField(grounds), ...groundFactFields(context, grounds), ...letterFields(context, rule?.letter)];
  },
  decide: (context, actor, input) => {
    const rule = context.standing.policy.pack.intake['not-accepted'];
    const ground = getGrounds(context).find((candidate) => candidate.id === textOf(input, 'ground'));
    const facts = getFacts(context, ground?.needs ?? []);
    const body = { type: 'complaint-refused' as const, ground: ground?.id, facts: factValues(facts, input) };
    const texts = readPartTexts(input.parts);
    const letter = foreseeLetter(context, actor, rule?.letter, [{ body }], texts, { ground: ground?.id });
    return {
      events: [{ body, texts: { ...factTexts(facts, input), ...partTexts(texts) } }],
      refusals: [
        ...checkGround(context, ground, input, rule),
        ...checkWho(context, actor, ground?.who, ground),
        ...refuseMissingParts(letter),
      ],
    };
  },
};

const getGrounds = (context: CaseContext): readonly Ground[] =>
  context.standing.policy.pack.intake['not-accepted']?.grounds ?? [];

/**
 * A refusal needs a ground of the pack that holds on this case, not lifted by its facts, with everything it rests on.
 */
export function checkGround(
  context: CaseContext,
  ground: Ground | undefined,
  input: Input,
  rule: Source | undefined,
): readonly Refusal[] {
  if (!ground) return [refuse('no-ground', rule)];
  const { standing } = context;
  const facts = getFacts(context, ground.needs);
  const known = { ...standing.state.facts, ...factValues(facts, input) };
  const world = makeGuardWorld({ ...standing, state: { ...standing.state, facts: known } }, context.visit);
  const lifted = ground.unless !== undefined && evaluateGuard(ground.unless, world);
  const holds = evaluateGuard(ground.when, world);
  return [
    ...(lifted ? [refuse('ground-lifted', ground, { ground: ground.name })] : []),
    ...(!lifted && !holds ? [refuse('ground-does-not-hold', ground, { ground: ground.name })] : []),
    ...facts
      .filter((fact) => known[fact.id] === undefined)
      .map((fact) => refuse('ground-needs-fact', ground, { ground: ground.name, question: fact.ask, fact: fact.id })),
  ];
}
