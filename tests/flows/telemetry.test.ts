import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt, { type MqttClient } from 'mqtt';
import { Heartbeat } from '#schemas/broker/messages';
import { PreflightReport } from '#schemas/broker/preflight';
import { topic } from '#schemas/broker/topics';
import { AGENT_ID, AgentRig } from '../rig/agent-rig.ts';
import { NvidiaSmiScenario } from '../rig/nvidia-smi-scenario.ts';

const STRANGER = 4_194_300;
const folder = mkdtempSync(join(tmpdir(), 'tremolo-telemetry-'));
const xmlFile = join(folder, 'card.xml');
const card = {
  ...{ index: '0', uuid: 'GPU-1', name: 'Tesla T4', driver_version: '535.54.03' },
  'temperature.gpu': '41',
};
let nvidiaSmi: NvidiaSmiScenario;
let rig: AgentRig;
let hub: MqttClient;

beforeAll(async () => {
  const process = (pid: number | string) =>
    `<process_info><pid>${pid}</pid><process_name>bun</process_name><used_memory>9 MiB</used_memory></process_info>`;
  writeFileSync(
    xmlFile,
    `<?xml version="1.0" ?><nvidia_smi_log><cuda_version>12.2</cuda_version><gpu id="0"><uuid>GPU-1</uuid>
      <processes>${process('@LANE@')}${process(STRANGER)}</processes></gpu></nvidia_smi_log>`,
  );
  nvidiaSmi = new NvidiaSmiScenario({ gpus: [card], xmlFile });
  rig = new AgentRig({ TREMOLO_AGENT_NVIDIA_SMI: nvidiaSmi.path });
  await rig.start();
  hub = await mqtt.connectAsync(rig.agent.environment.TREMOLO_AGENT_BROKER__URL ?? '');
}, 30_000);
afterAll(async () => {
  await hub?.endAsync();
  await rig?.stop();
  nvidiaSmi?.remove();
  rmSync(folder, { recursive: true });
});

const processes = () =>
  rig.heard.heartbeats.at(-1)?.gpu?.gpus[0]?.detail?.processes.map(({ jobId, lane }) => ({
    jobId,
    lane,
  }));

test('an agent tells each second of its machine, its card and whose processes use it', async () => {
  await rig.until(() => processes()?.length === 2, 'the processes of the card');
  expect(processes()).toEqual([
    { jobId: null, lane: 0 },
    { jobId: null, lane: null },
  ]);
  const last = Heartbeat.parse(rig.heard.heartbeats.at(-1));
  expect(last.gpu?.gpus[0]).toMatchObject({ temperatureC: 41, powerW: null, state: 'ok' });
  expect(last.host?.diskUsedShare).toBeGreaterThan(0);
  expect(last.host?.diskFreeMb).toBeGreaterThan(0);
}, 40_000);

test('asked by the hub it looks at its machine and tells what it found, retained for the next hub', async () => {
  const told = Promise.withResolvers<PreflightReport>();
  hub.on('message', (name, payload) => {
    if (name !== topic('preflight', AGENT_ID)) return;
    told.resolve(PreflightReport.parse(JSON.parse(payload.toString())));
  });
  await hub.subscribeAsync(topic('preflight', AGENT_ID), { qos: 1 });
  const ask = { agentId: AGENT_ID, atMs: Date.now() };
  await hub.publishAsync(topic('preflightAsk', AGENT_ID), JSON.stringify(ask), { qos: 1 });
  const { agentId, findings } = await told.promise;
  const stateOf = (check: string) => findings.find((one) => one.check === check)?.state;
  expect([agentId, stateOf('broker'), stateOf('driver'), stateOf('provider cpu')]).toEqual([
    AGENT_ID,
    'ok',
    'ok',
    'ok',
  ]);
  expect(findings.every(({ state, fix }) => state !== 'failed' || fix !== null)).toBe(true);
  const later = await mqtt.connectAsync(rig.agent.environment.TREMOLO_AGENT_BROKER__URL ?? '');
  const kept = new Promise<boolean>((done) => {
    later.on('message', (_, __, packet) => done(packet.retain));
  });
  await later.subscribeAsync(topic('preflight', AGENT_ID));
  expect(await kept).toBe(true);
  await later.endAsync();
}, 60_000);
