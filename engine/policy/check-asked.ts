import type { Fault } from './fault.ts';
import { getStepParts } from './pack-parts.ts';
import type { Pack, Step } from './schema.ts';
import { MOMENTS } from './vocabulary.ts';
import { walkObjects } from './walk-pack.ts';

/**
 * What would be written in a pack and never asked of anybody: answers, outcomes or seats on a step that has a form of
 * its own (it acknowledges, responds …), and a fact that belongs to a step which does not record it.
 */
export function checkAsked(pack: Pack): Fault[] {
  return [...badForms(pack), ...factsNotRecorded(pack)];
}

/** What only a step of the landlord's own asks. */
const OWN = ['records', 'records-per-point', 'outcomes', 'seats'] as const;

function badForms(pack: Pack): Fault[] {
  return getStepParts(pack)
    .filter(({ part }) => part.does !== 'record')
    .flatMap(({ part, path }) =>
      OWN.filter((key) => (part[key] ?? []).length > 0).map((key) => notAsked(part, path, key)),
    );
}

const notAsked = (step: Step, path: Fault['path'], key: (typeof OWN)[number]): Fault => ({
  path: [...path, key],
  what: `The step “${step.id}” does \`${step.does}\`, and its \`${key}\` would never be asked.`,
  why: `A step that does \`${step.does}\` has a form of its own; only one without \`does\` asks what the pack lists.`,
  mend: `Put \`${key}\` on a step of its own, without \`does\`, and let this one wait for it with \`before: [${step.id}]\`.`,
});

const NAMES_FACTS = ['records', 'records-per-point', 'asks', 'needs', 'else-needs', 'unless-good-reason', 'goes-by'];

function factsNotRecorded(pack: Pack): Fault[] {
  const named = new Set(
    [...walkObjects(pack)].flatMap(({ object }) =>
      NAMES_FACTS.flatMap((key) => {
        const value = object[key];
        return Array.isArray(value) ? value : [value];
      }),
    ),
  );
  return Object.entries(pack.facts)
    .filter(([id, { at }]) => !(MOMENTS as readonly string[]).includes(at) && !named.has(id))
    .map(([id, { at }]) => ({
      path: ['facts', id, 'at'],
      what: `The fact “${id}” belongs to the step \`${at}\`, and no step records it.`,
      why: '`at` only says where it belongs; a step asks what its own `records` lists.',
      mend: `Add \`records: [${id}]\` to the step \`${at}\`.`,
    }));
}
