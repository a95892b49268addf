import { setTimeout } from 'node:timers/promises';

export type Loop = { stop(): Promise<void> };
type Wait = (milliseconds: number, signal: AbortSignal) => Promise<unknown>;

/**
 * Repeats `work` until stopped: at once while it returns true (there may be more), else after `everyMs`. An error is
 * handed to `onError` and does not end the loop. `stop` waits for the work in hand. `wait` can be given by a test.
 */
export function startLoop(
  work: () => Promise<boolean>,
  {
    everyMs,
    onError,
    wait = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
  }: { everyMs: number; onError: (error: unknown) => void; wait?: Wait },
): Loop {
  const stopping = new AbortController();
  const running = repeat(work, everyMs, onError, wait, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function repeat(
  work: () => Promise<boolean>,
  everyMs: number,
  onError: (error: unknown) => void,
  wait: Wait,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let more = false;
    try {
      more = await work();
    } catch (error) {
      onError(error);
    }
    if (more || signal.aborted) continue;
    await wait(everyMs, signal).catch(() => undefined);
  }
}
