import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Job } from '#schemas/http/jobs';
import type { JobState } from '#schemas/jobs/job';
import { SCORE } from '#schemas/jobs/kinds/score';
import { TRAIN } from '#schemas/jobs/kinds/train';
import { eventually, PlantRig } from '../rig/plant-rig.ts';

const rig = new PlantRig({ agents: 2, lanes: 1, agentSettings: { TREMOLO_AGENT_PROVIDER: 'cpu' } });
const PLENTY = { perHour: 1_000_000, burst: 10_000 };

beforeAll(async () => {
  await rig.start();
  const path = '/api/v1/settings/limits';
  const { revision } = await rig.get<{ revision: number }>(path);
  const values = { perPerson: PLENTY, perAddress: PLENTY };
  await rig.browser.ask('PATCH', path, { revision, values });
}, 60_000);
afterAll(() => rig.stop(), 20_000);

const jobNow = (jobId: string) => rig.get<Job>(`/api/v1/jobs/${jobId}`);

function comesTo(jobId: string, state: JobState, withinMs = 60_000): Promise<Job> {
  return eventually(
    async () => {
      const job = await jobNow(jobId);
      return job.state === state && job;
    },
    withinMs,
    `job is ${state}`,
  );
}

test('a training that was paused goes on on another agent when its own is gone, and its model is scored there', async () => {
  const { jobId } = await rig.browser.ask<Job>('POST', '/api/v1/jobs', {
    kind: 'train',
    arguments: { rows: 400, heldOutRows: 60, members: 2, epochs: 40, batchRows: 32 },
  });
  await eventually(
    async () => (TRAIN.progress.safeParse((await jobNow(jobId)).progress).data?.epoch ?? 0) >= 3,
    40_000,
    'some epochs are trained',
  );
  await rig.browser.ask('POST', `/api/v1/jobs/${jobId}/hold`);
  const paused = TRAIN.progress.parse((await comesTo(jobId, 'paused')).progress);
  const [first] = rig.agents.filter(({ name }) => name === 'agent-1');
  const had = (
    await rig.get<{ steps: { agentId: string | null }[] }>(`/api/v1/jobs/${jobId}/history`)
  ).steps.find(({ agentId }) => agentId !== null)?.agentId;
  const gone = rig.agents.find(({ name }) => name === had) ?? first;
  await gone.kill();
  await eventually(
    async () => {
      const { agents } = await rig.system();
      return agents.find(({ agentId }) => agentId === had)?.status === 'offline';
    },
    20_000,
    'its agent is gone',
  );
  await rig.browser.ask('POST', `/api/v1/jobs/${jobId}/release`);
  const job = await comesTo(jobId, 'succeeded');
  const result = TRAIN.result.parse(job.result);
  expect(job.agentId).not.toBe(had ?? null);
  expect(result.epochsResumed).toBeGreaterThanOrEqual(paused.epoch ?? Number.NaN);
  expect(result.isWithHub).toBe(true);
  // And back again: the agent that is there now does not have the model.
  await gone.start();
  const scored = await rig.browser.ask<Job>('POST', '/api/v1/jobs', {
    ...{ kind: 'score', needs: { agentId: had } },
    arguments: { model: result.sha256, recordings: 60, healthyRecordings: 60 },
  });
  const score = SCORE.result.parse((await comesTo(scored.jobId, 'succeeded')).result);
  expect(score.model).toMatchObject({ sha256: result.sha256, name: result.name });
  expect(score.recordings).toBe(60);
}, 180_000);
