import type { OpenCase } from '../open-case.ts';

/** What a kept text is called: the question it answers, the part of a letter it is, the point it defines. */
export function describeTextName({ standing, texts }: OpenCase, name: string): string {
  const { pack } = standing.policy;
  const [first = '', second, third] = name.split('.');
  if (first === 'parts') {
    const part = pack.letters.flatMap(({ parts }) => parts).find(({ part: id }) => id === second);
    const of = part?.['per-comment'] ? 'comment' : 'point';
    return `${part?.name ?? second ?? ''}${third === undefined ? '' : `, ${of} ${third}`}`;
  }
  if (first === 'point' && second !== undefined) {
    const point = texts.fields.numbered.point.replace('{n}', second);
    return third === undefined ? point : `${point}: ${labelOf(texts, third)}`;
  }
  if (first === 'file' && second !== undefined) return `File ${second}`;
  const asked = pack.facts[first]?.ask ?? labelOf(texts, first);
  return second === undefined ? asked : `${asked} (point ${second})`;
}

const labelOf = (texts: OpenCase['texts'], name: string): string => texts.fields.fields[name]?.label ?? name;
