import { fill } from '../texts/index.ts';
import type { Outline, OutlineStep } from './outline.ts';

/** Longer than this, the same people are not named twice. */
const WORTH_SAYING_AS = 40;

/**
 * The same outline in fewer lines, for a picture that would not fit its sheet: whoever was named at an earlier step of
 * the same stage is told by its number, remarks follow in one line, and who may
 * give more time is left to the words. `sameAs` is “as for {number}”.
 */
export function condenseOutline(outline: Outline, sameAs: string): Outline {
  return {
    ...outline,
    end: { ...outline.end, lines: [outline.end.lines.join(' · ')] },
    stages: outline.stages.map((stage) => ({
      ...stage,
      steps: condenseSteps(stage.steps, sameAs),
      clocks: stage.clocks.map((clock) => ({ ...clock, more: clock.more.map((one) => ({ ...one, who: undefined })) })),
    })),
    anyTime: condenseSteps(outline.anyTime, sameAs),
  };
}

function condenseSteps(steps: readonly OutlineStep[], sameAs: string): readonly OutlineStep[] {
  return steps.map((step, i) => {
    const before = steps.slice(0, i).find(({ who }) => who === step.who && who.length > WORTH_SAYING_AS);
    const who = before ? fill(sameAs, { number: before.number }) : step.who;
    return { ...step, who: [who, ...step.remarks].join('; '), remarks: [] };
  });
}
