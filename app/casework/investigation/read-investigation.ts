import { FINDINGS, findCurrentVisit, getOpenPoints, type Point } from '../../../engine/index.ts';
import { capitalise } from '../../texts/index.ts';
import type { FieldError } from '../../web/errors.ts';
import { type Field, type FormBody, firstOf, readForm, type Typed } from '../../web/forms.ts';
import type { OpenCase } from '../open-case.ts';
import { listClauses } from '../render-clause.ts';

/** What is recorded of one point: its question, and what was found in this stay in the stage. */
export type PointFound = {
  readonly question: string;
  readonly finding: string;
  readonly reasons: string;
  readonly 'rests-on': string;
  readonly clause: string;
};
export const PARTS = ['question', 'finding', 'reasons', 'rests-on', 'clause'] as const;

/** What the buttons of the page ask for. */
export const KEEP = 'keep';
/** The same, asked for by a script while somebody writes: no page comes back. */
export const KEEP_QUIETLY = 'keep-quietly';
export const DISCARD = 'discard';

/** The name of an input of a point. */
export const inputOf = (point: number, part: keyof PointFound): string =>
  part === 'question' ? `questions.${point}.question` : `findings.${point}.${part}`;

/** What is recorded of a point as the case stands. */
export function findRecorded({ standing, record }: OpenCase, point: Point): PointFound {
  const visit = findCurrentVisit(standing.state)?.index ?? -1;
  const found = point.found?.[visit];
  const texts = record.texts.get(found?.n ?? 0);
  return {
    question: record.texts.get(point.question ?? 0)?.['question'] ?? '',
    finding: point.findings[visit] ?? '',
    reasons: texts?.['reasons'] ?? '',
    'rests-on': texts?.['rests-on'] ?? '',
    clause: found?.clause ?? '',
  };
}

/** What stands in the form before anything is typed. */
export const typedFromCase = (open: OpenCase): Record<string, string> =>
  Object.fromEntries(
    getOpenPoints(open.standing.state).flatMap((point) => {
      const recorded = findRecorded(open, point);
      return PARTS.map((part) => [inputOf(point.n, part), recorded[part]]);
    }),
  );

/** The fields of a point, in the order of the work. */
export function listPointFields({ texts, standing }: OpenCase, point: number): readonly Field[] {
  const { fields } = texts.fields;
  const long = (part: 'question' | 'reasons' | 'rests-on', label: string, hint?: string): Field => ({
    kind: 'long-text',
    name: inputOf(point, part),
    label,
    required: false,
    ...(hint !== undefined && { hint }),
  });
  return [
    long('question', fields['question']!.label),
    {
      kind: 'choice',
      name: inputOf(point, 'finding'),
      label: fields['finding']!.label,
      required: false,
      options: FINDINGS.map((value) => ({ value, label: capitalise(texts.statuses.findings[value]) })),
    },
    long('reasons', fields['reasons']!.label, 'Staff read this now. The response starts from it.'),
    long('rests-on', fields['rests-on']!.label, fields['rests-on']!.hint),
    {
      kind: 'choice',
      name: inputOf(point, 'clause'),
      label: 'Clause of the landlord’s own text',
      hint: 'Where the finding rests on one.',
      required: false,
      options: listClauses(texts, standing.policy),
    },
  ];
}

/** What is to be recorded of a form: only what differs from what is recorded already. */
export type Changes = {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly questions: Readonly<Record<string, { readonly question: string }>>;
  readonly findings: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Points with words but no finding: there is nothing to record them under yet. */
  readonly waiting: readonly number[];
};

/** Reads what was typed for every point. */
export function readInvestigation(open: OpenCase, body: FormBody): Changes {
  const points = getOpenPoints(open.standing.state);
  const fields = points.flatMap(({ n }) => listPointFields(open, n));
  const { errors, typed } = readForm(fields, body);
  const read = points.map((point) => ({ point, now: readPoint(typed, point.n), was: findRecorded(open, point) }));
  const emptied = read.filter(({ now, was }) => now.question === '' && was.question !== '');
  return {
    typed,
    errors: [
      ...errors,
      ...emptied.map(({ point }) => ({
        field: inputOf(point.n, 'question'),
        message: `Point ${point.n}: a question can be put in other words, but not left empty`,
      })),
    ],
    questions: Object.fromEntries(
      read.flatMap(({ point, now, was }) =>
        now.question !== '' && now.question !== was.question ? [[point.n, { question: now.question }]] : [],
      ),
    ),
    findings: Object.fromEntries(
      read.flatMap(({ point, now, was }) => (isNews(now, was) ? [[point.n, pickFinding(now)]] : [])),
    ),
    waiting: read
      .filter(({ now }) => now.finding === '' && OF_FINDING.some((part) => now[part] !== ''))
      .map(({ point }) => point.n),
  };
}

const OF_FINDING = ['reasons', 'rests-on', 'clause'] as const;

/** Browsers send line ends of their own. */
const readPoint = (typed: Typed, n: number): PointFound =>
  Object.fromEntries(
    PARTS.map((part) => [part, firstOf(typed, inputOf(n, part)).replace(/\r\n?/g, '\n').trim()]),
  ) as PointFound;

const isNews = (now: PointFound, was: PointFound): boolean =>
  now.finding !== '' && (['finding', ...OF_FINDING] as const).some((part) => now[part] !== was[part].trim());

const pickFinding = ({ finding, ...now }: PointFound): Record<string, string> => ({
  finding,
  ...Object.fromEntries(OF_FINDING.flatMap((part) => (now[part] === '' ? [] : [[part, now[part]]]))),
});
