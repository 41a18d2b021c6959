import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topic } from '#schemas/broker/topics';
import type { SystemCondition } from '#schemas/fleet/system-condition';
import type { GpuTelemetry } from '#schemas/http/telemetry';
import { fakeGpu } from '../browser/fake-gpu.ts';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';
import { agentSays, heartbeatOf } from './plant-messages.ts';

const WITHIN_MS = 20_000;
const broker = new TestBroker();
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-conditions-'));
let box: HubBox;
let admin: BrowserSession;
let agent: PlantClient;
let beat: ReturnType<typeof setInterval>;
let isFailing = false;

const start = (port = 0) => startHub(() => broker.url, { dataDir, settings: { http: { port } } });

beforeAll(async () => {
  await broker.start();
  box = await start();
  admin = await setUp(box.hub);
  const values = { gpuHotSeconds: 1, clearAfterSeconds: 1 };
  await admin.ask('PATCH', '/api/v1/settings/conditions', { revision: 0, values });
  agent = await PlantClient.connect(broker.url, { agentId: 'agent-1' });
  await agent.say(topic('agentDescription', 'agent-1'), agentSays('agent-1'), true);
  await agent.say(topic('agentStatus', 'agent-1'), { status: 'online', atMs: 0 }, true);
  const host = { cpuShare: 0.2, memoryUsedShare: 0.4, diskUsedShare: 0.5 };
  beat = setInterval(() => {
    const message = { ...heartbeatOf('agent-1', 0), host, gpu: fakeGpu(2, isFailing) };
    void agent.say(topic('heartbeat', 'agent-1'), message);
  }, 250);
});
afterAll(async () => {
  clearInterval(beat);
  agent?.kill();
  await box?.stop();
  await broker.stop();
  rmSync(dataDir, { recursive: true });
});

const all = async (state = 'all') =>
  (await admin.ask<{ items: SystemCondition[] }>('GET', `/api/v1/system/conditions?state=${state}`))
    .items;

const shown = (isSo: (raised: SystemCondition[]) => boolean, what: string) =>
  eventually(
    async () => {
      const raised = (await all('raised')).filter(({ subject }) => subject.agentId === 'agent-1');
      return isSo(raised) ? raised : undefined;
    },
    WITHIN_MS,
    what,
  );

test('a GPU that is lost and one that is too hot are raised, told in the trail, and cleared when they are well', async () => {
  isFailing = true;
  const raised = await shown((now) => now.length === 2, 'both are raised');
  expect(raised.map(({ kind, subject }) => `${kind} ${subject.gpuUuid}`).sort()).toEqual([
    'gpu_failed GPU-1',
    'gpu_hot GPU-0',
  ]);
  const system = await admin.ask<{ conditions: SystemCondition[] }>('GET', '/api/v1/system');
  expect(system.conditions.map(({ kind }) => kind)).toContain('gpu_failed');
  const trail = await admin.ask<{ items: { resourceId: string }[] }>(
    'GET',
    '/api/v1/audit?event=system.condition_critical',
  );
  expect(trail.items.map(({ resourceId }) => resourceId)).toContain('agent-1');
  isFailing = false;
  await shown((now) => now.length === 0, 'both are cleared');
  const kept = (await all()).filter(({ subject }) => subject.agentId === 'agent-1');
  expect(kept.map(({ clearedMs }) => clearedMs !== null)).toEqual([true, true]);
}, 40_000);

test('what was wrong when the hub stopped is not told a second time, and is cleared by the next one', async () => {
  isFailing = true;
  const before = await shown((now) => now.length === 2, 'both are raised');
  const { port } = new URL(box.hub.origin);
  await box.stop();
  box = await start(Number(port));
  expect((await all('raised')).map(({ conditionId }) => conditionId).sort()).toEqual(
    before.map(({ conditionId }) => conditionId).sort(),
  );
  isFailing = false;
  await shown((now) => now.length === 0, 'both are cleared');
}, 40_000);

test('what a GPU did is there, by its number, also after a restart; nothing is there of others', async () => {
  const to = Date.now();
  const range = `from=${to - 3_600_000}&to=${to}`;
  const kept = await eventually(
    async () => {
      const path = `/api/v1/agents/agent-1/gpus/0/telemetry?${range}`;
      const answer = await admin.ask<GpuTelemetry>('GET', path);
      return answer.atMs.length > 0 ? answer : undefined;
    },
    WITHIN_MS,
    'figures are kept',
  );
  expect(kept.gpu).toMatchObject({ uuid: 'GPU-0', name: 'NVIDIA A100-SXM4-80GB' });
  expect(kept.utilisation.mean.find((mean) => mean !== null)).toBeCloseTo(0.41);
  const answer = await admin.send('GET', `/api/v1/agents/agent-1/gpus/9/telemetry?${range}`);
  expect(answer.status).toBe(404);
});
