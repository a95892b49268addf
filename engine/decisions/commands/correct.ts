import { type IsoDate, isInstant, localDateOf } from '../../calendar/index.ts';
import { checkReceived } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { CaseContext, Command } from '../command.ts';
import { numberOf, textOf, textsOf } from '../input-values.ts';
import { type Refusal, refuse } from '../refusal.ts';

/**
 * The day something happened was recorded wrongly. The recording stays as it was; from now on everything is worked out
 * from the right day. A correction names the recording by its number, and says why.
 */
export const correct: Command = {
  name: 'correct',
  word: 'corrected',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkRestricted(context, actor)],
  fields: () => [
    { name: 'recording', label: '', required: true, kind: 'number' },
    { name: 'right-day', label: '', required: true, kind: 'moment' },
    { name: 'why', label: '', required: true, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const event = numberOf(input, 'recording') ?? 0;
    const given = textOf(input, 'right-day') ?? context.moment.on;
    const rightOn = isInstant(given) ? (localDateOf(given) ?? context.moment.on) : (given as IsoDate);
    const rightAt = isInstant(given) ? given : undefined;
    const refusals = [
      ...checkRecording(context, event),
      ...(rightOn > context.standing.asOf.on ? [refuse('in-the-future', undefined, { on: rightOn })] : []),
    ];
    return {
      events: [{ body: { type: 'corrected', event, rightOn, rightAt }, texts: textsOf(input, ['why']) }],
      refusals,
    };
  },
};

/** A recording can be corrected or voided when it is there. */
export function checkRecording(context: CaseContext, n: number): readonly Refusal[] {
  const found = context.standing.history.some((event) => event.n === n);
  return found ? [] : [refuse('no-such-recording', undefined, { recording: n })];
}
