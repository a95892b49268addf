import type { Path } from './fault.ts';
import type { Clock, Escalation, Outcome, Pack, Procedure, Stage, Step } from './schema.ts';

/** A part of a pack with the way to it, and the procedure and stage it stands in. */
export type InPack<T> = {
  readonly part: T;
  readonly path: Path;
  readonly procedure: Procedure | undefined;
  readonly stage: Stage | undefined;
};

export function getStageParts(pack: Pack): InPack<Stage>[] {
  return pack.procedures.flatMap((procedure, p) =>
    procedure.stages.map((stage, s) => ({ part: stage, path: ['procedures', p, 'stages', s], procedure, stage })),
  );
}

/** Every step: those of the stages, and those of a procedure that are open at any time. */
export function getStepParts(pack: Pack): InPack<Step>[] {
  const own = getStageParts(pack).flatMap(({ part, path, procedure, stage }) =>
    part.steps.map((step, i) => ({ part: step, path: [...path, 'steps', i], procedure, stage })),
  );
  const anyTime = pack.procedures.flatMap((procedure, p) =>
    procedure['any-time'].map((step, i) => ({
      part: step,
      path: ['procedures', p, 'any-time', i],
      procedure,
      stage: undefined,
    })),
  );
  return [...own, ...anyTime];
}

/** Every clock: those of intake, then those of the stages. */
export function getClockParts(pack: Pack): InPack<Clock>[] {
  const intake = pack.intake.clocks.map((clock, i) => ({
    part: clock,
    path: ['intake', 'clocks', i],
    procedure: undefined,
    stage: undefined,
  }));
  const own = getStageParts(pack).flatMap(({ part, path, procedure, stage }) =>
    part.clocks.map((clock, i) => ({ part: clock, path: [...path, 'clocks', i], procedure, stage })),
  );
  return [...intake, ...own];
}

export function getEscalationParts(pack: Pack): InPack<Escalation>[] {
  return getStageParts(pack).flatMap(({ part, path, procedure, stage }) =>
    part.escalation ? [{ part: part.escalation, path: [...path, 'escalation'], procedure, stage }] : [],
  );
}

/** Every outcome: of steps and of escalations. */
export function getOutcomeParts(pack: Pack): InPack<Outcome>[] {
  const holders = [...getStepParts(pack), ...getEscalationParts(pack)];
  return holders.flatMap(({ part, path, procedure, stage }) =>
    (part.outcomes ?? []).map((outcome, i) => ({ part: outcome, path: [...path, 'outcomes', i], procedure, stage })),
  );
}

/** The procedure and stage that a path leads through. */
export function findSurroundings(pack: Pack, path: Path): Pick<InPack<never>, 'procedure' | 'stage'> {
  const procedure = path[0] === 'procedures' ? pack.procedures[Number(path[1])] : undefined;
  const stage = path[2] === 'stages' ? procedure?.stages[Number(path[3])] : undefined;
  return { procedure, stage };
}

/** The stages that something leads to from each stage of a procedure: escalation, outcome or lapse. */
export function findStagesAfter(stage: Stage): readonly string[] {
  const outcomes = [...stage.steps.flatMap((step) => step.outcomes ?? []), ...(stage.escalation?.outcomes ?? [])];
  const lapses = stage.clocks.flatMap((clock) => clock['on-lapse'].opens ?? []);
  return [
    ...(stage.escalation ? [stage.escalation.to] : []),
    ...outcomes.flatMap((outcome) => outcome['leads-to'].stage ?? []),
    ...lapses,
  ];
}
