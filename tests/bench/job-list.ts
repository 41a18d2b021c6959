/**
 * How long a page of the list of jobs takes with a hundred thousand of them, narrowed in every way.
 * Run: bun tests/bench/job-list.ts [--jobs 100000]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { JOB_KIND_NAMES } from '#schemas/jobs/job-kinds';
import { QUEUE_NAMES } from '#schemas/jobs/queues';
import { type JobFilters, JobReading } from '../../hub/jobs/job-reading.ts';
import { insertJob } from '../../hub/jobs/job-rows.ts';
import { job } from '../../hub/jobs/made-jobs.ts';
import { createLog } from '../../hub/log.ts';
import { Store } from '../../hub/store/store.ts';
import { numberOption } from './number-option.ts';
import { median } from './statistics.ts';

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '100000' } } });
const JOBS = numberOption(values, 'jobs');
const AT_ONCE = 500;
const ROUNDS = 5;
const ENDED = ['succeeded', 'succeeded', 'succeeded', 'failed', 'cancelled'] as const;

const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-bench-list-'));
const store = new Store({
  dataDir,
  log: createLog('bench', () => undefined),
  onCrash: (error) => {
    throw error;
  },
});
await store.start();

/** As large as a training that ended: with its losses, and its metrics or where it failed. */
function made(n: number) {
  const state = ENDED[n % ENDED.length];
  const failure = {
    ...{ cause: 'failed' as const, sentence: `The disk is full (${n % 3}).` },
    traceback: 'at run (run.ts:1)\n'.repeat(20),
  };
  const metrics = Array.from({ length: 20 }, (_, i) => ({ name: `auroc ${i}`, value: 0.9 }));
  return {
    ...job({}, { kind: JOB_KIND_NAMES[n % JOB_KIND_NAMES.length], queue: QUEUE_NAMES[n % 4] }),
    ...{ arguments: { seed: n, rows: 60_000, epochs: 24 }, agentId: `agent-${n % 7}` },
    ...{ state, attempt: 1, createdMs: n, startedMs: n, endedMs: n + 1 },
    progress: { losses: Array.from({ length: 24 }, (_, i) => 1 / (i + 1)) },
    result: state === 'succeeded' ? { metrics } : null,
    failure: state === 'failed' ? failure : null,
  };
}

for (let n = 0; n < JOBS; n += AT_ONCE) {
  const some = Array.from({ length: Math.min(AT_ONCE, JOBS - n) }, (_, i) => made(n + i));
  await store.record(some.map(insertJob), []);
}
const reading = new JobReading({
  store,
  nameOf: () => 'Ada',
  newsOf: () => null,
  whyWaits: () => null,
  forecastOf: () => null,
});
const CASES: Record<string, Partial<JobFilters>> = {
  all: {},
  queue: { queue: 'training' },
  state: { state: 'failed' },
  agent: { agentId: 'agent-3' },
  'a time': { from: JOBS / 2, to: JOBS / 2 + 100 },
  'four together': { queue: 'default', kind: 'train', state: 'cancelled', agentId: 'agent-2' },
  'four that none has': { queue: 'default', kind: 'train', state: 'paused', agentId: 'agent-9' },
  words: { q: 'full (2)' },
  'words that none has': { q: 'a word of no job' },
  'dead letters of a cause': { state: 'failed', cause: 'failed', archived: false },
};
const pageMs: Record<string, number> = {};
for (const [name, filters] of Object.entries(CASES)) {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const sinceMs = performance.now();
    await reading.page({ limit: 50, ...filters });
    times.push(performance.now() - sinceMs);
  }
  pageMs[name] = Math.round(median(times) * 10) / 10;
}
console.log(JSON.stringify({ bench: 'job-list', jobs: JOBS, pageMs }));
await store.stop();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
