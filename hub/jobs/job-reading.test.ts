import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../log.ts';
import { Store } from '../store/store.ts';
import { type JobFilters, JobReading } from './job-reading.ts';
import { insertJob } from './job-rows.ts';
import { job } from './made-jobs.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-reading-'));
const asked: { sql: string; args: readonly unknown[] }[] = [];
const store = new Store({
  dataDir,
  log: createLog('test', () => undefined),
  onCrash: (error) => {
    throw error;
  },
});
const reading = new JobReading({
  store: {
    read: (sql: string, args: never[]) => {
      asked.push({ sql, args });
      return store.read(sql, args);
    },
  } as never,
  nameOf: () => 'Ada',
  newsOf: () => null,
  whyWaits: () => null,
  forecastOf: () => null,
});
const failed = {
  ...job(),
  state: 'failed' as const,
  endedMs: 5,
  failure: { cause: 'failed' as const, sentence: 'The DISK is full.', traceback: null },
};
const waiting = { ...job({}, { kind: 'train', queue: 'training' }), arguments: { seed: 4711 } };

beforeAll(async () => {
  await store.start();
  await store.record([failed, waiting].map(insertJob), []);
});
afterAll(async () => {
  await store.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const found = async (filters: Partial<JobFilters>) =>
  (await reading.page({ limit: 50, ...filters })).items.map(({ jobId }) => jobId);

test('a job is found by its id, what it was given and what went wrong, in small letters or large', async () => {
  expect(await found({ q: 'disk IS full' })).toEqual([failed.jobId]);
  expect(await found({ q: '"seed":4711' })).toEqual([waiting.jobId]);
  expect(await found({ q: waiting.jobId.slice(5) })).toEqual([waiting.jobId]);
  expect(await found({ q: 'nothing of it' })).toEqual([]);
});

test('whatever a list is narrowed by, no job is read but those that are shown', async () => {
  const values: Partial<JobFilters> = {
    ...{ queue: 'training', kind: 'train', state: 'queued', agentId: 'agent-1', q: 'disk' },
    ...{ ownerId: waiting.ownerId, from: 1, to: 9e12 },
  };
  const names = Object.keys(values) as (keyof JobFilters)[];
  const cases: Partial<JobFilters>[] = [{}, { cursor: waiting.jobId }, { sort: 'created' }];
  for (const one of names) {
    cases.push({ [one]: values[one] });
    for (const two of names) cases.push({ [one]: values[one], [two]: values[two] });
  }
  cases.push({ ...values });
  for (const filters of cases) {
    asked.length = 0;
    await reading.page({ limit: 1, ...filters });
    for (const { sql, args } of asked) {
      const plan = await store.read(`EXPLAIN QUERY PLAN ${sql}`, [...args] as never);
      const steps = plan.map(({ detail }) => String(detail));
      expect([
        filters,
        steps.filter((step) => /^SCAN jobs(?! USING COVERING INDEX)/.test(step)),
      ]).toEqual([filters, []]);
    }
  }
});
