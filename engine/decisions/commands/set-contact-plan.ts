import { CHANNELS, type Channel } from '../../policy/vocabulary.ts';
import { checkOpen } from '../check-step.ts';
import { checkRestricted } from '../check-who.ts';
import type { Command } from '../command.ts';
import { findContactRule } from '../determine-next-contact.ts';
import { options } from '../field.ts';
import { dateOf, numberOf, textOf, textsOf } from '../input-values.ts';
import { refuse } from '../refusal.ts';

/** Lengths of time that a person agrees with somebody. */
const UNITS = ['working-day', 'week', 'calendar-month'] as const;
const LONGEST = 99;

/**
 * How, and how often, the complainant wants to be kept informed, as agreed with them. It takes the place of what the
 * pack says, and of a plan agreed before. Counted from the day given, else from the day it was agreed.
 */
export const setContactPlan: Command = {
  name: 'set-contact-plan',
  word: 'contact-plan-set',
  adds: false,
  takenBy: 'landlord',
  guard: (context, actor) => {
    const closed = checkOpen(context);
    return closed.length > 0 ? closed : checkRestricted(context, actor);
  },
  fields: () => [
    { name: 'plan-channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
    { name: 'every', label: '', required: true, kind: 'number', atMost: LONGEST },
    { name: 'every-unit', label: '', required: false, kind: 'choice', options: options(UNITS) },
    { name: 'counted-from', label: '', required: false, kind: 'date' },
    { name: 'plan-notes', label: '', required: false, kind: 'long-text' },
  ],
  decide: (context, _actor, input) => {
    const n = numberOf(input, 'every') ?? 0;
    const body = {
      type: 'contact-plan-set' as const,
      channel: textOf(input, 'plan-channel') as Channel | undefined,
      every: { n, unit: (textOf(input, 'every-unit') ?? 'working-day') as (typeof UNITS)[number] },
      from: dateOf(input, 'counted-from') ?? context.moment.on,
    };
    const never = n === 0 && input.every !== undefined;
    return {
      events: [{ body, texts: textsOf(input, ['plan-notes']) }],
      refusals: never ? [refuse('contact-every-nothing', findContactRule(context.standing), { field: 'every' })] : [],
    };
  },
};
