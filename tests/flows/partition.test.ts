import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PartitionLayout, PartitionPlan } from '#schemas/broker/partition';
import { isPartitioning } from '#schemas/broker/partition';
import type { AgentAllocation } from '#schemas/http/fleet';
import type { Job } from '#schemas/http/jobs';
import type { GpuPartition, PartitionRow } from '#schemas/http/partition';
import type { SettingsAnswer } from '#schemas/http/settings';
import { type MigCard, migCard, migName, readCard, writeCard } from '../rig/nvidia-smi-mig.ts';
import { NvidiaSmiScenario } from '../rig/nvidia-smi-scenario.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';

const UUID = 'GPU-513536b6-7d19-9063-b049-1e69664bb298';
const CARD = {
  ...{ index: '0', uuid: UUID, name: 'NVIDIA A100-SXM4-40GB', 'pci.bus_id': '00000000:36:00.0' },
  ...{ 'memory.total': '40960', 'memory.used': '0', 'utilization.gpu': '0' },
};
const folder = mkdtempSync(join(tmpdir(), 'tremolo-partition-'));
const cardFile = join(folder, 'card.json');
const scenario = new NvidiaSmiScenario({ gpus: [CARD], migFile: cardFile });
const path = `/api/v1/agents/agent-1/gpus/${UUID}/partition`;
const rig = new PlantRig({
  agentSettings: {
    TREMOLO_AGENT_NVIDIA_SMI: scenario.path,
    TREMOLO_AGENT_GPU__PARTITIONING: 'true',
    TREMOLO_AGENT_PROVIDER: 'cpu',
  },
});

const layout = (...ids: number[]): PartitionLayout => ({
  mode: 'enabled',
  instances: ids.map((profileId) => ({ profileId, start: null, hasCompute: true })),
});
const card = (): MigCard => readCard(cardFile);
const there = () => card().instances.map(({ profileId, start }) => `${profileId}:${start}`);
const look = () => rig.get<GpuPartition>(path);
const plan = (wanted: PartitionLayout) =>
  rig.browser.ask<PartitionPlan>('POST', `${path}/plans`, { wanted });
const apply = ({ fingerprint }: PartitionPlan) =>
  rig.browser.ask<PartitionRow>('POST', `${path}/runs`, { fingerprint });
const runs = async () => (await rig.get<{ runs: PartitionRow[] }>(`${path}/runs`)).runs;

function comesToAnEnd(runId: string): Promise<PartitionRow> {
  return eventually(
    async () => (await runs()).find((one) => one.runId === runId && !isPartitioning(one.state)),
    20_000,
    'the partitioning ends',
  );
}

async function isSeen(): Promise<void> {
  const seen = async () => {
    const response = await rig.browser.send('GET', path);
    // Until the agent’s first heartbeats there is no such GPU.
    return response.ok && ((await response.json()) as GpuPartition).partition !== null;
  };
  await eventually(seen, 20_000, 'the GPU is seen');
}

beforeAll(async () => {
  writeCard(cardFile, migCard(UUID));
  await rig.start();
  await isSeen();
}, 60_000);

afterAll(async () => {
  await rig.stop();
  scenario.remove();
  rmSync(folder, { recursive: true });
});

test('without the setting of the site nothing is done, and the plan says so', async () => {
  const { isAllowed, partition } = await look();
  expect(isAllowed).toBe(false);
  expect(partition?.obstacles[0]).toStartWith('The site does not allow it');
  const planned = await plan(layout(9));
  expect(planned.commands.at(-1)?.join(' ')).toContain('-cgi 9:0 -C');
  const { status } = await rig.browser.send('POST', `${path}/runs`, {
    fingerprint: planned.fingerprint,
  });
  expect(status).toBe(409);
  expect(card().log).toEqual([]);
  const general = await rig.get<SettingsAnswer>('/api/v1/settings/general');
  await rig.browser.ask('PATCH', '/api/v1/settings/general', {
    revision: general.revision,
    values: { migAdminEnabled: true },
  });
});

test('what was planned is done on the agent’s machine, kept with every output, and on the audit trail', async () => {
  const row = await apply(await plan(layout(9, 14)));
  expect(row.state).toBe('asked');
  // Taken at once: no job is given to it meanwhile.
  const { agents } = await rig.get<{ agents: AgentAllocation[] }>('/api/v1/fleet/allocation');
  expect(agents[0].gpus[0]?.state).toBe('maintenance');
  const done = await comesToAnEnd(row.runId);
  expect(done).toMatchObject({ state: 'applied', askedBy: 'operator' });
  expect(done.run?.steps.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(there()).toEqual(['9:0', '14:4']);
  const trail = await rig.get<{ items: { event: string; outcome: string }[] }>(
    '/api/v1/audit?q=agent.partition',
  );
  expect(trail.items.map(({ event }) => event)).toEqual([
    'agent.partition_ended',
    'agent.partition_asked',
  ]);
  await eventually(async () => (await look()).partition?.instances.length === 2, 10_000, 'is seen');
}, 30_000);

test('a job is given an instance that is large enough for it, by its name', async () => {
  const large = card().instances.find(({ profileId }) => profileId === 9);
  const { jobId } = await rig.browser.ask<Job>('POST', '/api/v1/jobs', {
    kind: 'benchmark',
    arguments: { secondsEach: 0.05 },
    needs: { gpuMemoryMb: 16_000 },
  });
  const given = await eventually(
    async () => {
      const job = await rig.get<Job>(`/api/v1/jobs/${jobId}`);
      return job.gpuInstance === null ? undefined : job;
    },
    20_000,
    'the job is given out',
  );
  expect([given.gpu, given.gpuInstance]).toEqual([0, migName(large?.gi ?? 0)]);
  const isDone = async () => (await rig.get<Job>(`/api/v1/jobs/${jobId}`)).endedMs !== null;
  await eventually(isDone, 30_000, 'the job is done');
}, 60_000);

test('an agent that is killed in the middle undoes what it had begun, and the hub learns of it', async () => {
  writeCard(cardFile, { ...card(), hangsAt: '-dgi' });
  const { runId } = await apply(await plan(layout(0)));
  await eventually(async () => card().hangsAt === null, 10_000, 'the command hangs');
  const [agent] = rig.agents;
  const [pid] = await hanging();
  await agent.kill();
  process.kill(pid, 'SIGKILL');
  await agent.start();
  const row = await comesToAnEnd(runId);
  expect(row).toMatchObject({ state: 'restored' });
  expect(row.run?.sentence).toBe('The agent ended in the middle.');
  expect(there()).toEqual(['9:0', '14:4']);
  expect(card().instances.every(({ hasCompute }) => hasCompute)).toBe(true);
}, 60_000);

test('a hub that is killed in the middle learns what came of it when it is back', async () => {
  await isSeen();
  writeCard(cardFile, { ...card(), hangsAt: '-cgi' });
  const { runId } = await apply(await plan(layout(0)));
  await eventually(async () => card().hangsAt === null, 10_000, 'the command hangs');
  await rig.hub.kill();
  const [pid] = await hanging();
  // The command fails while nobody listens; the agent takes the way back alone.
  process.kill(pid, 'SIGKILL');
  await rig.startHub();
  const row = await comesToAnEnd(runId);
  expect(row.state).toBe('restored');
  expect(there()).toEqual(['9:0', '14:4']);
}, 60_000);

test('going back is a plan like any other', async () => {
  await isSeen();
  const [, , first] = await runs();
  const { runId } = await apply(await plan(first.plan.before));
  expect((await comesToAnEnd(runId)).state).toBe('applied');
  expect(card()).toMatchObject({ mode: 'Disabled', instances: [] });
}, 30_000);

/** The process of the command that hangs, as the agent keeps it. */
async function hanging(): Promise<number[]> {
  const file = join(rig.dataDir, 'agent-1', 'partition.json');
  const { pid } = await Bun.file(file).json();
  return [pid];
}
