import type { Refusal } from '../../engine/index.ts';

type Told = Pick<Refusal, 'code' | 'clause' | 'values'>;

/**
 * Refusals as they are told: the steps that one person took part in stand in one reason by one clause, and not in one
 * for each. `Stage 1: Look into it` and `Stage 1: Answer` become `Stage 1: Look into it” and “Answer`, for words that
 * quote them. Everything else stays as it is.
 */
export function gatherRefusals<T extends Told>(refusals: readonly T[]): readonly T[] {
  const groups = Map.groupBy(refusals, ({ code, clause, values }) =>
    code === 'took-part' ? JSON.stringify([clause, { ...values, step: '' }]) : Symbol(code),
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first ?? [];
    const steps = [first, ...others].map(({ values }) => String(values['step']));
    return { ...first, values: { ...first.values, step: nameSteps(steps) } };
  });
}

/** The stage is named once for the steps of it that follow each other. */
function nameSteps(steps: readonly string[]): string {
  const shown = steps.map((step, index) => {
    const stage = stageOf(step);
    return index > 0 && stage === stageOf(steps[index - 1] ?? '') ? step.slice(stage.length) : step;
  });
  return `${shown.slice(0, -1).join('”, “')}” and “${shown.at(-1) ?? ''}`;
}

function stageOf(step: string): string {
  const end = step.indexOf(': ');
  return end < 0 ? '' : step.slice(0, end + 2);
}
