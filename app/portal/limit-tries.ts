/** Counts tries by key, in this process only: keys are kept for the length of the window and never written down. */
export type TryLimiter = {
  /** Whether this key has used up its tries. */
  readonly isBlocked: (key: string) => boolean;
  readonly count: (key: string) => void;
};

const MOST_KEYS = 50_000;

/**
 * So many tries per key in so many minutes, by the clock that is handed in. When there are more keys than memory
 * should hold, those whose window is over go first, then the oldest.
 */
export function makeTryLimiter(now: () => string, { tries, minutes }: { tries: number; minutes: number }): TryLimiter {
  const counted = new Map<string, { tries: number; since: number }>();
  const time = (): number => Date.parse(now());
  const isOver = (since: number): boolean => time() - since >= minutes * 60_000;
  const find = (key: string) => {
    const found = counted.get(key);
    return found && !isOver(found.since) ? found : undefined;
  };
  return {
    isBlocked: (key) => (find(key)?.tries ?? 0) >= tries,
    count: (key) => {
      const found = find(key);
      if (!found) counted.delete(key);
      counted.set(key, { tries: (found?.tries ?? 0) + 1, since: found?.since ?? time() });
      if (counted.size > MOST_KEYS) prune(counted, isOver);
    },
  };
}

function prune(counted: Map<string, { since: number }>, isOver: (since: number) => boolean): void {
  for (const [key, { since }] of counted) if (isOver(since)) counted.delete(key);
  for (const key of counted.keys()) {
    if (counted.size <= MOST_KEYS) return;
    counted.delete(key);
  }
}
