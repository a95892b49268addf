import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startLoop } from './loop.ts';

test('a loop goes on at once while there is more, waits when there is none, and survives an error', async () => {
  const happened: string[] = [];
  const answers = [true, false, 'broken', false];
  const finished = Promise.withResolvers<void>();
  const loop = startLoop(
    async () => {
      const answer = answers.shift();
      happened.push(`work ${answer}`);
      if (answer === 'broken') throw new Error('broken');
      return answer === true;
    },
    {
      everyMs: 5000,
      onError: (error) => happened.push((error as Error).message),
      wait: async (milliseconds) => {
        happened.push(`wait ${milliseconds}`);
        if (answers.length > 0) return;
        finished.resolve();
        await new Promise(() => {});
      },
    },
  );
  await finished.promise;
  assert.deepEqual(happened, [
    'work true',
    'work false',
    'wait 5000',
    'work broken',
    'broken',
    'wait 5000',
    'work false',
    'wait 5000',
  ]);
  void loop;
});

test('stop waits for the work in hand and cuts the pause short', async () => {
  const working = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  let ended = false;
  const loop = startLoop(
    async () => {
      started.resolve();
      await working.promise;
      ended = true;
      return false;
    },
    { everyMs: 3_600_000, onError: (error) => assert.fail(String(error)) },
  );
  await started.promise;
  const stopped = loop.stop();
  working.resolve();
  await stopped;
  assert.equal(ended, true);
});
