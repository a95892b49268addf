import type { Fault } from './fault.ts';
import { listWords } from './fault.ts';
import { getStepParts, type InPack } from './pack-parts.ts';
import type { Pack, Step } from './schema.ts';
import { CHANNELS } from './vocabulary.ts';

/**
 * A letter that goes the way the complainant prefers: the step must send one by a channel of its own, and the fact must
 * be a choice whose options are all channels.
 */
export function checkGoesBy(pack: Pack): Fault[] {
  return getStepParts(pack)
    .filter(({ part }) => part['goes-by'] !== undefined)
    .flatMap((step) => [...sendsNothing(step), ...noChannels(pack, step)]);
}

function sendsNothing({ part, path }: InPack<Step>): Fault[] {
  if (part.does === 'respond' || (part.does === 'draft' && part['for-comment'])) return [];
  return [
    {
      path: [...path, 'goes-by'],
      what: `The step “${part.id}” has \`goes-by\` and sends neither a response nor a draft for comment.`,
      why: 'Only those go by a channel that is chosen.',
      mend: 'Take `goes-by` out, or put it at the step that sends.',
    },
  ];
}

function noChannels(pack: Pack, { part, path }: InPack<Step>): Fault[] {
  const fact = pack.facts[part['goes-by'] ?? ''];
  if (!fact) return [];
  const others = (fact.options ?? []).filter(({ id }) => !CHANNELS.some((channel) => channel === id));
  if (fact.kind === 'choice' && others.length === 0) return [];
  return [
    {
      path: [...path, 'goes-by'],
      what: `The answers to “${part['goes-by']}” are not all ways to send a letter${others.length > 0 ? `: ${listWords(others.map(({ id }) => id))}` : ''}.`,
      why: 'The letter could not go the way that was answered.',
      mend: `Make it a choice whose options have the ids of channels: ${listWords(CHANNELS, CHANNELS.length)}.`,
    },
  ];
}
