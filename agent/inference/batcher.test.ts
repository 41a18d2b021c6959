import { expect, test } from 'bun:test';
import { Batcher } from './batcher.ts';

/** A batcher of up to 4 windows whose model and clock are turned by hand. */
function rig() {
  const runs: {
    count: number;
    resolve: (scores: Float32Array) => void;
    reject: (e: Error) => void;
  }[] = [];
  const done: { point: string | null; score: number | null }[] = [];
  const timers: (() => void)[] = [];
  let drained = 0;
  const errors: unknown[] = [];
  const batcher = new Batcher<string>({
    run: (_, count) => new Promise((resolve, reject) => runs.push({ count, resolve, reject })),
    maxWindows: 4,
    maxDelayMs: 10,
    done: (batch, scores) => {
      for (let i = 0; i < batch.count; i++)
        done.push({ point: batch.slots[i].point, score: scores?.[i] ?? null });
    },
    drained: () => drained++,
    failed: (error) => errors.push(error),
    schedule: (_, call) => timers.push(call),
  });
  const put = (...points: string[]) => {
    for (const point of points) {
      batcher.next().point = point;
      batcher.commit();
    }
  };
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  /** Half the delay passes. */
  const tick = () => {
    for (const call of timers.splice(0)) call();
  };
  return { runs, done, timers, tick, errors, batcher, put, settle, drained: () => drained };
}

test('a full batch runs at once, and each window gets its own row', async () => {
  const { runs, done, put, settle } = rig();
  put('a', 'b', 'c', 'd');
  expect(runs.map(({ count }) => count)).toEqual([4]);
  runs[0].resolve(Float32Array.of(1, 2, 3, 4));
  await settle();
  expect(done).toEqual([
    { point: 'a', score: 1 },
    { point: 'b', score: 2 },
    { point: 'c', score: 3 },
    { point: 'd', score: 4 },
  ]);
});

test('a batch that does not fill leaves after the delay', () => {
  const { runs, put, tick, timers } = rig();
  put('a', 'b');
  tick();
  expect(runs).toEqual([]);
  tick();
  expect(runs.map(({ count }) => count)).toEqual([2]);
  expect(timers).toEqual([]);
});

test('a batch begun after another was full still leaves within its delay', () => {
  const { runs, put, tick } = rig();
  put('a');
  tick();
  put('b', 'c', 'd', 'e');
  tick();
  expect(runs.map(({ count }) => count)).toEqual([4]);
  tick();
  expect(runs).toHaveLength(1);
});

test('windows that come while the model runs wait in the next batch, one run at a time', async () => {
  const { runs, done, put, settle, batcher, drained } = rig();
  put('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  expect(runs).toHaveLength(1);
  expect(batcher.busy).toBe(true);
  runs[0].resolve(new Float32Array(4));
  await settle();
  expect(runs).toHaveLength(2);
  runs[1].resolve(new Float32Array(4));
  await settle();
  expect(done.map(({ point }) => point)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  expect(batcher.busy).toBe(false);
  expect(drained()).toBe(1);
});

test('a slot that is not committed is offered again', () => {
  const { batcher } = rig();
  const slot = batcher.next();
  expect(batcher.next()).toBe(slot);
  batcher.commit();
  expect(batcher.next()).not.toBe(slot);
});

test('where the model fails, its windows go on without scores and the next batch runs', async () => {
  const { runs, done, put, settle, errors } = rig();
  put('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  runs[0].reject(new Error('device lost'));
  await settle();
  runs[1].resolve(Float32Array.of(5, 6, 7, 8));
  await settle();
  expect(errors).toHaveLength(1);
  expect(done.map(({ score }) => score)).toEqual([null, null, null, null, 5, 6, 7, 8]);
});

test('each slot writes its signature into its own row of the input', () => {
  const { batcher } = rig();
  const first = batcher.next();
  batcher.commit();
  const second = batcher.next();
  first.analysis.signature.fill(1);
  second.analysis.signature.fill(2);
  const input = new Float32Array(first.analysis.signature.buffer);
  const length = first.analysis.signature.length;
  expect(input[length - 1]).toBe(1);
  expect(input[length]).toBe(2);
});
