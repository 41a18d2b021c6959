import { afterAll, beforeAll, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import type { Job } from '#schemas/http/jobs';
import type { JobState } from '#schemas/jobs/job';
import { BENCHMARK } from '#schemas/jobs/kinds/benchmark';
import { TRAIN } from '#schemas/jobs/kinds/train';
import { readCard } from '#schemas/models/onnx-card';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { childrenOf, commandOf } from '../rig/process-stats.ts';

const rig = new PlantRig({
  agents: 1,
  lanes: 1,
  hubSettings: { TREMOLO_HUB_JOBS__RETRY_AFTER_MS: '[200,200,200]' },
  agentSettings: { TREMOLO_AGENT_PROVIDER: 'cpu' },
});

const PLENTY = { perHour: 1_000_000, burst: 10_000 };

beforeAll(async () => {
  await rig.start();
  // It is asked all the time how jobs stand.
  const path = '/api/v1/settings/limits';
  const { revision } = await rig.get<{ revision: number }>(path);
  const values = { perPerson: PLENTY, perAddress: PLENTY };
  await rig.browser.ask('PATCH', path, { revision, values });
}, 60_000);
afterAll(() => rig.stop(), 20_000);

const submit = (secondsEach: number, more: object = {}) =>
  rig.browser.ask<Job>('POST', '/api/v1/jobs', {
    kind: 'benchmark',
    arguments: { secondsEach },
    ...more,
  });

function comesTo(jobId: string, state: JobState, withinMs = 20_000): Promise<Job> {
  return eventually(
    async () => {
      const job = await rig.get<Job>(`/api/v1/jobs/${jobId}`);
      return job.state === state && job;
    },
    withinMs,
    `job is ${state}`,
  );
}

/** Processes of jobs of the agent. */
const jobPids = () =>
  childrenOf(rig.agents[0].pid).filter((pid) => commandOf(pid).includes('job-main'));

test('an agent measures itself when it is asked to, and its result, log and progress reach the hub', async () => {
  const { jobId } = await submit(0.3);
  const job = await comesTo(jobId, 'succeeded');
  const result = BENCHMARK.result.parse(job.result);
  expect(result.provider).toBe('cpu');
  // So slow no machine is that runs this at all: a figure of the wrong unit would be.
  expect(result.featuresPerSecond).toBeGreaterThan(20);
  expect(result.inferencePerSecond).toBeGreaterThan(100);
  expect(result.trainingPerSecond).toBeGreaterThan(100);
  const { lines } = await rig.get<{ lines: { text: string }[] }>(`/api/v1/jobs/${jobId}/log`);
  expect(lines.map(({ text }) => text.split(':')[0])).toEqual([
    'Features',
    'Inference on cpu',
    'Training on cpu',
  ]);
  await eventually(async () => jobPids().length === 0, 3_000, 'its process is gone');
}, 40_000);

test('a running job that is cancelled is gone within two seconds, and its slot is free again', async () => {
  const { jobId } = await submit(20);
  await comesTo(jobId, 'running');
  await eventually(
    async () => (await rig.get<Job>(`/api/v1/jobs/${jobId}`)).progress !== null,
    5_000,
    'it tells how far it is',
  );
  const [pid] = jobPids();
  // Below the lanes, which run at 0.
  // As the rig sets it.
  expect(getPriority(pid)).toBe(1);
  const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  expect(environment.filter((one) => one.startsWith('TREMOLO_'))).toEqual([]);
  const sinceMs = performance.now();
  await rig.browser.ask('POST', `/api/v1/jobs/${jobId}/cancel`);
  await comesTo(jobId, 'cancelled', 2_000);
  expect(jobPids()).toEqual([]);
  expect(performance.now() - sinceMs).toBeLessThan(2_000);
  await comesTo((await submit(0.1)).jobId, 'succeeded');
}, 40_000);

test('a job that takes longer than it may is ended, tried again, and then is a dead letter that says so', async () => {
  const { jobId } = await submit(20, { limits: { timeS: 1 } });
  const job = await comesTo(jobId, 'failed', 30_000);
  expect(job).toMatchObject({ attempt: 4, cause: 'time_limit' });
  expect(job.sentence).toBe('The job took longer than 1 s.');
}, 40_000);

test('a job that takes more memory than it may is ended, and not tried again', async () => {
  const { jobId } = await submit(20, { limits: { memoryMb: 64 } });
  const job = await comesTo(jobId, 'failed');
  expect(job).toMatchObject({ attempt: 1, cause: 'memory_limit' });
}, 40_000);

test('the process of a job that is killed is noticed, and the job tried again', async () => {
  const { jobId } = await submit(1);
  await comesTo(jobId, 'running');
  const [pid] = await eventually(
    async () => jobPids().length > 0 && jobPids(),
    3_000,
    'its process is there',
  );
  process.kill(pid, 'SIGKILL');
  const job = await comesTo(jobId, 'succeeded');
  expect(job.attempt).toBe(2);
}, 40_000);

test('a training that is interrupted goes on where it was, tells its losses, and its model is kept by its hash', async () => {
  const given = { rows: 400, heldOutRows: 60, members: 2, epochs: 30, batchRows: 32 };
  const { jobId } = await rig.browser.ask<Job>('POST', '/api/v1/jobs', {
    kind: 'train',
    arguments: given,
  });
  const running = await eventually(
    async () => {
      const job = await rig.get<Job>(`/api/v1/jobs/${jobId}`);
      const progress = TRAIN.progress.safeParse(job.progress);
      const { epoch = 0, losses = [] } = progress.data ?? {};
      return epoch >= 3 && { epoch, losses };
    },
    20_000,
    'some epochs are trained',
  );
  expect(running.losses.length).toBe(running.epoch);
  process.kill(jobPids()[0], 'SIGKILL');
  const job = await comesTo(jobId, 'succeeded', 40_000);
  const result = TRAIN.result.parse(job.result);
  expect(job.attempt).toBe(2);
  expect(result.epochsResumed).toBeGreaterThanOrEqual(3);
  const file = readFileSync(join(rig.dataDir, 'agent-1', 'models', `${result.sha256}.onnx`));
  expect(createHash('sha256').update(file).digest('hex')).toBe(result.sha256);
  expect(readCard(file).metrics[0].value).toBe(result.metrics[0].value);
}, 90_000);

test('a training that is paused and let go on gives the very model that it would have given', async () => {
  const train = async () => {
    const given = { rows: 400, heldOutRows: 60, members: 2, epochs: 40, batchRows: 32, seed: 5 };
    const body = { kind: 'train', arguments: given };
    return (await rig.browser.ask<Job>('POST', '/api/v1/jobs', body)).jobId;
  };
  const jobId = await train();
  const stood = async (epoch: number) =>
    eventually(
      async () => {
        const { progress } = await rig.get<Job>(`/api/v1/jobs/${jobId}`);
        const told = TRAIN.progress.safeParse(progress);
        const { member = 0, epoch: at = 0, losses = [] } = told.data ?? {};
        return (member > 1 || at >= epoch) && { member, epoch: at, losses };
      },
      20_000,
      `epoch ${epoch} is trained`,
    );
  await stood(3);
  await rig.browser.ask('POST', `/api/v1/jobs/${jobId}/hold`);
  const paused = await comesTo(jobId, 'paused');
  expect(paused.retriesLeft).toBe(3);
  await eventually(async () => jobPids().length === 0, 3_000, 'its process is gone');
  const { member = 0, epoch = 0, losses = [] } = TRAIN.progress.parse(paused.progress);
  await rig.browser.ask('POST', `/api/v1/jobs/${jobId}/release`);
  const after = await stood(epoch + 1);
  // The losses go on where they stood, so that the chart shows the whole training.
  if (after.member === member) {
    expect(after.losses.slice(0, losses.length)).toEqual(losses);
  }
  const result = TRAIN.result.parse((await comesTo(jobId, 'succeeded', 40_000)).result);
  expect(result.epochsResumed).toBeGreaterThanOrEqual(epoch);
  const whole = TRAIN.result.parse((await comesTo(await train(), 'succeeded', 40_000)).result);
  expect(whole.epochsResumed).toBe(0);
  expect(whole.sha256).toBe(result.sha256);
}, 120_000);

test('an agent that is killed ends its jobs with it, tells so when it is back, and does them then', async () => {
  const { jobId } = await submit(2);
  await comesTo(jobId, 'running');
  const [pid] = await eventually(
    async () => jobPids().length > 0 && jobPids(),
    3_000,
    'its process is there',
  );
  await rig.agents[0].kill();
  await eventually(async () => isGone(pid), 3_000, 'the process of its job is gone');
  await rig.agents[0].start();
  const job = await comesTo(jobId, 'succeeded', 30_000);
  expect(job.attempt).toBe(2);
  const { steps } = await rig.get<{ steps: { cause: string | null }[] }>(
    `/api/v1/jobs/${jobId}/history`,
  );
  expect(steps.map(({ cause }) => cause).filter(Boolean)).toEqual(['agent_restarted']);
  // What it knows of attempts is on its disk.
  const kept = readdirSync(join(rig.dataDir, 'agent-1', 'jobs'));
  expect(kept).toContain(`${jobId}.1.json`);
  expect(kept).toContain(`${jobId}.2.json`);
}, 60_000);

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
    throw error;
  }
}
