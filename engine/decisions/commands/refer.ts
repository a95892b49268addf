import { makeGuardWorld } from '../../clocks/make-guard-world.ts';
import { evaluateGuard } from '../../policy/evaluate-guard.ts';
import type { Route } from '../../policy/schema.ts';
import { checkOpen } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import type { Field } from '../field.ts';
import { foreseeLetter, partTexts, readPartTexts, refuseMissingParts } from '../foresee.ts';
import { textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';
import { letterFields } from './acknowledge.ts';

/**
 * The matter goes by another route that the pack names for these facts, and the case is closed as referred. Where the
 * pack has a letter for it, it goes only with every part of that letter: the route, the reasons, where to turn.
 */
export const refer: Command = {
  name: 'refer',
  word: 'referred',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    const routes = openRoutes(context);
    return routes.length === 0
      ? [refuse('no-route-elsewhere')]
      : checkWho(context, actor, routes[0]?.decides, routes[0]);
  },
  fields: (context) => [
    {
      name: 'route',
      label: '',
      required: false,
      kind: 'choice',
      options: openRoutes(context).map(({ id, name }) => ({ value: id, label: name })),
    },
    ...explanationFields(context),
  ],
  decide: (context, actor, input) => {
    const routes = openRoutes(context);
    const route = routes.find(({ id }) => id === textOf(input, 'route')) ?? routes[0];
    const body = { type: 'referred' as const, route: route?.id ?? 'elsewhere' };
    const texts = readPartTexts(input.parts);
    const letter = foreseeLetter(context, actor, route?.letter, [{ body }], texts, { ground: route?.id });
    return {
      events: [{ body, texts: { ...textsOf(input, ['explanation']), ...partTexts(texts) } }],
      refusals: refuseMissingParts(letter),
    };
  },
};

/** The parts of the letters that the open routes send; a route without a letter is explained in words. */
function explanationFields(context: CaseContext): readonly Field[] {
  const routes = openRoutes(context);
  const letters = [...new Set(routes.flatMap((route) => route.letter ?? []))];
  const required = routes.some((route) => route.letter === undefined);
  return [
    { name: 'explanation', label: '', required, kind: 'long-text' },
    ...letters.flatMap((letter) => letterFields(context, letter)),
  ];
}

/** Routes of the pack that send this matter elsewhere. */
function openRoutes(context: CaseContext): readonly Route[] {
  const world = makeGuardWorld(context.standing, context.visit);
  return context.standing.policy.pack.intake.routes.filter(
    (route) => (route.sends !== undefined || route.decides !== undefined) && evaluateGuard(route.when, world),
  );
}
