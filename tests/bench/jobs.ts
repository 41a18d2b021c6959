/**
 * Jobs through the real hub: how fast they are submitted, how soon an urgent one reaches its agent while thousands wait, and
 * whether every one ends. The agent is of the test and does nothing. Run: bun run bench:jobs [--jobs 10000]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Job, QueueRow } from '#schemas/http/jobs';
import type { SystemState } from '#schemas/http/system';
import { FakeJobAgent } from '../hub/fake-job-agent.ts';
import { HubProcess } from '../hub/hub-process.ts';
import { setUpWith, TestBroker } from '../hub/plant-box.ts';
import { numberOption } from './number-option.ts';
import { percentile } from './statistics.ts';

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '10000' } } });
const JOBS = numberOption(values, 'jobs');
const PROBES = 300;
const AT_ONCE = 16;
const PLENTY = { perHour: 10_000_000, burst: 100_000 };

const broker = new TestBroker();
await broker.start();
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-bench-jobs-'));
const hub = new HubProcess({ DATA_DIR: dataDir, HTTP__PORT: '0', BROKER__URL: broker.url });
const { http: origin, setupLink } = await hub.ready();
const browser = await setUpWith(origin, setupLink?.split('token=')[1] ?? '');
const { revision } = await browser.ask<{ revision: number }>('GET', '/api/v1/settings/limits');
const submissions = { ...PLENTY, perDay: 100_000_000 };
const limits = { perPerson: PLENTY, perAddress: PLENTY, work: PLENTY, submissions };
await browser.ask('PATCH', '/api/v1/settings/limits', { revision, values: limits });

const submit = (label: string, queue: string) =>
  browser.ask<Job>('POST', '/api/v1/jobs', {
    ...{ kind: 'benchmark', arguments: {}, queue },
    needs: { labels: [label] },
  });

/** So many at a time until all are accepted; none finds an agent yet. */
async function submitAll(): Promise<number> {
  const sinceMs = performance.now();
  let left = JOBS;
  const some = async () => {
    while (left-- > 0) await submit('later', 'default');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  return (JOBS * 1_000) / (performance.now() - sinceMs);
}

/** From the request until the offer is with the agent, with all the others waiting. */
async function probe(): Promise<number[]> {
  const agent = new FakeJobAgent('agent-now', { labels: ['now'], slots: 8 });
  await agent.start(broker.url);
  const times: number[] = [];
  for (let i = 0; i < PROBES; i++) {
    const known = agent.offers.all.length;
    const sentMs = performance.now();
    const submitted = submit('now', 'training');
    const offer = await agent.offers.until(() => agent.offers.all[known]);
    times.push(performance.now() - sentMs);
    await submitted;
    await agent.succeed(offer);
  }
  await agent.stop();
  return times;
}

/** An agent that has ended each job as soon as it is offered. Resolves when none is left. */
async function drain(): Promise<number> {
  const agent = new FakeJobAgent('agent-later', { labels: ['later'], slots: 64 });
  await agent.start(broker.url);
  const sinceMs = performance.now();
  const done = new Set<string>();
  const ending: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    agent.offers.each((offer) => {
      if (done.has(offer.jobId)) return;
      done.add(offer.jobId);
      ending.push(agent.succeed(offer));
      if (done.size === JOBS) resolve();
    });
  });
  await Promise.all(ending);
  const tookS = (performance.now() - sinceMs) / 1_000;
  await agent.stop();
  return JOBS / tookS;
}

const loopDelay = async () =>
  (await browser.ask<SystemState>('GET', '/api/v1/system')).hub.loopDelayP99Ms;

const say = (words: string) => console.error(words);
const submittedPerSecond = await submitAll();
say(`submitted ${Math.round(submittedPerSecond)} a second`);
const times = await probe();
const probingLoopMs = await loopDelay();
say(
  `${PROBES} urgent ones offered, p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms`,
);
const completedPerSecond = await drain();
const drainingLoopMs = await loopDelay();
say(`ended ${Math.round(completedPerSecond)} a second`);
const { total } = await browser.ask<{ total: number | null }>(
  'GET',
  '/api/v1/jobs?state=succeeded&queue=default&limit=1',
);
const { queues } = await browser.ask<{ queues: QueueRow[] }>('GET', '/api/v1/queues');
const waiting = queues.reduce((sum, row) => sum + row.depth + row.active + row.retrying, 0);
console.log(
  JSON.stringify({
    bench: 'jobs',
    submittedPerSecond: Math.round(submittedPerSecond),
    dispatchP50Ms: percentile(times, 0.5),
    dispatchP99Ms: percentile(times, 0.99),
    completed: total,
    completedPerSecond: Math.round(completedPerSecond),
    lost: JOBS - (total ?? 0),
    waiting,
    hubLoopDelayP99Ms: Math.max(probingLoopMs, drainingLoopMs),
  }),
);
await hub.end('SIGTERM');
await broker.stop();
rmSync(dataDir, { recursive: true, force: true });
process.exit(0);
