/**
 * Telemetry of a large fleet through the real hub: what its event loop feels, and how soon the history of all GPUs is read.
 * Agents are of the test and do nothing but tell. Run: bun run bench:telemetry [--agents 20] [--gpus 8] [--seconds 60]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mqtt from 'mqtt';
import { topic } from '#schemas/broker/topics';
import type { SystemState } from '#schemas/http/system';
import type { GpuOverview } from '#schemas/http/telemetry';
import { fakeGpu } from '../browser/fake-gpu.ts';
import { HubProcess } from '../hub/hub-process.ts';
import { setUpWith, TestBroker } from '../hub/plant-box.ts';
import { agentSays, heartbeatOf } from '../hub/plant-messages.ts';
import { numberOption } from './number-option.ts';

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '20' },
    gpus: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '60' },
  },
});
const [AGENTS, GPUS, SECONDS] = (['agents', 'gpus', 'seconds'] as const).map((name) =>
  numberOption(values, name),
);
const SECOND_MS = 1_000;

const broker = new TestBroker();
await broker.start();
const dataDir = mkdtempSync(join(tmpdir(), 'tremolo-bench-telemetry-'));
const hub = new HubProcess({ DATA_DIR: dataDir, HTTP__PORT: '0', BROKER__URL: broker.url });
const { http: origin, setupLink } = await hub.ready();
const browser = await setUpWith(origin, setupLink?.split('token=')[1] ?? '');
const client = await mqtt.connectAsync(broker.url);
const [card] = fakeGpu(2, false).gpus;
const ids = Array.from({ length: AGENTS }, (_, i) => `agent-${i + 1}`);

async function say(
  name: 'agentDescription' | 'agentStatus' | 'heartbeat',
  of: string,
  message: object,
) {
  await client.publishAsync(topic(name, of), JSON.stringify(message), { qos: 0 });
}

function beat(agentId: string): object {
  const gpus = Array.from({ length: GPUS }, (_, index) => ({
    ...card,
    ...{ index, uuid: `GPU-${agentId}-${index}`, utilisation: Math.random() },
  }));
  const host = { cpuShare: 0.2, memoryUsedShare: 0.4, diskUsedShare: 0.5, diskFreeMb: 90_000 };
  return { ...heartbeatOf(agentId, 0), host, gpu: { gpus, trouble: null } };
}

for (const agentId of ids) {
  await say('agentDescription', agentId, agentSays(agentId));
  await say('agentStatus', agentId, { status: 'online', atMs: 0 });
}
for (let second = 0; second < SECONDS; second++) {
  const began = performance.now();
  for (const agentId of ids) await say('heartbeat', agentId, beat(agentId));
  await Bun.sleep(Math.max(0, SECOND_MS - (performance.now() - began)));
}
const system = await browser.ask<SystemState>('GET', '/api/v1/system');
const { loopDelayP99Ms } = system.hub;
const to = Date.now();
const asked = performance.now();
const path = `/api/v1/gpus/telemetry?from=${to - 3_600_000}&to=${to}&slots=60`;
const overview = await browser.ask<GpuOverview>('GET', path);
const overviewMs = performance.now() - asked;
const result = {
  bench: 'telemetry',
  ...{ agents: AGENTS, gpus: overview.gpus.length, seconds: SECONDS },
  loopDelayP99Ms: Number(loopDelayP99Ms.toFixed(1)),
  overviewMs: Math.round(overviewMs),
  lost: system.hub.losses.telemetryDropped,
  invalid: system.hub.losses.messagesInvalid,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
await client.endAsync();
await hub.end('SIGTERM');
await broker.stop();
rmSync(dataDir, { recursive: true });
