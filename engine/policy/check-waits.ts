import { didYouMean, type Fault, listWords, type Path } from './fault.ts';
import { getClockParts, getStepParts, type InPack } from './pack-parts.ts';
import type { Clock, Limit, Pack, Step } from './schema.ts';
import { walkObjects } from './walk-pack.ts';

/**
 * What is wrong with drafts for comment, with what waits for a time, and with limits that lean on another clock: a
 * draft that is sent and has no letter, comments that nobody could make, a wait for a clock that is not there or that
 * only the waiting step would stop, a limit that leads back to itself, a limit not given and nobody says so.
 */
export function checkWaits(pack: Pack): Fault[] {
  return [
    ...badDrafts(pack),
    ...commentsOnNothing(pack),
    ...badParts(pack),
    ...badWaits(pack),
    ...badTogether(pack),
    ...unknownWithoutWhy(pack),
  ];
}

const sendsDraft = (step: Step): boolean => step['for-comment'] && step.does === 'draft';

function badDrafts(pack: Pack): Fault[] {
  return getStepParts(pack)
    .filter(({ part }) => part['for-comment'] && (part.does !== 'draft' || part.letter === undefined))
    .map(({ part, path }) => {
      const isDraft = part.does === 'draft';
      return {
        path: [...path, 'for-comment'],
        what: `The step “${part.id}” is for comment and ${isDraft ? 'has no letter' : `does \`${part.does}\``}.`,
        why: 'What the complainant comments on is a draft that is sent to them as a letter.',
        mend: isDraft
          ? 'Add `letter:` with what the draft must contain.'
          : 'Write `does: draft`, or take `for-comment` out.',
      };
    });
}

const ON_DRAFTS = ['draft-sent', 'comments-finished'];

/** Conditions on a draft and its comments, in a pack that sends no draft. */
function commentsOnNothing(pack: Pack): Fault[] {
  if (getStepParts(pack).some(({ part }) => sendsDraft(part))) return [];
  return [...walkObjects(pack)].flatMap(({ path, object }) => {
    const { condition } = object;
    if (typeof condition !== 'string' || !ON_DRAFTS.includes(condition)) return [];
    return [sendsNone([...path, 'condition'], `\`${condition}\` never holds: no step sends a draft for comment.`)];
  });
}

const sendsNone = (path: Path, what: string): Fault => ({
  path,
  what,
  why: 'Only a draft that was sent can be commented on.',
  mend: 'Add a step with `does: draft` and `for-comment: true`, or take this out.',
});

function badParts(pack: Pack): Fault[] {
  const sends = getStepParts(pack).some(({ part }) => sendsDraft(part));
  return pack.letters.flatMap((letter, l) =>
    letter.parts.flatMap((part, p) => {
      if (!part['per-comment']) return [];
      const path = ['letters', l, 'parts', p, 'per-comment'];
      const named = `The part “${part.part}” of “${letter.id}” is told comment by comment`;
      if (!sends) return [sendsNone(path, `${named}, and no step sends a draft for comment.`)];
      if (part['filled-by'] === 'person' && !part['per-point']) return [];
      return [
        {
          path,
          what: `${named} and ${part['per-point'] ? 'point by point' : 'not by a person'}.`,
          why: 'How each comment was considered is written by whoever writes the letter.',
          mend: 'Write `filled-by: person`, without `per-point`.',
        },
      ];
    }),
  );
}

function badWaits(pack: Pack): Fault[] {
  return getStepParts(pack).flatMap((step) =>
    (step.part['waits-for'] ?? []).flatMap((id, i) => {
      const clocks = clocksBeside(step);
      const clock = clocks.find((candidate) => candidate.id === id);
      const path = [...step.path, 'waits-for', i];
      if (clock) return isOwnEnd(step.part, clock) ? [endsItself(path, step.part, clock)] : [];
      return [
        {
          path,
          what: `The step “${step.part.id}” waits for a clock \`${id}\` that its stage does not have.`,
          why: 'A wait for what never begins holds nothing up, and reads as if it did.',
          mend: `${didYouMean(
            id,
            clocks.map((one) => one.id),
          )}Name a clock of the same stage (${listWords(clocks.map((one) => one.id))}).`,
        },
      ];
    }),
  );
}

const clocksBeside = ({ stage, procedure }: InPack<Step>): readonly Clock[] =>
  stage ? stage.clocks : (procedure?.stages ?? []).flatMap(({ clocks }) => clocks);

const isOwnEnd = (step: Step, { stops, limit, window }: Clock): boolean =>
  stops.event === `${step.id}.done` && !window && limit.is === undefined;

const endsItself = (path: Path, step: Step, clock: Clock): Fault => ({
  path,
  what: `The step “${step.id}” waits for “${clock.id}”, which only the step itself would end.`,
  why: 'It could never be taken.',
  mend: 'Give the clock a limit, or let something else stop it.',
});

/** The limits of a clock: the one, or each of several. */
const limitsOf = ({ limit }: Clock): readonly Limit[] => limit['first-of'] ?? [limit];

function badTogether(pack: Pack): Fault[] {
  return getClockParts(pack).flatMap(({ part: clock, path, stage }) => {
    const known = stage?.clocks ?? [];
    return limitsOf(clock).flatMap(({ with: other }) => {
      if (other === undefined) return [];
      if (!known.some(({ id }) => id === other)) return [unknownOther([...path, 'limit'], clock, other, known)];
      return leadsBack(known, clock) ? [inCircle([...path, 'limit'], clock)] : [];
    });
  });
}

const unknownOther = (path: Path, clock: Clock, other: string, known: readonly Clock[]): Fault => ({
  path,
  what: `The clock “${clock.id}” is due with \`${other}\`, and its stage has no such clock.`,
  why: 'It would never be due.',
  mend: `${didYouMean(
    other,
    known.map(({ id }) => id),
  )}Name another clock of the same stage.`,
});

const inCircle = (path: Path, clock: Clock): Fault => ({
  path,
  what: `The limit of “${clock.id}” leads, through \`with\`, back to itself.`,
  why: 'None of the clocks in the circle would have a last day.',
  mend: 'Give one of them a limit of its own.',
});

function leadsBack(known: readonly Clock[], start: Clock): boolean {
  const seen = new Set<string>();
  const ahead = limitsOf(start).flatMap((limit) => limit.with ?? []);
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (id === start.id) return true;
    const clock = known.find((candidate) => candidate.id === id);
    if (clock && !seen.has(id)) ahead.push(...limitsOf(clock).flatMap((limit) => limit.with ?? []));
    seen.add(id);
  }
  return false;
}

function unknownWithoutWhy(pack: Pack): Fault[] {
  return getClockParts(pack).flatMap(({ part: clock, path }) =>
    limitsOf(clock)
      .filter((limit) => limit.unknown && (limit.assumption ?? clock.assumption) === undefined)
      .map(() => ({
        path: [...path, 'limit'],
        what: `The limit of “${clock.id}” is \`unknown\`, and no assumption says why.`,
        why: 'A limit that the source leaves out is a gap that the landlord must be asked about.',
        mend: 'Add `assumption:` with what the source leaves open and what is done meanwhile.',
      })),
  );
}
