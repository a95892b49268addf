import {
  type CaseEvent,
  type DefinitionAsked,
  effectiveHistory,
  type Moment,
  type Responsibility,
} from '../../../engine/index.ts';
import type { CaseRecord } from '../../store/cases/casebook.ts';

/** One point as a version of the definition has it. */
export type PointWording = {
  readonly n: number;
  readonly text: string;
  readonly sought: string;
  readonly responsibility: Responsibility | undefined;
  readonly whose: string;
  readonly withdrawn: boolean;
};

/** The definition as it was after one recording changed it: when, by whom, why, and what it then said. */
export type DefinitionVersion = Moment & {
  readonly n: number;
  readonly by: string;
  readonly why: string;
  readonly sought: string;
  readonly notOurs: string;
  readonly points: readonly PointWording[];
  /** The times the complainant was asked about this version. */
  readonly asked: readonly (Omit<DefinitionAsked, 'of'> & { readonly said: string })[];
};

type Texts = Readonly<Record<string, string>>;
const EMPTY = { sought: '', notOurs: '', points: [], asked: [] };

/** The versions of the definition, the oldest first; what was undone is left out. A wording not named again stays. */
export function listVersions({ events, texts }: Pick<CaseRecord, 'events' | 'texts'>): readonly DefinitionVersion[] {
  const versions: DefinitionVersion[] = [];
  for (const event of effectiveHistory(events)) {
    const words = texts.get(event.n) ?? {};
    const last = versions.at(-1);
    if (event.type === 'definition-confirmed' && last) versions[versions.length - 1] = addAsked(last, event, words);
    if (event.type === 'defined' || event.type === 'point-added' || event.type === 'point-withdrawn')
      versions.push(makeVersion(last, event, words));
  }
  return versions;
}

function addAsked(
  version: DefinitionVersion,
  { n, on, at, result, channel, by }: Extract<CaseEvent, { type: 'definition-confirmed' }>,
  words: Texts,
): DefinitionVersion {
  const asked = { n, on, at, result, channel, person: by.id, said: words['what-was-said'] ?? '' };
  return { ...version, asked: [...version.asked, asked] };
}

type Changing = Extract<CaseEvent, { type: 'defined' | 'point-added' | 'point-withdrawn' }>;

function makeVersion(last: DefinitionVersion | undefined, event: Changing, words: Texts): DefinitionVersion {
  const before = last ?? EMPTY;
  return {
    n: event.n,
    on: event.on,
    at: event.at,
    by: event.by.id,
    why: words['why'] ?? '',
    sought: words['outcome-sought'] ?? before.sought,
    notOurs: words['not-responsible-for'] ?? before.notOurs,
    points: changePoints(before.points, event, words),
    asked: [],
  };
}

function changePoints(points: readonly PointWording[], event: Changing, words: Texts): readonly PointWording[] {
  const named = event.type === 'defined' ? event.points : [event.point];
  const numbers = [...new Set([...points.map(({ n }) => n), ...named])].sort((a, b) => a - b);
  return numbers.map((n): PointWording => {
    const known = points.find((point) => point.n === n);
    const of = (name: string): string | undefined => words[`point.${n}${name}`];
    return {
      n,
      text: of('') ?? known?.text ?? '',
      sought: of('.outcome-sought') ?? known?.sought ?? '',
      whose: of('.whose') ?? known?.whose ?? '',
      responsibility:
        (event.type === 'defined' ? event.responsibility?.[String(n)] : undefined) ?? known?.responsibility,
      withdrawn: known?.withdrawn === true || (event.type === 'point-withdrawn' && event.point === n),
    };
  });
}
