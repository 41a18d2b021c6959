import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import type { MadeKey } from '#schemas/http/keys';
import { fakeGpu } from '../browser/fake-gpu.ts';
import { agentSays, heartbeatOf, sensorSays } from '../hub/plant-messages.ts';
import { PeopleBox } from '../security/people-box.ts';

const promtool = Bun.which('promtool');
if (promtool === null) console.warn('The metrics are not checked by promtool: it is not installed');

let box: PeopleBox;
let key: string;

beforeAll(async () => {
  box = await PeopleBox.start();
  await box.add('Olga', 'operator');
  const olga = await box.signedIn('Olga');
  const asked = { name: 'Prometheus', scopes: ['system:read'] };
  key = (await olga.ask<MadeKey>('POST', '/api/v1/keys', asked)).secret;
  const { flows } = box.box.hub;
  const made = new Promise<void>((done) => box.rooms.events.on('points', () => done()));
  box.rooms.assets.describe(sensorSays('s-1'));
  await made;
  const bytes = (message: object) => Buffer.from(JSON.stringify(message));
  flows.agents.takeDescription('agent-2', bytes(agentSays('agent-2')));
  const host = { cpuShare: 0.25, memoryUsedShare: 0.5, diskUsedShare: 0.75, temperatureC: null };
  const heartbeat = { ...heartbeatOf('agent-2', 1), host, gpu: fakeGpu(2, true) };
  flows.agents.takeHeartbeat('agent-2', bytes(heartbeat));
});
afterAll(() => box.box.stop());

const scrape = (bearer?: string) =>
  fetch(`${box.origin}/metrics`, {
    headers: bearer === undefined ? {} : { authorization: `Bearer ${bearer}` },
  });

test('Prometheus comes in with a key as bearer token, and nobody without', async () => {
  expect((await scrape()).status).toBe(401);
  expect((await scrape('trm_live_nonsense')).status).toBe(401);
  const answer = await scrape(key);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
});

test('figures are in base units, and what is not known is not there', async () => {
  const text = await (await scrape(key)).text();
  const lines = text.split('\n');
  expect(lines).toContain('tremolo_points{condition="unknown"} 1');
  expect(lines).toContain('tremolo_agent_memory_bytes{agent="agent-2"} 83886080');
  expect(lines).toContain('tremolo_gpu_up{agent="agent-2",gpu="GPU-1"} 0');
  expect(lines).toContain('tremolo_gpu_memory_size_bytes{agent="agent-2",gpu="GPU-0"} 85899345920');
  expect(lines).toContain('tremolo_gpu_busy_ratio{agent="agent-2",gpu="GPU-0"} 0.41');
  expect(text).not.toMatch(/tremolo_gpu_busy_ratio\{[^}]*GPU-1/);
  expect(lines).toContain('tremolo_agent_host_disk_used_ratio{agent="agent-2"} 0.75');
  expect(text).not.toContain('tremolo_agent_host_temperature_celsius');
  const hot = 'gpu="GPU-0",reason="hw_thermal_slowdown"';
  expect(lines).toContain(`tremolo_gpu_slowed{agent="agent-2",${hot}} 1`);
  expect(lines).toContain('tremolo_gpu_power_limit_watts{agent="agent-2",gpu="GPU-0"} 400');
  expect(lines).toContain('tremolo_gpu_mig_instances{agent="agent-2",gpu="GPU-1"} 2');
  expect(lines).toContain('tremolo_conditions_raised{kind="queue_long"} 0');
  expect(text).toMatch(/^# TYPE tremolo_hub_losses_total counter$/m);
});

describe.skipIf(promtool === null)('promtool', () => {
  const check = async (text: string) => {
    const child = Bun.spawn([promtool ?? '', 'check', 'metrics'], {
      stdio: [new Blob([text]), 'pipe', 'pipe'],
    });
    const said = await new Response(child.stderr).text();
    return `${await child.exited} ${said}`.trim();
  };

  test('finds nothing wrong with the metrics, and something with wrong ones', async () => {
    expect(await check(await (await scrape(key)).text())).toBe('0');
    expect(await check('# TYPE things counter\nthings 1\n')).not.toBe('0');
  });
});
