import { afterEach, expect, test } from 'bun:test';
import { LOSS_COUNTERS } from '#schemas/broker/messages';
import { MetricsDoor } from './metrics-door.ts';

let door: MetricsDoor | null = null;
afterEach(() => door?.stop());

const losses = Object.fromEntries(LOSS_COUNTERS.map((name, i) => [name, i])) as never;

test('an agent tells of itself on loopback, and of nothing before its first heartbeat', async () => {
  let isHeard = false;
  door = new MetricsDoor({
    port: 0,
    agent: () => ({
      agentId: 'agent-7',
      assignedPoints: 3,
      loadWindowsPerSecond: 37.5,
      description: null,
      heartbeat: isHeard
        ? {
            agentId: 'agent-7',
            epoch: 'e',
            atMs: 1,
            revision: 1,
            rssMb: 64,
            cpuCores: 0.1,
            host: { cpuShare: 0.25, memoryUsedShare: 0.5 },
            lanes: [{ losses } as never, { losses } as never],
          }
        : null,
    }),
  });
  door.start();
  const get = async (path: string) => fetch(`http://127.0.0.1:${door?.port}${path}`);
  const before = await (await get('/metrics')).text();
  expect(before).toContain('tremolo_agent_points{agent="agent-7"} 3');
  expect(before).not.toContain('tremolo_agent_memory_bytes');
  isHeard = true;
  const lines = (await (await get('/metrics')).text()).split('\n');
  expect(lines).toContain('tremolo_agent_memory_bytes{agent="agent-7"} 67108864');
  expect(lines).toContain('tremolo_agent_host_cpu_ratio{agent="agent-7"} 0.25');
  const [, damaged] = LOSS_COUNTERS;
  expect(lines).toContain(`tremolo_agent_losses_total{agent="agent-7",kind="${damaged}"} 2`);
  expect((await get('/')).status).toBe(404);
});
