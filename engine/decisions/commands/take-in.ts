import { CHANNELS, type Channel } from '../../policy/vocabulary.ts';
import { checkJoining } from '../check-sorting.ts';
import { checkReceived } from '../check-step.ts';
import type { Command } from '../command.ts';
import { options } from '../field.ts';
import { textOf, textsOf } from '../input-values.ts';

/**
 * What reached the landlord as a case of its own, named by its reference, and belongs to this one: a contact from
 * outside, on the day it came; also on a closed case. Nothing that stands here is changed by it.
 */
export const takeIn: Command = {
  name: 'take-in',
  word: 'taken-in',
  adds: true,
  takenBy: 'landlord',
  guard: (context, actor) => [...checkReceived(context), ...checkJoining(context, actor)],
  fields: () => [
    { name: 'from', label: '', required: true, kind: 'text' },
    { name: 'channel', label: '', required: false, kind: 'choice', options: options(CHANNELS) },
    { name: 'with', label: '', required: false, kind: 'text' },
    { name: 'what-was-said', label: '', required: true, kind: 'long-text' },
    { name: 'wanted', label: '', required: false, kind: 'long-text' },
  ],
  decide: (_context, _actor, input) => {
    const channel = (textOf(input, 'channel') ?? 'other') as Channel;
    const body = { type: 'taken-in' as const, from: textOf(input, 'from') ?? '', channel };
    return { events: [{ body, texts: textsOf(input, ['with', 'what-was-said', 'wanted']) }], refusals: [] };
  },
};
