import { didYouMean, type Fault, listWords, type Path } from './fault.ts';
import { findSurroundings, getStepParts } from './pack-parts.ts';
import type { Ombudsman, Pack, Procedure, Regime, Stage, Step } from './schema.ts';
import { MOMENTS } from './vocabulary.ts';
import { getKind, walkObjects } from './walk-pack.ts';

export type ReferenceContext = {
  readonly regimes: ReadonlyMap<string, Regime>;
  readonly ombudsmen: ReadonlyMap<string, Ombudsman>;
};

/** One word of a pack that names something defined elsewhere. */
type Reference = {
  readonly path: Path;
  readonly names: string;
  readonly word: string;
  readonly known: readonly string[];
};

/**
 * Every name in a pack that leads to nothing: roles, facts, letters, stages, steps, services, grounds, procedures,
 * ombudsmen, regimes; and every fact that no moment or step asks.
 */
export function checkReferences(pack: Pack, context: ReferenceContext): Fault[] {
  const references = [...walkObjects(pack)].flatMap(({ path, object }) => findReferences(pack, context, path, object));
  const unknown = references.filter(({ word, known }) => !known.includes(word)).map(unknownReference);
  return [...unknown, ...factsNeverAsked(pack)];
}

function unknownReference({ path, names, word, known }: Reference): Fault {
  return {
    path,
    what: `There is no ${names} \`${word}\`.`,
    why: `What names a ${names} that is not there can never be done.`,
    mend: `${didYouMean(word, known)}Known: ${listWords(known)}. Correct the name, or add the ${names}.`,
  };
}

/** The keys that hold names, by the kind of object they stand in (`*`: any), and what they name. */
const HOLDERS: readonly (readonly [kind: string, key: string, names: string])[] = [
  ['*', 'chosen-by', 'role'],
  ['*', 'adds-role', 'role'],
  ['*', 'at-or-above', 'role'],
  ['who', 'role', 'role'],
  ['first-of', 'role', 'role'],
  ['first-of', 'any-of', 'role'],
  ['overdue-who', 'role', 'role'],
  ['decides', 'role', 'role'],
  ['who', 'any-of', 'role'],
  ['overdue-who', 'any-of', 'role'],
  ['decides', 'any-of', 'role'],
  ['to', 'role', 'role'],
  ['to', 'any-of', 'role'],
  ['*', 'usually', 'role'],
  ['*', 'else-needs', 'fact'],
  ['steps', 'goes-by', 'fact'],
  ['restricted-to', 'roles', 'role'],
  ['authority-limits', 'role', 'role'],
  ['*', 'senior-to', 'step'],
  ['*', 'not-who', 'part of a stage'],
  ['steps', 'needs', 'step of the stage'],
  ['any-time', 'needs', 'step of the stage'],
  ['steps', 'before', 'step to wait'],
  ['any-time', 'before', 'step to wait'],
  ['time-limits', 'before', 'step to wait'],
  ['extensions', 'needs', 'fact'],
  ['grounds', 'needs', 'fact'],
  ['representative', 'needs', 'fact'],
  ['closing', 'needs', 'fact'],
  ['contact-plan', 'agreed-on', 'fact'],
  ['contact-plan', 'satisfied', 'fact'],
  ['time-limits', 'from', 'fact'],
  ['time-limits', 'needs', 'fact'],
  ['or-later', 'from', 'fact'],
  ['*', 'asks', 'fact'],
  ['escalation', 'new-issue-means', 'fact'],
  ['*', 'records', 'fact'],
  ['*', 'records-per-point', 'fact'],
  ['meets', 'day', 'fact'],
  ['meets', 'in', 'step of the stage'],
  ['*', 'letter', 'letter'],
  ['*', 'notice', 'letter'],
  ['opens-at', 'stage', 'stage'],
  ['opens-at', 'otherwise', 'stage'],
  ['leads-to', 'stage', 'stage'],
  ['escalation', 'to', 'stage'],
  ['on-lapse', 'opens', 'stage'],
  ['leads-to', 'procedure', 'procedure'],
  ['leads-to', 'back', 'step of the stage'],
  ['signposting', 'ombudsman', 'ombudsman'],
  ['signposting', 'otherwise', 'ombudsman'],
  ['*', 'adds-signpost', 'ombudsman'],
  ['outcomes', 'grounds', 'ground'],
  ['services', 'regime', 'regime'],
];
/** Keys of a condition, wherever it stands. */
const IN_GUARDS: readonly (readonly [key: string, names: string])[] = [
  ['fact', 'fact'],
  ['service', 'service'],
  ['lapsed', 'clock'],
];
const GUARD_KINDS = ['when', 'unless', 'all-of', 'any-of', 'none-of'];

function findReferences(
  pack: Pack,
  context: ReferenceContext,
  path: Path,
  object: Record<string, unknown>,
): Reference[] {
  const kind = getKind(path);
  const holders = HOLDERS.filter(([where, key]) => (where === '*' || where === kind) && key in object);
  const inGuard = GUARD_KINDS.includes(kind) ? IN_GUARDS.filter(([key]) => key in object) : [];
  const named = [
    ...holders.map(([, key, names]) => ({ key, names })),
    ...inGuard.map(([key, names]) => ({ key, names })),
  ];
  const words = named.flatMap(({ key, names }) =>
    toWords(object[key]).map(({ word, at }) => ({ path: [...path, key, ...at], names, word })),
  );
  return words.map((reference) => ({ ...reference, known: findKnown(pack, context, reference.names, path) }));
}

/** The words that a key holds: one, or a list of them. Anything else (a shorthand such as `as-not-accepted`) is none. */
function toWords(value: unknown): { word: string; at: Path }[] {
  if (value === 'as-not-accepted') return [];
  if (typeof value === 'string') return [{ word: value, at: [] }];
  return Array.isArray(value) ? value.flatMap((word, i) => (typeof word === 'string' ? [{ word, at: [i] }] : [])) : [];
}

const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

function findKnown(pack: Pack, context: ReferenceContext, names: string, path: Path): readonly string[] {
  const { procedure, stage } = findSurroundings(pack, path);
  if (names === 'role') return ids(pack.roles);
  if (names === 'clock') return ids(pack.procedures.flatMap(({ stages }) => stages.flatMap(({ clocks }) => clocks)));
  if (names === 'fact') return Object.keys(pack.facts);
  if (names === 'letter') return ids(pack.letters);
  if (names === 'service') return ids(pack.services);
  if (names === 'procedure') return ids(pack.procedures);
  if (names === 'ground') return ids(pack.intake['not-accepted']?.grounds ?? []);
  if (names === 'ombudsman') return [...context.ombudsmen.keys(), ...(getKind(path) === 'signposting' ? ['none'] : [])];
  if (names === 'regime') return [...context.regimes.keys()];
  if (names === 'stage')
    return procedure ? ids(procedure.stages) : pack.procedures.flatMap(({ stages }) => ids(stages));
  if (names === 'step of the stage') return findStepNames(procedure, stage);
  if (names === 'step to wait') return findThatWait(pack, procedure, stage);
  const steps = [...findStepNames(procedure, stage), ...findStepsWithStage(pack, procedure)];
  return names === 'part of a stage' ? [...steps, ...findPartsOfStages(pack, procedure)] : steps;
}

/** What else a person can have done in a stage: extended, decided on its escalation, anything at all. */
function findPartsOfStages(pack: Pack, procedure: Procedure | undefined): readonly string[] {
  const stages = procedure ? procedure.stages : pack.procedures.flatMap((one) => one.stages);
  return stages.flatMap(({ id, clocks, escalation }) => [
    `${id}.any-part`,
    ...clocks.flatMap((clock) => clock.extensions.map((extension) => `${id}.${extension.id}`)),
    ...(escalation ? [`${id}.escalation`] : []),
  ]);
}

/** Steps as they are called within a stage: its own, and those open at any time; in any stage where none is named. */
export function findStepNames(procedure: Procedure | undefined, stage: Stage | undefined): readonly string[] {
  const own: readonly Step[] = stage ? stage.steps : (procedure?.stages ?? []).flatMap(({ steps }) => steps);
  return ids([...own, ...(procedure?.['any-time'] ?? [])]);
}

/** Steps as they are called from elsewhere: `stage-1.investigate`. */
export function findStepsWithStage(pack: Pack, procedure: Procedure | undefined): readonly string[] {
  return getStepParts(pack)
    .filter((step) => step.stage && (procedure === undefined || step.procedure === procedure))
    .map((step) => `${step.stage!.id}.${step.part.id}`);
}

function findThatWait(pack: Pack, procedure: Procedure | undefined, stage: Stage | undefined): readonly string[] {
  const procedures = procedure ? [procedure] : pack.procedures;
  const stages = procedures.flatMap((one) => one.stages);
  const steps = procedure
    ? findStepNames(procedure, stage)
    : pack.procedures.flatMap((one) => findStepNames(one, undefined));
  return [...steps, ...findStepsWithStage(pack, procedure), 'escalation', ...ids(stages).map((id) => `${id}.opens`)];
}

function factsNeverAsked(pack: Pack): Fault[] {
  const steps = [...new Set(getStepParts(pack).map(({ part }) => part.id)), ...findStepsWithStage(pack, undefined)];
  const known = [...MOMENTS, ...steps];
  return Object.entries(pack.facts).flatMap(([id, fact]) => {
    if (known.includes(fact.at)) return [];
    return [
      {
        path: ['facts', id, 'at'],
        what: `The fact “${id}” is never asked: there is no moment or step \`${fact.at}\`.`,
        why: 'A question that nobody is asked is never answered, and what rests on it never runs.',
        mend: `${didYouMean(fact.at, known)}Ask it at one of ${listWords(known)}.`,
      },
    ];
  });
}
