import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import { Store } from '../store/store.ts';
import { JobFigures } from './job-figures.ts';
import { insertJob } from './job-rows.ts';
import { job } from './made-jobs.ts';

const HOUR_MS = 3_600_000;
const NOW = 100 * 24 * HOUR_MS;
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-figures-'));
const store = new Store({
  dataDir,
  log: createLog('test', () => undefined),
  onCrash: (error) => {
    throw error;
  },
});

/** One that ended so long ago, having waited and run so long. */
function ended(agoMs: number, more: object = {}, waitedMs = 10, ranMs = 100) {
  const endedMs = NOW - agoMs;
  const startedMs = endedMs - ranMs;
  const times = { queuedMs: startedMs - waitedMs, startedMs, endedMs };
  return { ...job(), state: 'succeeded' as const, attempt: 1, ...times, ...more };
}

beforeAll(async () => {
  await store.start();
  const spread = Array.from({ length: 20 }, (_, i) => ended(5, {}, i + 1, 10 * (i + 1)));
  const all = [
    ...spread,
    ended(5, { queue: 'training', state: 'failed', attempt: 4 }),
    ended(5, { queue: 'training', state: 'cancelled', startedMs: null }),
    ended(2 * HOUR_MS, { queue: 'training', attempt: 2 }),
    ended(31 * 24 * HOUR_MS),
  ];
  await store.record(all.map(insertJob), []);
});
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('of the last hour half and all but a twentieth waited and ran no longer, by the nearest rank', async () => {
  const hour = await new JobFigures({ store, clock: () => NOW }).lastHour();
  expect(hour.get('default')).toEqual({
    failed: 0,
    waitMs: { p50: 10, p95: 19 },
    runMs: { p50: 100, p95: 190 },
  });
  expect(hour.get('training')).toMatchObject({ failed: 1, runMs: { p50: 100, p95: 100 } });
  expect(hour.has('evaluation')).toBe(false);
});

test('of the last thirty days it is known how many succeeded, and how many of those that were tried again', async () => {
  const kinds = await new JobFigures({ store, clock: () => NOW }).lastMonth();
  expect(kinds).toEqual([
    { kind: 'benchmark', ended: 22, succeeded: 21, retried: 2, retriedSucceeded: 1 },
  ]);
});

test('however often it is asked, the store is asked every two seconds', async () => {
  let nowMs = NOW;
  let reads = 0;
  const counting = {
    read: (...args: Parameters<Store['read']>) => {
      reads++;
      return store.read(...args);
    },
  } as Store;
  const figures = new JobFigures({ store: counting, clock: () => nowMs });
  for (let i = 0; i < 5; i++) await figures.lastHour();
  expect(reads).toBe(3);
  nowMs += 2_000;
  await figures.lastHour();
  expect(reads).toBe(6);
});
