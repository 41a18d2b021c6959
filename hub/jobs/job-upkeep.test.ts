import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import { Store } from '../store/store.ts';
import { JobLog } from './job-log.ts';
import { insertJob, insertStep } from './job-rows.ts';
import { JobUpkeep } from './job-upkeep.ts';
import { job } from './made-jobs.ts';

const DAY_MS = 86_400_000;
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-upkeep-'));
const store = new Store({
  dataDir,
  log: createLog('test', () => undefined),
  onCrash: (error) => {
    throw error;
  },
});
beforeAll(() => store.start());
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('jobs go after their time, what they said before that, and what has not ended never', async () => {
  const log = new JobLog(store);
  const nowMs = 1_000 * DAY_MS;
  const ended = (days: number) => ({
    ...job(),
    state: 'succeeded' as const,
    endedMs: nowMs - days * DAY_MS,
  });
  const waiting = { ...job(), queuedMs: 0 };
  const [fresh, middle, ...old] = [
    ended(5),
    ended(40),
    ...Array.from({ length: 600 }, () => ended(91)),
  ];
  const all = [waiting, fresh, middle, ...old];
  await store.record(all.map(insertJob), []);
  const step = { happened: 'submit', atMs: 0, actorId: null };
  await store.record(
    all.map((one) => insertStep(one, step)),
    [],
  );
  for (const one of [waiting, fresh, middle, old[0]]) {
    await log.add(one.jobId, 1, [{ line: 1, atMs: 0, text: 'said' }]);
  }
  const settings = { keptDays: 90, logKeptDays: 30 };
  const upkeep = new JobUpkeep({ store, clock: () => nowMs, settings });
  expect(await upkeep.run()).toBe(600);
  const left = async (table: string) =>
    (await store.read(`SELECT DISTINCT job_id FROM ${table}`))
      .map(({ job_id }) => job_id)
      .toSorted();
  const ids = (some: { jobId: string }[]) => some.map(({ jobId }) => jobId).toSorted();
  expect(await left('jobs')).toEqual(ids([waiting, fresh, middle]));
  expect(await left('job_history')).toEqual(ids([waiting, fresh, middle]));
  expect(await left('job_log')).toEqual(ids([waiting, fresh]));
  expect(await upkeep.run()).toBe(0);
});
