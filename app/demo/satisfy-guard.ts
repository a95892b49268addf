import type { Guard, Pack } from '../../engine/index.ts';

/** What a case must be like for a condition of its pack to hold. */
export type Wishes = {
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly service?: string | undefined;
  readonly channel?: string | undefined;
  readonly kind?: string | undefined;
  readonly represented?: true | undefined;
  readonly anonymous?: true | undefined;
};

export const NO_WISHES: Wishes = { facts: {} };

/**
 * Adds to the wishes what makes a condition hold; undefined where they contradict it, or where it hangs on time. The
 * first of several ways is taken.
 */
export function satisfyGuard(pack: Pack, guard: Guard | undefined, wishes: Wishes): Wishes | undefined {
  if (guard === undefined) return wishes;
  if ('all-of' in guard) {
    return guard['all-of'].reduce<Wishes | undefined>((so, part) => so && satisfyGuard(pack, part, so), wishes);
  }
  if ('any-of' in guard) return firstOf(guard['any-of'], (part) => satisfyGuard(pack, part, wishes));
  // What is not wished for is answered with no or the first choice: taken as not holding.
  if ('none-of' in guard) return wishes;
  if ('fact' in guard) return satisfyFact(pack, guard, wishes);
  if ('service' in guard) return withChoice(wishes, 'service', guard.service);
  if ('channel' in guard) return withChoice(wishes, 'channel', guard.channel);
  if ('kind' in guard) return withChoice(wishes, 'kind', guard.kind);
  if ('finding' in guard || 'lapsed' in guard) return wishes;
  if (guard.condition === 'represented' || guard.condition === 'authority-recorded')
    return { ...wishes, represented: true };
  return guard.condition === 'anonymous' ? { ...wishes, anonymous: true } : wishes;
}

function firstOf<T, R>(list: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of list) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function withChoice(
  wishes: Wishes,
  name: 'service' | 'channel' | 'kind',
  wanted: string | readonly string[],
): Wishes | undefined {
  const among = [wanted].flat();
  const already = wishes[name];
  if (already !== undefined) return among.includes(already) ? wishes : undefined;
  return { ...wishes, [name]: among[0] };
}

type FactGuard = Extract<Guard, { fact: string }>;

function satisfyFact(pack: Pack, guard: FactGuard, wishes: Wishes): Wishes | undefined {
  if (guard.given === false) return wishes.facts[guard.fact] === undefined ? wishes : undefined;
  const value = guard.is ?? guard['one-of']?.[0] ?? chooseValue(pack, guard);
  if (value === undefined) return wishes;
  const answer = value === 'yes' ? true : value === 'no' ? false : value;
  const already = wishes.facts[guard.fact];
  if (already !== undefined && already !== answer) return undefined;
  const own = satisfyGuard(pack, pack.facts[guard.fact]?.when, wishes);
  return own && { ...own, facts: { ...own.facts, [guard.fact]: answer } };
}

function chooseValue(pack: Pack, { fact }: FactGuard): string | number | boolean | undefined {
  const asked = pack.facts[fact];
  if (asked?.kind === 'yes-no') return true;
  if (asked?.kind === 'choice') return asked.options?.[0]?.id;
  return undefined;
}

/** The facts that some condition of the pack asks about, and those that say how a letter goes. */
export function findDecidingFacts(pack: Pack): ReadonlySet<string> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) look(one);
    else if (typeof value === 'object' && value !== null) {
      const { fact, 'goes-by': way } = value as { fact?: unknown; 'goes-by'?: unknown };
      for (const id of [fact, way]) if (typeof id === 'string') found.add(id);
      for (const one of Object.values(value)) look(one);
    }
  };
  look(pack);
  for (const [id, fact] of Object.entries(pack.facts)) if (fact['person-restricted']) found.add(id);
  return found;
}

/** The facts that say why it is nobody of those who usually do it (`else-needs`). */
export function findReasonFacts(pack: Pack): ReadonlySet<string> {
  const found = [...JSON.stringify(pack.procedures).matchAll(/"else-needs":"([^"]+)"/g)].map(([, id]) => id ?? '');
  return new Set(found);
}
