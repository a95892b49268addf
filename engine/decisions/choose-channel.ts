import { isAnybodyToWriteTo } from '../case/state.ts';
import type { Step } from '../policy/schema.ts';
import { CHANNELS, type Channel } from '../policy/vocabulary.ts';
import type { CaseContext, Input } from './command.ts';
import { textOf } from './input-values.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * The way a letter goes: the one that was named, else the one the complainant prefers, else the way the complaint came
 * where that was in writing, else by post.
 */
export function chooseChannel(context: CaseContext, step: Step | undefined, input: Input): Channel {
  const received = context.standing.state.channel;
  const usual = received === 'e-mail' || received === 'portal' ? received : 'letter';
  return (textOf(input, 'channel') as Channel | undefined) ?? findPreferred(context, step) ?? usual;
}

/**
 * Where the pack sends a letter the way the complainant prefers (`goes-by`): it waits until that is known, and another
 * way is refused. With nobody to write to it goes no way at all, and nothing is asked.
 */
export function checkChannel(context: CaseContext, step: Step | undefined, input: Input): readonly Refusal[] {
  const fact = step?.['goes-by'] === undefined ? undefined : context.standing.policy.pack.facts[step['goes-by']];
  if (!fact || !isAnybodyToWriteTo(context.standing.state)) return [];
  const preferred = findPreferred(context, step);
  const asked = textOf(input, 'channel');
  if (preferred === undefined) return [refuse('preferred-way-not-known', [step, fact], { question: fact.ask })];
  if (asked === undefined || asked === preferred) return [];
  const name = fact.options?.find((option) => option.id === preferred)?.name ?? preferred;
  return [refuse('another-way-preferred', [step, fact], { way: name })];
}

function findPreferred({ standing }: CaseContext, step: Step | undefined): Channel | undefined {
  const answer = standing.state.facts[step?.['goes-by'] ?? ''];
  return CHANNELS.find((channel) => channel === answer);
}
