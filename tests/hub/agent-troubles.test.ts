import { afterAll, beforeAll, expect, test } from 'bun:test';
import { topic } from '#schemas/broker/topics';
import type { AgentTrouble } from '#schemas/http/agent-trouble';
import type { SystemState } from '#schemas/http/system';
import type { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { type HubBox, PlantClient, setUp, startHub, TestBroker } from './plant-box.ts';
import { agentSays, heartbeatOf } from './plant-messages.ts';

const broker = new TestBroker();
let box: HubBox;
let browser: BrowserSession;
let plant: PlantClient;

beforeAll(async () => {
  await broker.start();
  box = await startHub(() => broker.url);
  browser = await setUp(box.hub);
  plant = await PlantClient.connect(broker.url);
});
afterAll(async () => {
  await plant?.end();
  await box?.stop();
  await broker.stop();
});

const troublesOf = (agentId: string, fits: (troubles: AgentTrouble[]) => boolean) =>
  eventually(
    async () => {
      const { agents } = await browser.ask<SystemState>('GET', '/api/v1/system');
      const found = agents.find((agent) => agent.agentId === agentId)?.troubles;
      return found !== undefined && fits(found) && found;
    },
    4_000,
    `the troubles of ${agentId}`,
  );

const isAudited = (event: string) =>
  eventually(
    async () => {
      const { items } = await browser.ask<{ items: { event: string }[] }>(
        'GET',
        '/api/v1/audit?limit=200',
      );
      return items.some((entry) => entry.event === event);
    },
    4_000,
    `${event} in the audit trail`,
  );

async function beats(agentId: string, offMs: number): Promise<void> {
  for (let i = 0; i < 15; i++) {
    const beat = { ...heartbeatOf(agentId, 0), atMs: Date.now() + offMs };
    await plant.say(topic('heartbeat', agentId), beat);
  }
}

test('a clock that is minutes behind is said with the difference, and no more when it is right', async () => {
  await plant.say(topic('agentDescription', 'agent-1'), agentSays('agent-1'), true);
  await beats('agent-1', -192_000);
  const [trouble] = await troublesOf('agent-1', (all) => all.length > 0);
  expect(trouble.code).toBe('clock_off');
  if (trouble.code === 'clock_off') expect(Math.abs(trouble.offMs + 192_000)).toBeLessThan(2_000);
  await isAudited('system.clock_off');
  await beats('agent-1', 0);
  expect(await troublesOf('agent-1', (all) => all.length === 0)).toEqual([]);
  await isAudited('system.clock_right');
}, 20_000);

test('an agent of an older version is named with both versions', async () => {
  const old = { ...agentSays('agent-2'), version: '0.0.9' };
  await plant.say(topic('agentDescription', 'agent-2'), old, true);
  await beats('agent-2', 0);
  const [trouble] = await troublesOf('agent-2', (all) => all.length > 0);
  expect(trouble).toMatchObject({ code: 'version_old', version: '0.0.9' });
  await isAudited('system.agent_outdated');
}, 20_000);
