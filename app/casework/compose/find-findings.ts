import { decideCommand, type Finding, findCurrentVisit, getOpenPoints, type Moment } from '../../../engine/index.ts';
import type { WishedAction } from '../actions/find-action.ts';
import type { OpenCase } from '../open-case.ts';

/** The findings of a stage by the number of their point; points without one are not among them. */
export type Findings = ReadonlyMap<number, Finding>;

/** The findings as they would be with what is typed: those recorded, and over them those that would come with the letter. */
export function findFindings(
  { standing, actor }: OpenCase,
  { command, step }: WishedAction,
  { moment, input }: { readonly moment: Moment; readonly input: Readonly<Record<string, unknown>> },
): Findings {
  const visit = findCurrentVisit(standing.state)?.index ?? -1;
  const recorded = getOpenPoints(standing.state).flatMap(({ n, findings }): [number, Finding][] =>
    findings[visit] === undefined ? [] : [[n, findings[visit]]],
  );
  const { events } = decideCommand(standing, { command, actor, moment, input, step: step?.id });
  const coming = events.flatMap(({ body }): [number, Finding][] =>
    body.type === 'finding-recorded' ? [[body.point, body.finding]] : [],
  );
  return new Map([...recorded, ...coming]);
}

/** The findings that a text of a letter is about: that of its point where it is for one, else all. */
export function findFindingsFor(findings: Findings, input: string): readonly Finding[] {
  const n = Number(input.split('.')[2]);
  if (!Number.isInteger(n)) return [...findings.values()];
  const own = findings.get(n);
  return own === undefined ? [] : [own];
}
