import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '#schemas/broker/preflight';
import { type BrokerUnderTest, embeddedBroker } from '../contracts/broker-under-test.ts';
import { NvidiaSmiScenario } from '../rig/nvidia-smi-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'tremolo-preflight-'));
const nvidiaSmi = new NvidiaSmiScenario({
  gpus: [{ index: '0', uuid: 'GPU-1', name: 'Tesla T4', driver_version: '515.105.01' }],
  xmlFile: join(import.meta.dirname, '../golden/nvidia-smi/tesla-t4-v11.xml'),
});
let broker: BrokerUnderTest;

beforeAll(async () => {
  broker = await embeddedBroker();
});
afterAll(async () => {
  await broker.stop();
  nvidiaSmi.remove();
  rmSync(folder, { recursive: true });
});

async function check(more: Record<string, string>) {
  const { username, password } = broker.login('agent');
  const child = Bun.spawn([process.execPath, 'agent/main.ts', '--check', '--json'], {
    cwd: join(import.meta.dirname, '../..'),
    env: {
      ...process.env,
      TREMOLO_AGENT_DATA_DIR: join(folder, 'data'),
      TREMOLO_AGENT_BROKER__URL: broker.url,
      TREMOLO_AGENT_BROKER__USERNAME: username,
      TREMOLO_AGENT_BROKER__PASSWORD: password,
      ...more,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const findings = JSON.parse(await new Response(child.stdout).text()) as Finding[];
  const stateOf = (name: string) => findings.find((one) => one.check === name)?.state;
  return { code: await child.exited, findings, stateOf };
}

test('a machine without a card that reaches its broker passes, and its CPU really computes', async () => {
  const { code, stateOf } = await check({ TREMOLO_AGENT_NVIDIA_SMI: join(folder, 'none') });
  expect(stateOf('broker')).toBe('ok');
  expect(stateOf('data folder')).toBe('ok');
  expect(stateOf('provider cpu')).toBe('ok');
  expect(stateOf('driver')).toBe('absent');
  expect(code).toBe(0);
}, 60_000);

test('a wrong credential and an old driver are named, and the command fails', async () => {
  const { code, findings, stateOf } = await check({
    TREMOLO_AGENT_NVIDIA_SMI: nvidiaSmi.path,
    TREMOLO_AGENT_BROKER__PASSWORD: 'guessed',
  });
  expect(stateOf('broker')).toBe('failed');
  expect(findings.find((one) => one.check === 'broker')?.fix).toContain('credential add');
  expect(stateOf('driver')).toBe('ok');
  expect(code).toBe(1);
}, 60_000);
