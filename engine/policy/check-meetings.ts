import type { Fault } from './fault.ts';
import { getStepParts, type InPack } from './pack-parts.ts';
import type { Pack, Step } from './schema.ts';

/**
 * What cannot be as a pack says it of a panel, or of whom it consults: a meeting without seats, a day that the step
 * never asks or that is no date, a meeting in the very step that calls it, two of them in one stage, a view asked for
 * by a step that writes none down.
 */
export function checkMeetings(pack: Pack): Fault[] {
  const parts = getStepParts(pack);
  return [...parts.flatMap((step) => [...badMeeting(pack, step), ...badView(step)]), ...secondMeetings(parts)];
}

function badMeeting(pack: Pack, { part, path }: InPack<Step>): Fault[] {
  if (!part.meets) return [];
  const { day, in: meeting } = part.meets;
  const fact = pack.facts[day];
  const asked = part.records?.includes(day) && (fact === undefined || fact.kind === 'date');
  return [
    ...(part.seats ? [] : [noSeats(part, path)]),
    ...(asked ? [] : [noDay(part, path, day)]),
    ...(meeting === part.id ? [inItself(part, path)] : []),
  ];
}

const noSeats = (part: Step, path: Fault['path']): Fault => ({
  path: [...path, 'meets'],
  what: `The step “${part.id}” meets and has no seats.`,
  why: 'Nobody would be asked whether they can come, nor given the papers.',
  mend: 'Add `seats:` with who sits, or take `meets` out.',
});

const noDay = (part: Step, path: Fault['path'], day: string): Fault => ({
  path: [...path, 'meets', 'day'],
  what: `The step “${part.id}” meets on the day “${day}”, which it does not record as a date.`,
  why: 'The day has to be known once the seats are filled.',
  mend: `Add \`records: [${day}]\` to the step, and make the fact one with \`kind: date\`.`,
});

const inItself = (part: Step, path: Fault['path']): Fault => ({
  path: [...path, 'meets', 'in'],
  what: `The step “${part.id}” says that it meets in itself.`,
  why: 'It is called together before it meets, so the two are different steps.',
  mend: 'Name the step in which the meeting is written down.',
});

function secondMeetings(parts: readonly InPack<Step>[]): Fault[] {
  return parts
    .filter(({ part, stage }) => part.meets && stage?.steps.find(({ meets }) => meets) !== part)
    .map(({ part, path, stage }) => ({
      path: [...path, 'meets'],
      what: stage
        ? `“${part.id}” is the second step of “${stage.id}” that meets.`
        : `The step “${part.id}” meets and belongs to no stage.`,
      why: 'Days, papers and minutes belong to the one panel of a stage.',
      mend: 'Leave `meets` at one step of the stage.',
    }));
}

function badView({ part, path }: InPack<Step>): Fault[] {
  if (part.consults === undefined || (part.does === 'record' && (part.records ?? []).length > 0)) return [];
  return [
    {
      path: [...path, 'consults'],
      what: `The step “${part.id}” asks “${part.consults}” for a view and writes none down.`,
      why: 'What they answer would stand nowhere.',
      mend: 'Add `records:` with the fact that holds what they said, on a step without `does`.',
    },
  ];
}
