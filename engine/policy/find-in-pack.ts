import type { Clock, Letter, Part, Policy, Procedure, Regime, Seat, Source, Stage, Step } from './schema.ts';

/** The procedure with this id, or undefined. */
export function findProcedure(policy: Policy, id: string | undefined): Procedure | undefined {
  return policy.pack.procedures.find((procedure) => procedure.id === id);
}

/** The stage with this id in a procedure, or undefined. */
export function findStage(policy: Policy, procedure: string | undefined, stage: string | undefined): Stage | undefined {
  return findProcedure(policy, procedure)?.stages.find((candidate) => candidate.id === stage);
}

/** The step of a stage that does what is asked (`acknowledge`, `respond` …): the first one. */
export function findStepThat(stage: Stage | undefined, does: Step['does']): Step | undefined {
  return stage?.steps.find((step) => step.does === does);
}

/** The steps of a stage that send the complainant a draft to comment on. */
export function findCommentSteps(stage: Stage | undefined): readonly Step[] {
  return (stage?.steps ?? []).filter((step) => step['for-comment']);
}

/** All steps open in a stage: its own, then those of the procedure that are open at any time. */
export function getSteps(policy: Policy, procedure: string | undefined, stage: string | undefined): readonly Step[] {
  const own = findStage(policy, procedure, stage)?.steps ?? [];
  return [...own, ...(findProcedure(policy, procedure)?.['any-time'] ?? [])];
}

export function findStep(
  policy: Policy,
  procedure: string | undefined,
  stage: string | undefined,
  step: string,
): Step | undefined {
  return getSteps(policy, procedure, stage).find((candidate) => candidate.id === step);
}

/** The step and its seat that `named-in` means by `STEP.SEAT`, among these steps; undefined where there is no such seat. */
export function findSeatNamed(
  steps: readonly Step[],
  reference: string,
): { readonly step: Step; readonly seat: Seat } | undefined {
  const [stepId, seatId] = reference.split('.');
  const step = steps.find(({ id }) => id === stepId);
  const seat = step?.seats?.find(({ id }) => id === seatId);
  return step && seat && { step, seat };
}

export function findLetter(policy: Policy, id: string | undefined): Letter | undefined {
  return policy.pack.letters.find((letter) => letter.id === id);
}

/** The id of the fact whose answer fills a part of a letter; undefined where something else does. */
export function findFactOfPart({ from }: Part): string | undefined {
  return from?.startsWith('fact:') ? from.slice('fact:'.length) : undefined;
}

/**
 * Whether a step does nothing but send a letter to the complainant: an acknowledgement, a draft for their comments, or
 * a step of the landlord's own that records no answer and leads nowhere else. A response is more: it decides.
 */
export function onlySendsLetter(policy: Policy, step: Step): boolean {
  if (findLetter(policy, step.letter)?.to !== 'complainant') return step.does === 'draft' && step['for-comment'];
  if (step.does !== 'record') return step.does === 'acknowledge' || (step.does === 'draft' && step['for-comment']);
  const records = [step.records, step['records-per-point'], step.outcomes, step.seats];
  return step['adds-role'] === undefined && records.every((list) => (list ?? []).length === 0);
}

/** The regime that a service answers to, or undefined. */
export function findRegime(policy: Policy, service: string | undefined): Regime | undefined {
  const regime = policy.pack.services.find((candidate) => candidate.id === service)?.regime;
  return regime === undefined ? undefined : policy.regimes.get(regime);
}

/** Rank of a role in the pack; unknown roles rank below everybody. */
export function getRank(policy: Policy, role: string): number {
  return policy.pack.roles.find((candidate) => candidate.id === role)?.rank ?? Number.NEGATIVE_INFINITY;
}

/** The clock that runs until a stage's response, where there is one. */
export function findResponseClock(stage: Stage | undefined): Clock | undefined {
  const respond = findStepThat(stage, 'respond');
  if (!stage || !respond) return undefined;
  const ends = [`${respond.id}.done`, 'response-issued'];
  return stage.clocks.find((clock) => clock.stops.event !== undefined && ends.includes(clock.stops.event));
}

/**
 * The words that name where a value comes from: the landlord's own clause, else the regime's provision, else the
 * first clause that an assumption reconciles. Undefined where a value needs no source.
 */
export function describeSource(...sources: (Source | undefined)[]): string | undefined {
  for (const source of sources) {
    if (source?.clause) return source.clause;
    if (source?.regime) return `Code ${source.regime}`;
    if (source?.assumption) return source.clauses?.[0] ?? 'assumption';
  }
  return undefined;
}
