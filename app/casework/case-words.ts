import { findCurrentVisit, findHandler, findStage, type Standing } from '../../engine/index.ts';
import type { Person } from '../identity/person.ts';
import { describeClock, type Texts } from '../texts/index.ts';
import type { TagColour } from '../web/components/index.ts';
import type { CaseWording } from './case-wording.ts';

/** The name of the stage a case is in, as its procedure calls it; undefined before the first. */
export function findStageName({ policy, state }: Standing): string | undefined {
  const visit = findCurrentVisit(state);
  return visit && (findStage(policy, visit.procedure, visit.stage)?.name ?? visit.stage);
}

/** A line to know the case by: its subject, else what it is and from whom. */
export function describeCaseTitle(texts: Texts, standing: Standing, wording: CaseWording): string {
  const subject = wording.textOf('subject');
  if (subject) return subject;
  const kind = texts.fields.options['kind']?.[standing.state.kind ?? 'complaint'] ?? 'Case';
  return `${kind} from ${wording.resident.name ?? 'somebody who gave no name'}`;
}

/** Who has the case now: nobody once their account is closed. */
export function findPresentHandler(standing: Standing, people: readonly Person[]): Person | undefined {
  const handler = findHandler(standing.state);
  return people.find(({ id, state }) => id === handler && state === 'active');
}

export type ClockWordsAndColour = ReturnType<typeof describeClock> & { readonly colour: TagColour };

const COLOURS: Readonly<Record<string, TagColour>> = {
  running: 'blue',
  'due-today': 'orange',
  met: 'green',
  late: 'red',
  'late-done': 'orange',
  lapsed: 'purple',
};

/** A clock in words, with the colour of its tag. */
export function describeClockTag(
  texts: Texts,
  clock: Standing['clocks'][number],
  standing: Standing,
): ClockWordsAndColour {
  const words = describeClock(texts, clock, standing);
  return { ...words, colour: COLOURS[words.situation] ?? 'grey' };
}
