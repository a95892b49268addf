import { didYouMean, type Fault, type Path } from './fault.ts';
import { findFactOfPart } from './find-in-pack.ts';
import type { Pack, Part } from './schema.ts';
import { ENGINE_PARTS, type PartStart } from './vocabulary.ts';

/**
 * Parts of letters that nothing could fill as the pack says it: an engine part that the engine does not know, an answer
 * that is not asked or may not be told, fixed words that nobody puts in, a start where nobody writes.
 */
export function checkLetterParts(pack: Pack): Fault[] {
  return [...unfilledParts(pack), ...partsOfFacts(pack), ...fixedParts(pack), ...partsWithoutStart(pack)];
}

function unfilledParts(pack: Pack): Fault[] {
  return pack.letters.flatMap((letter, l) =>
    letter.parts.flatMap((part, p) => {
      const isKnown = part.from !== undefined || (ENGINE_PARTS as readonly string[]).includes(part.part);
      if (part['filled-by'] !== 'engine' || isKnown) return [];
      return [
        {
          path: ['letters', l, 'parts', p],
          what: `The engine does not know how to fill the part “${part.part}” of “${letter.id}”.`,
          why: 'It would be missing from every letter, and no letter could go out.',
          mend: `Add \`from:\` with one of ${ENGINE_PARTS.map((name) => `\`${name}\``).join(', ')}, or \`fact:\` and the id of a fact; or let a person fill it, or the pack with \`says\`.`,
        },
      ];
    }),
  );
}

/** Parts filled from an answer that the pack does not ask for, or that must not be told. */
function partsOfFacts(pack: Pack): Fault[] {
  return letterParts(pack).flatMap(({ letter, part, path }) => {
    const id = findFactOfPart(part);
    if (id === undefined) return [];
    const fact = pack.facts[id];
    if (fact && !fact.internal && part['filled-by'] === 'engine') return [];
    const what = !fact
      ? `The part “${part.part}” of “${letter}” is filled from \`${id}\`, and there is no such fact.`
      : fact.internal
        ? `The part “${part.part}” of “${letter}” would tell the answer to “${id}”, which is internal.`
        : `The part “${part.part}” of “${letter}” has \`from: fact:${id}\` and is not filled by the engine.`;
    const why = 'What a part is filled from must be asked, may be told, and is put in by the engine.';
    const mend = fact
      ? 'Write `filled-by: engine`, and take the answer from a fact that is not internal.'
      : `${didYouMean(id, Object.keys(pack.facts))}Name one of the facts, or add it.`;
    return [{ path: [...path, 'from'], what, why, mend }];
  });
}

/** Fixed words that are not there, or that nobody would put in. */
function fixedParts(pack: Pack): Fault[] {
  return letterParts(pack).flatMap(({ letter, part, path }) => {
    const isFixed = part['filled-by'] === 'pack';
    const isPlain = part.from === undefined && !part['per-point'] && !part['none-allowed'];
    if (isFixed === (part.says !== undefined) && (!isFixed || isPlain)) return [];
    return [
      {
        path,
        what: isFixed
          ? `The part “${part.part}” of “${letter}” is filled by the pack and does not have just \`says\`.`
          : `The part “${part.part}” of “${letter}” has \`says\` and is filled by ${part['filled-by'] === 'engine' ? 'the engine' : 'a person'}.`,
        why: 'A part is filled in one way: fixed words are written in the pack and put in as they stand.',
        mend: isFixed
          ? 'Write the words under `says`, and take out `from`, `per-point` and `none-allowed`.'
          : 'Write `filled-by: pack`, or take `says` out.',
      },
    ];
  });
}

/** Parts that would begin with something, and are not written by a person, or not in the way it is recorded. */
function partsWithoutStart(pack: Pack): Fault[] {
  return letterParts(pack).flatMap(({ letter, part, path }) => {
    const start = part['starts-from'];
    if (start === undefined) return [];
    const named = `The part “${part.part}” of “${letter}” starts from \`${start}\``;
    const at = [...path, 'starts-from'];
    if (part['filled-by'] !== 'person')
      return [
        {
          path: at,
          what: `${named} and is filled by the ${part['filled-by']}.`,
          why: 'Only what a person writes has something to begin with.',
          mend: 'Write `filled-by: person`, or take `starts-from` out.',
        },
      ];
    return startsOtherwise(part, start) ? [otherStart(at, named, start)] : [];
  });
}

/** Reasons are recorded for each point; whose each point is, is told of all of them together. */
const startsOtherwise = (part: Part, start: PartStart): boolean =>
  part['per-comment'] || part['per-point'] !== (start === 'finding-reasons');

function otherStart(path: Path, named: string, start: PartStart): Fault {
  const perPoint = start === 'finding-reasons';
  return {
    path,
    what: `${named}, which is known ${perPoint ? 'point by point, and the part is not' : 'of all points together, and the part is not written so'}.`,
    why: 'The writer would find nothing there.',
    mend: perPoint
      ? 'Write `per-point: true`, or take `starts-from` out.'
      : 'Take `per-point` or `per-comment` out, or `starts-from`.',
  };
}

const letterParts = (pack: Pack): { letter: string; part: Part; path: Path }[] =>
  pack.letters.flatMap((letter, l) =>
    letter.parts.map((part, p) => ({ letter: letter.id, part, path: ['letters', l, 'parts', p] })),
  );
