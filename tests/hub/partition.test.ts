import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { PartitionOrder, PartitionRun } from '#schemas/broker/partition';
import { topic } from '#schemas/broker/topics';
import type { CapacityAnswer } from '#schemas/http/capacity';
import type { Job } from '#schemas/http/jobs';
import type { GpuPartition, PartitionRow } from '#schemas/http/partition';
import type { SettingsAnswer } from '#schemas/http/settings';
import { fakeGpu } from '../browser/fake-gpu.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { FakeJobAgent } from './fake-job-agent.ts';
import { type Heard, type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';

const UUID = 'GPU-0';
const WANTED = { mode: 'enabled' as const, instances: [] };
const BEFORE = { mode: 'disabled' as const, instances: [] };
const path = `/api/v1/agents/agent-1/gpus/${UUID}/partition`;
const broker = new TestBroker();
const agent = new FakeJobAgent('agent-1', { slots: 4 });
let now = Date.now();
let box: HubBox;
let admin: BrowserSession;
let client: PlantClient;
let orders: Heard<PartitionOrder>;
let fingerprints = 0;

/** Answers as an agent does on whose card nothing is; `as` names whom it says to be. */
async function answer(order: PartitionOrder, as = 'agent-1'): Promise<void> {
  if (order.what === 'apply') return;
  const { askId, gpuUuid } = order;
  const common = { agentId: as, askId };
  const partition = {
    ...{ gpuUuid, mode: 'disabled', pendingMode: 'disabled', profiles: null, instances: [] },
    ...{ processes: [], obstacles: [] },
  };
  const fingerprint = String(++fingerprints).padStart(43, '0');
  const plan = {
    ...{ gpuUuid, before: BEFORE, wanted: WANTED, after: [], goes: [], obstacles: [], fingerprint },
    ...{ commands: [['nvidia-smi', '-i', gpuUuid, '-mig', '1']] },
    wayBack: [['nvidia-smi', '-i', gpuUuid, '-mig', '0']],
  };
  const said =
    order.what === 'look'
      ? { ...common, what: 'seen', partition }
      : { ...common, what: 'planned', plan };
  await client.say(topic('partitionAnswer', as), said);
}

const look = () => admin.ask<GpuPartition>('GET', path);
const plan = async () =>
  (await admin.ask<{ fingerprint: string }>('POST', `${path}/plans`, { wanted: WANTED }))
    .fingerprint;
const apply = (fingerprint: string) => admin.send('POST', `${path}/runs`, { fingerprint });
const submit = () =>
  admin.ask<Job>('POST', '/api/v1/jobs', {
    ...{ kind: 'benchmark', arguments: {}, needs: { gpuMemoryMb: 1_000 } },
  });

function tell(runId: string, state: PartitionRun['state'], as = 'agent-1'): Promise<void> {
  const run = {
    ...{ runId, gpuUuid: UUID, state, sentence: null, startedMs: 1, endedMs: 2 },
    ...{ before: BEFORE, wanted: WANTED, steps: [], byHand: [] },
  };
  return client.say(topic('partitionNews', as), { agentId: as, run }, true);
}

const stateOf = async (runId: string) =>
  (await admin.ask<{ runs: PartitionRow[] }>('GET', `${path}/runs`)).runs.find(
    (one) => one.runId === runId,
  )?.state;

function comesTo(runId: string, state: PartitionRun['state']): Promise<unknown> {
  return eventually(async () => (await stateOf(runId)) === state, 5_000, `it is ${state}`);
}

/** After a leap of the clock the agent is there again with its next heartbeat. */
async function isHeard(): Promise<void> {
  const isThere = async () => (await look()).partition !== null;
  await eventually(isThere, 5_000, 'the agent is heard');
}

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url, { clock: () => Math.max(now, Date.now()) });
  admin = await setUp(box.hub);
  const general = await admin.ask<SettingsAnswer>('GET', '/api/v1/settings/general');
  await admin.ask('PATCH', '/api/v1/settings/general', {
    ...{ revision: general.revision, values: { migAdminEnabled: true } },
  });
  agent.gpu = { gpus: fakeGpu(2, false).gpus.slice(0, 1), trouble: null };
  await agent.start(broker.url);
  client = await PlantClient.connect(broker.url);
  orders = await client.hear(topic('partitionOrder', 'agent-1'));
  orders.each((order) => void answer(order));
  await eventually(async () => (await admin.send('GET', path)).ok, 5_000, 'the GPU is known');
});

afterAll(async () => {
  await client?.end();
  await agent.stop();
  await box?.stop();
  await broker.stop();
});

test('a job on the GPU stands in the way, also one that is only being given', async () => {
  const { jobId } = await submit();
  const offer = await agent.offered(jobId);
  expect(offer.gpu).toBe(0);
  const { partition } = await look();
  expect(partition?.obstacles).toEqual([`Job ${jobId} is on the GPU.`]);
  const refused = await apply(await plan());
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ detail: `Job ${jobId} is on the GPU.` });
  await agent.begin(offer);
  await agent.succeed(offer);
});

test('while it is partitioned no job is given the GPU, and the next one waits for nothing else', async () => {
  const { runId } = (await (await apply(await plan())).json()) as PartitionRow;
  const before = agent.offers.all.length;
  const { jobId } = await submit();
  const other = await admin.ask<Job>('POST', '/api/v1/jobs', {
    ...{ kind: 'benchmark', arguments: {}, needs: {} },
  });
  const offer = await agent.offered(other.jobId);
  expect(agent.offers.all.slice(before).map((one) => one.jobId)).toEqual([other.jobId]);
  await agent.begin(offer);
  await agent.succeed(offer);
  const second = await apply(await plan());
  expect(await second.json()).toMatchObject({
    detail: 'A GPU of this agent is being partitioned.',
  });
  await tell(runId, 'running');
  await comesTo(runId, 'running');
  await tell(runId, 'applied');
  await comesTo(runId, 'applied');
  const given = await agent.offered(jobId);
  await agent.begin(given);
  await agent.succeed(given);
});

test('what another agent says of it counts for nothing', async () => {
  const { runId } = (await (await apply(await plan())).json()) as PartitionRow;
  await tell(runId, 'applied', 'agent-9');
  await tell(runId, 'running');
  await comesTo(runId, 'running');
  await tell(runId, 'restored');
  await comesTo(runId, 'restored');
  // Nor what is told once more after its end.
  await tell(runId, 'applied');
  const asked = orders.all.length;
  await look();
  await orders.until(() => orders.all.length > asked);
  expect(await stateOf(runId)).toBe('restored');
});

test('a plan is used once, and by nobody when it is old', async () => {
  const fingerprint = await plan();
  expect((await apply('x'.repeat(43))).status).toBe(409);
  now = Date.now() + 11 * 60_000;
  const old = await apply(fingerprint);
  expect(await old.json()).toMatchObject({
    detail: 'That plan is too old: look at the GPU again.',
  });
});

test('an agent that never takes it up is given up after a minute, and the GPU is free again', async () => {
  await isHeard();
  const { runId } = (await (await apply(await plan())).json()) as PartitionRow;
  now += 61_000;
  await comesTo(runId, 'unanswered');
  await isHeard();
  expect((await look()).partition?.obstacles).toEqual([]);
  // What is true counts, however late it is told.
  await tell(runId, 'running');
  await comesTo(runId, 'running');
  expect((await look()).partition?.obstacles).toHaveLength(1);
  await tell(runId, 'applied');
  await comesTo(runId, 'applied');
});

test('the capacity counts what the agent has, and says that it has watched no whole day', async () => {
  const { resources } = await eventually(
    async () => {
      // The same is answered for some seconds.
      now += 16_000;
      await isHeard();
      const said = await admin.ask<CapacityAnswer>('GET', '/api/v1/fleet/capacity');
      return said.resources.some(({ resource }) => resource === 'gpu') && said;
    },
    10_000,
    'the agent is counted on',
  );
  expect(resources).toMatchObject([
    { resource: 'gpu', units: 1, days: null, history: { days: 0, needed: 10 } },
    { resource: 'slot', units: 4, days: null },
  ]);
});
