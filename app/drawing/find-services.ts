import type { Guard, Pack, Procedure } from '../../engine/index.ts';

type Verdict = 'holds' | 'cannot' | 'open';

/** What a condition comes to where only the service is known. */
function judge(guard: Guard | undefined, service: string): Verdict {
  if (!guard) return 'holds';
  if ('service' in guard) return [guard.service].flat().includes(service) ? 'holds' : 'cannot';
  if ('all-of' in guard) return judgeAll(guard['all-of'].map((one) => judge(one, service)));
  if ('any-of' in guard) return turn(judgeAll(guard['any-of'].map((one) => turn(judge(one, service)))));
  if ('none-of' in guard) return judgeAll(guard['none-of'].map((one) => turn(judge(one, service))));
  return 'open';
}

const turn = (verdict: Verdict): Verdict => (verdict === 'open' ? verdict : verdict === 'holds' ? 'cannot' : 'holds');

function judgeAll(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('cannot')) return 'cannot';
  return verdicts.every((verdict) => verdict === 'holds') ? 'holds' : 'open';
}

/** Of a list where the first that fits is taken, the entries that can come about for one of these services. */
export function findPossible<T>(
  entries: readonly T[],
  guardOf: (entry: T) => Guard | undefined,
  services: readonly string[],
): readonly T[] {
  const possible = new Set<T>();
  for (const service of services) {
    for (const entry of entries) {
      const verdict = judge(guardOf(entry), service);
      if (verdict !== 'cannot') possible.add(entry);
      if (verdict === 'holds') break;
    }
  }
  return entries.filter((entry) => possible.has(entry));
}

/** The services whose complaints can come under a procedure: it holds for them, and none before it always does. */
export function findServices(pack: Pack, procedure: Procedure): readonly string[] {
  const ids = pack.services.map(({ id }) => id);
  return ids.filter((id) => findPossible(pack.procedures, ({ when }) => when, [id]).includes(procedure));
}

/** Whether a condition can hold for one of these services. */
export const canHold = (guard: Guard | undefined, services: readonly string[]): boolean =>
  services.length === 0 || services.some((service) => judge(guard, service) !== 'cannot');

/**
 * What is left of a condition where only these services can come: what holds for all of them anyway is taken out.
 * Undefined: nothing is left, it always holds.
 */
export function simplify(guard: Guard | undefined, services: readonly string[]): Guard | undefined {
  if (!guard || (services.length > 0 && services.every((service) => judge(guard, service) === 'holds')))
    return undefined;
  if (!('all-of' in guard)) return guard;
  const left = guard['all-of'].flatMap((one) => simplify(one, services) ?? []);
  return left.length === 1 ? left[0] : { 'all-of': left };
}

type Alternative = { readonly when?: Guard | undefined };

/** Of several answers by condition those that can come about for these services, each with what is left of its condition. */
export const narrow = <T extends Alternative>(list: readonly T[], services: readonly string[]): readonly T[] =>
  findPossible(list, ({ when }) => when, services).map(({ when, ...own }) => {
    const left = simplify(when, services);
    return (left ? { ...own, when: left } : own) as T;
  });
