import type { Guard } from './schema.ts';
import type { Condition, Finding } from './vocabulary.ts';

export type FactValue = string | number | boolean;

/** What a guard may ask of a case. */
export type GuardWorld = {
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly service: string | undefined;
  readonly channel: string | undefined;
  readonly kind: string | undefined;
  /** The overall finding of the stage the case is in, as far as points have findings. */
  readonly finding: Finding | undefined;
  readonly condition: (condition: Condition) => boolean;
  /** Whether a clock's time is over with nothing done; absent where no clock can have started. */
  readonly lapsed?: ((clock: string) => boolean) | undefined;
};

/**
 * Whether a condition of a pack holds. A fact not yet answered makes every comparison with it false, and
 * `given: false` true. An absent guard always holds. Dates compare as ISO dates; `before` and `after` are strict.
 */
export function evaluateGuard(guard: Guard | undefined, world: GuardWorld): boolean {
  if (guard === undefined) return true;
  if ('all-of' in guard) return guard['all-of'].every((part) => evaluateGuard(part, world));
  if ('any-of' in guard) return guard['any-of'].some((part) => evaluateGuard(part, world));
  if ('none-of' in guard) return !guard['none-of'].some((part) => evaluateGuard(part, world));
  if ('fact' in guard) return evaluateFact(guard, world.facts);
  if ('finding' in guard) return world.finding !== undefined && guard.finding.includes(world.finding);
  if ('service' in guard) return isAmong(world.service, guard.service);
  if ('channel' in guard) return isAmong(world.channel, guard.channel);
  if ('kind' in guard) return isAmong(world.kind, guard.kind);
  if ('lapsed' in guard) return world.lapsed?.(guard.lapsed) ?? false;
  return world.condition(guard.condition);
}

/** The facts that a guard asks about, in order, each once. */
export function getFactsOf(guard: Guard | undefined): readonly string[] {
  if (guard === undefined) return [];
  const parts = 'all-of' in guard ? guard['all-of'] : 'any-of' in guard ? guard['any-of'] : undefined;
  const nested = parts ?? ('none-of' in guard ? guard['none-of'] : []);
  const own = 'fact' in guard ? [guard.fact] : [];
  return [...new Set([...own, ...nested.flatMap((part) => getFactsOf(part))])];
}

/** Whether a condition asks about findings, which are open until the answer is written. */
export function asksAboutFindings(guard: Guard | undefined): boolean {
  if (guard === undefined) return false;
  if ('all-of' in guard) return guard['all-of'].some(asksAboutFindings);
  if ('any-of' in guard) return guard['any-of'].some(asksAboutFindings);
  return 'none-of' in guard ? guard['none-of'].some(asksAboutFindings) : 'finding' in guard;
}

function isAmong(value: string | undefined, wanted: string | readonly string[]): boolean {
  return value !== undefined && (typeof wanted === 'string' ? wanted === value : wanted.includes(value));
}

function evaluateFact(guard: Extract<Guard, { fact: string }>, facts: GuardWorld['facts']): boolean {
  const value = facts[guard.fact];
  if (guard.given !== undefined && guard.given !== (value !== undefined)) return false;
  if (value === undefined) return guard.given === false;
  const resolve = (other: string): FactValue => facts[other] ?? other;
  if (guard.is !== undefined && !isSame(value, guard.is)) return false;
  if (guard['one-of'] !== undefined && !guard['one-of'].some((wanted) => isSame(value, wanted))) return false;
  if (guard.before !== undefined && !(String(value) < String(resolve(guard.before)))) return false;
  return guard.after === undefined || String(value) > String(resolve(guard.after));
}

/** YAML 1.2 reads `yes` and `no` as words, and people write them so in packs; as answers they are true and false. */
function isSame(value: FactValue, wanted: FactValue): boolean {
  return value === wanted || (typeof value === 'boolean' && wanted === (value ? 'yes' : 'no'));
}
