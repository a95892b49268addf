import { type CaseState, getOpenPoints, type Responsibility } from '../../engine/index.ts';
import { describeList, fill, type Texts } from '../texts/index.ts';

type Point = { readonly n: number; readonly whose: string | undefined };

/**
 * Sentences for the part of a letter that says what the landlord is and is not responsible for, from what the definition
 * says of each point. Empty until it says so of every point: half an answer would be read as the whole.
 *
 * Example: points 1 and 2 ours, point 3 of the water company: “We are responsible for point 1 and point 2. We are not
 * responsible for point 3. That is for the water company.”
 */
export function suggestResponsibilities(
  texts: Texts,
  state: CaseState,
  textOf: (name: string) => string | undefined,
): string {
  const points = getOpenPoints(state);
  if (points.length === 0 || points.some(({ responsibility }) => responsibility === undefined)) return '';
  const own = points.filter(({ responsibility }) => responsibility === 'ours').map(({ n }) => n);
  const others = points.filter(({ responsibility }) => responsibility !== 'ours');
  const sentences = others.map(({ n, responsibility = 'ours' }) =>
    describeOther(texts, responsibility, { n, whose: textOf(`point.${n}.whose`) }),
  );
  const rest = textOf('not-responsible-for');
  return [
    ...(own.length > 0 ? [fill(texts.letters.responsibility.ours, { points: namePoints(texts, own) })] : []),
    ...sentences,
    ...(rest ? [rest] : []),
  ].join(' ');
}

function describeOther(texts: Texts, responsibility: Responsibility, { n, whose }: Point): string {
  const words = texts.letters.responsibility;
  const points = namePoints(texts, [n]);
  if (responsibility === 'partly') return fill(whose ? words['partly-and'] : words.partly, { points, whose });
  return fill(whose ? words['not-ours-but'] : words['not-ours'], { points, whose });
}

const namePoints = (texts: Texts, points: readonly number[]): string =>
  describeList(
    points.map((n) => fill(texts.letters.points.point, { n }).toLowerCase()),
    texts,
  );
