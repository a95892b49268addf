import { NAMED_EVENTS, type Policy } from '../../engine/index.ts';
import { fill } from './fill.ts';
import type { Texts } from './texts.ts';

type Place = { readonly texts: Texts; readonly policy: Policy; readonly stage: string };

const SEVERAL = /^(earliest|latest) of (.+)$/;

/**
 * What starts a clock, as the middle of a sentence: “the complaint was received”, “‘Acknowledge the complaint’ was
 * done”. `name` is what a clock of the engine gives as `startedBy`; `stage` the stage of that clock.
 */
export function describeTrigger(texts: Texts, policy: Policy, stage: string, name: string): string {
  const several = SEVERAL.exec(name);
  if (several) {
    const list = (several[2] ?? '').split(', ').map((one) => describeOne({ texts, policy, stage }, one));
    return fill(texts.clocks['started-by'][`${several[1]}-of`]!, { list: list.join(', ') });
  }
  return describeOne({ texts, policy, stage }, name);
}

function describeOne(place: Place, name: string): string {
  const words = place.texts.clocks['started-by'];
  if ((NAMED_EVENTS as readonly string[]).includes(name) || words[name] !== undefined) return words[name] ?? name;
  const parts = name.split('.');
  const [last = '', subject = ''] = [parts.at(-1), parts.at(-2)];
  if (last === 'ended' || last === 'lapsed') return fill(words[`clock-${last}`]!, { clock: nameClock(place, subject) });
  const stage = parts.length > 2 ? (parts[0] ?? place.stage) : place.stage;
  return describeStep(place, stage, subject, last);
}

function describeStep({ texts, policy, stage: own }: Place, stage: string, id: string, how: string): string {
  const words = texts.clocks['started-by'];
  const found = findStepIn(policy, stage, id);
  const name = found?.name ?? id;
  const step = stage === own ? name : `${findStageNamed(policy, stage)?.name ?? stage}: ${name}`;
  if (how === 'done') return fill(words['step-done']!, { step });
  if (how === 'tried') return fill(words['step-tried']!, { step });
  const outcome = found?.outcomes?.find((candidate) => candidate.id === how)?.name ?? how;
  return fill(words['step-outcome']!, { step, outcome });
}

type Stage = Policy['pack']['procedures'][number]['stages'][number];

const findStageNamed = (policy: Policy, id: string): Stage | undefined =>
  policy.pack.procedures.flatMap(({ stages }) => stages).find((stage) => stage.id === id);

function findStepIn(policy: Policy, stage: string, id: string): Stage['steps'][number] | undefined {
  const own = findStageNamed(policy, stage)?.steps ?? [];
  return [...own, ...policy.pack.procedures.flatMap((procedure) => procedure['any-time'])].find(
    (step) => step.id === id,
  );
}

function nameClock({ policy }: Place, id: string): string {
  const clocks = [
    ...policy.pack.intake.clocks,
    ...policy.pack.procedures.flatMap(({ stages }) => stages.flatMap((stage) => stage.clocks)),
  ];
  return clocks.find((clock) => clock.id === id)?.name ?? id;
}
