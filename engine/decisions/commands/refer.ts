import { makeGuardWorld } from '../../clocks/make-guard-world.ts';
import { evaluateGuard } from '../../policy/evaluate-guard.ts';
import type { Route } from '../../policy/schema.ts';
import { checkOpen } from '../check-step.ts';
import { checkWho } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/** The matter goes by another route that the pack names for these facts, and the case is closed as referred. */
export const refer: Command = {
  name: 'refer',
  word: 'referred',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    const routes = openRoutes(context);
    return routes.length === 0 ? [refuse('no-route-elsewhere')] : checkWho(context, actor, routes[0]?.decides);
  },
  fields: (context) => [
    {
      name: 'route',
      label: '',
      required: false,
      kind: 'choice',
      options: openRoutes(context).map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: 'explanation', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const routes = openRoutes(context);
    const route = routes.find(({ id }) => id === textOf(input, 'route')) ?? routes[0];
    return {
      events: [{ body: { type: 'referred', route: route?.id ?? 'elsewhere' }, texts: textsOf(input, ['explanation']) }],
      refusals: [],
    };
  },
};

/** Routes of the pack that send this matter elsewhere. */
function openRoutes(context: CaseContext): readonly Route[] {
  const world = makeGuardWorld(context.standing, context.visit);
  return context.standing.policy.pack.intake.routes.filter(
    (route) => (route.sends !== undefined || route.decides !== undefined) && evaluateGuard(route.when, world),
  );
}
