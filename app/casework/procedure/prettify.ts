import type { Pack } from '../../../engine/index.ts';

const FORCES: Readonly<Record<string, string>> = {
  'person-decides': 'a person decides',
  refuse: 'it is refused',
  advise: 'it is remarked on',
};

/**
 * Values as the comparison tells them, in the words of people: “10 working-days” as “10 working days”, and what the
 * pack names by an id by what it is called there.
 */
export function prettify(value: string, pack?: Pack): string {
  const plain = value
    .replace(/\b(\d+) (working|calendar)-(days?)\b/g, '$1 $2 $3')
    .replace(/\b(\d+) calendar-(months?)\b/g, '$1 $2')
    .replace(/^(england-and-wales|northern-ireland|scotland)$/, (nation) =>
      nation.replaceAll('-', ' ').replace(/\b(?!and\b)[a-z]/g, (letter) => letter.toUpperCase()),
    )
    .replace(/\bthen (person-decides|refuse|advise)\b/g, (_all, force: string) => `then ${FORCES[force] ?? force}`);
  return pack ? plain.replace(/[a-z0-9]+(?:[-.][a-z0-9]+)+/g, (word) => nameOf(pack, word) ?? word) : plain;
}

/** What an id of the pack stands for: a question, a step of this or another stage. */
function nameOf(pack: Pack, word: string): string | undefined {
  const question = pack.facts[word]?.ask;
  if (question !== undefined) return `“${question}”`;
  const [stageId, stepId] = word.split('.');
  const stages = pack.procedures.flatMap(({ stages: own }) => own);
  if (stepId === undefined) return undefined;
  const stage = stages.find(({ id }) => id === stageId);
  const step = stage?.steps.find(({ id }) => id === stepId);
  if (stage && step) return `“${step.name}” (${stage.name})`;
  const own = stages.flatMap(({ steps }) => steps).find(({ id }) => id === stageId);
  return own && stepId === 'done' ? `“${own.name}”` : undefined;
}
