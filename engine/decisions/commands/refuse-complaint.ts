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
    const answered = context.standing.state.responses.length > 0;
    return [
      ...(answered ? [refuse('already-answered', rule, { step: '' })] : []),
      ...checkWho(context, actor, rule.who),
    ];
  },
  fields: (context) => {
    const rule = context.standing.policy.pack.intake['not-accepted'];
    const grounds = openGrounds(context);
    return [groundField(grounds), ...groundFactFields(context, grounds), ...letterFields(context, rule?.letter)];
  },
  decide: (context, actor, input) => {
    const rule = context.standing.policy.pack.intake['not-accepted'];
    const ground = openGrounds(context).find((candidate) => candidate.id === textOf(input, 'ground'));
    const facts = getFacts(context, ground?.needs ?? []);
    const body = { type: 'complaint-refused' as const, ground: ground?.id, facts: factValues(facts, input) };
    const texts = readPartTexts(input.parts);
    const letter = foreseeLetter(context, actor, rule?.letter, [{ body }], texts, { ground: ground?.id });
    return {
      events: [{ body, texts: { ...factTexts(facts, input), ...partTexts(texts) } }],
      refusals: [
        ...checkGround(context, ground, input, rule),
        ...checkWho(context, actor, ground?.who),
        ...refuseMissingParts(letter),
      ],
    };
  },
};

function openGrounds(context: CaseContext): readonly Ground[] {
  const world = makeGuardWorld(context.standing, context.visit);
  return (context.standing.policy.pack.intake['not-accepted']?.grounds ?? []).filter((ground) =>
    evaluateGuard(ground.when, world),
  );
}

/** A refusal needs a ground of the pack, not lifted by the facts of the case, with everything the ground rests on. */
export function checkGround(
  context: CaseContext,
  ground: Ground | undefined,
  input: Input,
  rule: Source | undefined,
): readonly Refusal[] {
  if (!ground) return [refuse('no-ground', rule)];
  const world = makeGuardWorld(context.standing, context.visit);
  const facts = getFacts(context, ground.needs);
  const known = { ...context.standing.state.facts, ...factValues(facts, input) };
  return [
    ...(ground.unless && evaluateGuard(ground.unless, { ...world, facts: known })
      ? [refuse('ground-lifted', ground, { ground: ground.name })]
      : []),
    ...facts
      .filter((fact) => known[fact.id] === undefined)
      .map((fact) => refuse('ground-needs-fact', ground, { ground: ground.name, question: fact.ask, fact: fact.id })),
  ];
}
