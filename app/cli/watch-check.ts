import { type FSWatcher, watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

export type Watching = {
  /** Checks once and prints what it found. */
  readonly check: () => Promise<void>;
  /** Called before each check after the first. */
  readonly clear: () => void;
  /** Ends the watching. */
  readonly until: AbortSignal;
};

/** Editors save in several strokes: they count as one when they come within this. */
const PAUSE_MS = 60;
const MATTERS = /\.(ya?ml|md)$/;

/**
 * Checks at once and after every save of a YAML or Markdown file at a path: a pack file (its folder is watched, because
 * editors save by renaming), the folder of a pack, or a folder of packs. A save during a check leads to another one.
 * Answers when `until` is aborted.
 */
export async function watchCheck(path: string, { check, clear, until }: Watching): Promise<void> {
  const at = resolve(path);
  const isFile = (await stat(at)).isFile();
  const saved = makeBell();
  // Before the first check, so that nothing saved meanwhile is missed.
  const watcher = watch(isFile ? dirname(at) : at, { recursive: !isFile }, (_event, name) => {
    if (name === null || MATTERS.test(String(name))) saved.ring();
  });
  const end = () => saved.ring();
  until.addEventListener('abort', end, { once: true });
  try {
    await check();
    while (!until.aborted) {
      await saved.wait();
      if (until.aborted) break;
      await new Promise((go) => setTimeout(go, PAUSE_MS));
      saved.quieten();
      clear();
      await check();
    }
  } finally {
    until.removeEventListener('abort', end);
    closeQuietly(watcher);
  }
}

/** Rung any number of times, it is heard once by whoever waits next. */
function makeBell(): { ring(): void; quieten(): void; wait(): Promise<void> } {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    quieten: () => {
      rung = false;
    },
    wait: () =>
      rung
        ? Promise.resolve()
        : new Promise((resolveWait) => {
            wake = resolveWait;
          }),
  };
}

function closeQuietly(watcher: FSWatcher): void {
  watcher.removeAllListeners();
  watcher.close();
}
