import { addPeriod } from '../../calendar/index.ts';
import { findLimit } from '../../clocks/determine-clock.ts';
import type { Clock } from '../../policy/schema.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { dateOf, textOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * A time limit that the pack leaves to be agreed with the complainant, or that its source does not give, is agreed: the
 * day by which it is to be done. What was agreed last counts.
 */
export const agreeTime: Command = {
  name: 'agree-time',
  word: 'time-agreed',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    if (closed.length > 0) return closed;
    return clocksToAgree(context).length === 0
      ? [refuse('no-time-to-agree', context.stage)]
      : checkRestricted(context, actor);
  },
  fields: (context) => [
    {
      name: 'clock',
      label: '',
      required: false,
      kind: 'choice',
      options: clocksToAgree(context).map(({ id, name }) => ({ value: id, label: name })),
    },
    { name: 'to', label: '', required: true, kind: 'date' },
  ],
  decide: (context, _actor, input) => {
    const clocks = clocksToAgree(context);
    const clock = clocks.find(({ id }) => id === textOf(input, 'clock')) ?? clocks[0];
    const to = dateOf(input, 'to');
    if (!to || !clock) return { events: [], refusals: [refuse('field-missing', clock, { field: 'to', label: '' })] };
    const body = { type: 'time-agreed' as const, stage: context.visit?.stage ?? '', clock: clock.id, to };
    return { events: [{ body }], refusals: checkAtMost(context, clock, to) };
  },
};

const clocksToAgree = (context: CaseContext): readonly Clock[] =>
  (context.stage?.clocks ?? []).filter((clock) => {
    const limit = findLimit(context.standing, { clock, visit: context.visit?.index ?? -1 });
    return limit['as-agreed'] === true || limit.unknown === true;
  });

function checkAtMost(
  context: CaseContext,
  clock: Clock,
  to: NonNullable<ReturnType<typeof dateOf>>,
): readonly Refusal[] {
  const most = clock.limit['at-most'];
  const starts = context.standing.clocks.find(
    (one) => one.clock === clock.id && one.visit === context.visit?.index,
  )?.starts;
  if (!most || most.unit === 'hour' || !starts) return [];
  const latest = addPeriod(context.standing.calendar, starts, { n: most.n, unit: most.unit }).date;
  return to > latest ? [{ ...refuse('agreed-time-too-long', [clock.limit, clock], { latest }), until: latest }] : [];
}
