import { afterAll, afterEach, beforeAll, expect, test } from 'bun:test';
import type { Job, JobStep } from '#schemas/http/jobs';
import type { JobState } from '#schemas/jobs/job';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { FakeJobAgent } from './fake-job-agent.ts';
import { type HubBox, setUp, startHub, TestBroker } from './plant-box.ts';

const SETTINGS = {
  jobs: { leaseMs: 1_200, retryAfterMs: [30, 60], preemptAfterMs: 100 },
  fleet: { agentTimeoutMs: 1_000 },
};
const broker = new TestBroker();
let box: HubBox;
let admin: BrowserSession;
let agents: FakeJobAgent[] = [];

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url, { settings: SETTINGS });
  admin = await setUp(box.hub);
});

afterEach(async () => {
  for (const agent of agents) await agent.stop();
  agents = [];
});

afterAll(async () => {
  await box?.stop();
  await broker.stop();
});

let next = 0;
async function newAgent(label: string): Promise<FakeJobAgent> {
  const agent = new FakeJobAgent(`agent-${++next}`, {
    labels: [label],
    kinds: ['benchmark', 'train'],
  });
  await agent.start(broker.url);
  agents.push(agent);
  return agent;
}

const submit = (label: string, more: object = {}) =>
  admin.ask<Job>('POST', '/api/v1/jobs', {
    ...{ kind: 'train', arguments: {}, needs: { labels: [label] } },
    ...more,
  });
const jobNow = (jobId: string) => admin.ask<Job>('GET', `/api/v1/jobs/${jobId}`);
const act = (jobId: string, what: string) => admin.send('POST', `/api/v1/jobs/${jobId}/${what}`);
const stepsOf = async (jobId: string) => {
  const { steps } = await admin.ask<{ steps: JobStep[] }>('GET', `/api/v1/jobs/${jobId}/history`);
  return steps.map(({ happened, state }) => `${happened} ${state}`);
};

const comesTo = (jobId: string, state: JobState) =>
  eventually(
    async () => {
      const job = await jobNow(jobId);
      return job.state === state && job;
    },
    5_000,
    `job is ${state}`,
  );

const LEARNT = {
  ...{
    stage: 'training',
    member: 1,
    members: 1,
    epoch: 3,
    epochs: 9,
    losses: [0.9, 0.5, 0.4],
    leftS: 6,
  },
};

test('a running job is paused: it stands still, keeps what it told, and goes on where it stood', async () => {
  const agent = await newAgent('pausing');
  const { jobId } = await submit('pausing');
  const offer = await agent.offered(jobId);
  await agent.begin(offer);
  await agent.report(offer, { what: 'news', share: 0.3, progress: LEARNT, log: [] });
  await eventually(async () => (await jobNow(jobId)).share === 0.3, 2_000, 'it told');
  expect((await act(jobId, 'hold')).status).toBe(200);
  expect(await jobNow(jobId)).toMatchObject({ state: 'running', isPausing: true });
  expect(await agent.cancels.first((one) => one.jobId === jobId)).toMatchObject({ isPause: true });
  expect((await act(jobId, 'hold')).status).toBe(409);
  await agent.end(offer, { what: 'ended', outcome: 'paused' });
  expect(await comesTo(jobId, 'paused')).toMatchObject({
    ...{ isPausing: false, retriesLeft: 2, cause: null, share: 0.3, progress: LEARNT },
    waits: 'Somebody holds it back.',
  });
  await act(jobId, 'release');
  const again = await agent.offered(jobId, 2);
  await agent.begin(again);
  expect(await stepsOf(jobId)).toEqual([
    'submit queued',
    'lease leased',
    'start running',
    'pause running',
    'paused paused',
    'resume queued',
    'lease leased',
    'start running',
  ]);
  await act(jobId, 'cancel');
  await agent.end(again, { what: 'ended', outcome: 'cancelled' });
});

test('what keeps no checkpoint cannot be paused once it runs, and says so', async () => {
  const agent = await newAgent('plain');
  const { jobId } = await submit('plain', { kind: 'benchmark' });
  const offer = await agent.offered(jobId);
  await agent.begin(offer);
  const refused = await act(jobId, 'hold');
  expect(refused.status).toBe(409);
  expect((await refused.json()).detail).toContain('keeps no checkpoint');
  await agent.succeed(offer);
});

test('a job that is to stand still and whose agent dies is held back all the same, one retry the fewer', async () => {
  const agent = await newAgent('dying');
  const { jobId } = await submit('dying');
  await agent.begin(await agent.offered(jobId));
  await act(jobId, 'hold');
  agent.kill();
  expect(await comesTo(jobId, 'paused')).toMatchObject({ retriesLeft: 1, cause: 'agent_lost' });
  await act(jobId, 'cancel');
});

test('a more urgent job has a less urgent one make room, which goes on afterwards; history says for whom', async () => {
  const agent = await newAgent('room');
  const low = await submit('room', { queue: 'default' });
  const offer = await agent.offered(low.jobId);
  await agent.begin(offer);
  const urgent = await submit('room', { queue: 'training' });
  await agent.cancels.first((one) => one.jobId === low.jobId && one.isPause);
  expect(await jobNow(low.jobId)).toMatchObject({ isPausing: true, yieldsTo: urgent.jobId });
  await agent.end(offer, { what: 'ended', outcome: 'paused' });
  const first = await agent.offered(urgent.jobId);
  expect(await jobNow(low.jobId)).toMatchObject({
    ...{ state: 'queued', retriesLeft: 2, cause: null },
    sentence: `It made room for ${urgent.jobId}.`,
  });
  await agent.begin(first);
  await act(urgent.jobId, 'cancel');
  await agent.end(first, { what: 'ended', outcome: 'cancelled' });
  const again = await agent.offered(low.jobId, 2);
  await agent.begin(again);
  const { items } = await admin.ask<{ items: { event: string; details: object }[] }>(
    'GET',
    `/api/v1/audit?resourceId=${low.jobId}`,
  );
  expect(items.map(({ event }) => event).toReversed()).toEqual([
    'job.submitted',
    'job.leased',
    'job.started',
    'job.preempted',
    'job.paused',
    'job.leased',
    'job.started',
  ]);
  await act(low.jobId, 'cancel');
  await agent.end(again, { what: 'ended', outcome: 'cancelled' });
});

test('a job that is not to be preempted stays at work', async () => {
  const agent = await newAgent('staying');
  const low = await submit('staying', { queue: 'default', preemptible: false });
  const offer = await agent.offered(low.jobId);
  await agent.begin(offer);
  const urgent = await submit('staying', { queue: 'training' });
  expect((await jobNow(urgent.jobId)).waits).toContain('none is free now');
  // By then one that may be preempted has been asked.
  const askedMs = ((await jobNow(low.jobId)).startedMs ?? 0) + 600;
  await eventually(async () => Date.now() > askedMs, 2_000, 'it would have been asked');
  await agent.report(offer, { what: 'news', share: 0.1, progress: null, log: [] });
  await eventually(async () => (await jobNow(low.jobId)).share === 0.1, 2_000, 'it goes on');
  expect(await jobNow(low.jobId)).toMatchObject({ isPausing: false, yieldsTo: null });
  await act(urgent.jobId, 'cancel');
  await act(low.jobId, 'cancel');
  await agent.end(offer, { what: 'ended', outcome: 'cancelled' });
});
