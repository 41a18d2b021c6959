import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { CapacityAnswer, CapacityResource } from '#schemas/http/capacity';
import type { Job } from '#schemas/http/jobs';
import type { AgentState } from '#schemas/http/system';
import { siteDay } from '../../hub/capacity/site-day.ts';
import { BrowserSession } from '../rig/browser-session.ts';
import { eventually } from '../rig/plant-rig.ts';
import { FakeJobAgent } from './fake-job-agent.ts';
import { type HubBox, PASSWORD, startHub, TestBroker } from './plant-box.ts';

const HOUR_MS = 3_600_000;
const broker = new TestBroker();
const agent = new FakeJobAgent('agent-1', { slots: 2, labels: ['here'] });
/** Noon: neither the day nor what is left of it changes under the test. */
const noonMs = siteDay(Date.now()).fromMs + 12 * HOUR_MS;
let leptMs = 0;
let box: HubBox;
let admin: BrowserSession;

/** The same is answered for some seconds; after them the agent has to be heard again. */
async function leap(): Promise<void> {
  leptMs += 16_000;
  agent.beat();
  const isThere = async () => {
    const answer = await admin.send('GET', '/api/v1/agents/agent-1');
    return answer.ok && ((await answer.json()) as AgentState).status === 'online';
  };
  await eventually(isThere, 5_000, 'the agent is heard');
}

/** What is said of jobs at once, once the agent is counted on and `fits`. */
function slots(fits: (slot: CapacityResource) => boolean): Promise<CapacityResource> {
  return eventually(
    async () => {
      await leap();
      const { resources } = await admin.ask<CapacityAnswer>('GET', '/api/v1/fleet/capacity');
      const slot = resources.find(({ resource }) => resource === 'slot');
      return slot !== undefined && slot.units === 2 && fits(slot) && slot;
    },
    10_000,
    'the capacity is said',
  );
}

/** Three weeks of whole days: agents that were there for half of each, and ten hours of work on workdays. */
async function writeHistory(): Promise<void> {
  const { store } = box.hub.flows.rooms;
  for (let back = 21; back >= 1; back--) {
    const { day, fromMs, toMs, weekday } = siteDay(noonMs, -back);
    const ms = toMs - fromMs;
    const work = weekday === 0 || weekday === 6 ? 0 : 10 * HOUR_MS;
    await store.write([
      { sql: 'INSERT INTO capacity_days VALUES (?, ?, ?, ?)', args: [day, fromMs, toMs, ms] },
      { sql: "INSERT INTO capacity_supply VALUES (?, 'slot', ?, ?)", args: [day, 2 * ms, ms] },
      {
        sql: "INSERT INTO capacity_demand VALUES (?, 'slot', 'train', 4, ?)",
        args: [day, work],
      },
    ]);
  }
}

beforeAll(async () => {
  await broker.start();
  const clock = () => noonMs + leptMs;
  box = await startHub(() => broker.url, { clock });
  admin = new BrowserSession(box.hub.origin, clock);
  const token = (await box.hub.newSetupToken()) ?? '';
  await admin.setUp(token, { name: 'Ada', password: PASSWORD });
  await agent.start(broker.url);
});

afterAll(async () => {
  await agent.stop();
  await box?.stop();
  await broker.stop();
});

test('without history it says how much there is, and what waits', async () => {
  // Nobody has this label: it waits.
  await admin.ask<Job>('POST', '/api/v1/jobs', {
    ...{ kind: 'benchmark', arguments: {}, needs: { labels: ['elsewhere'] } },
  });
  const slot = await slots(({ kinds }) => kinds.length > 0);
  expect(slot).toMatchObject({
    ...{ days: null, history: { days: 0, needed: 10 } },
    kinds: [{ kind: 'benchmark', waiting: 1, running: 0, held: 0, usualHours: null }],
  });
});

test('with three weeks of it each coming day has its hours, by its weekday, and half of the agents', async () => {
  await writeHistory();
  const { days, history, past } = await slots((slot) => slot.days !== null);
  expect(history).toEqual({ days: 21, needed: 10, usesWeekdays: true });
  expect(past).toHaveLength(14);
  expect(days).toHaveLength(7);
  for (const [later, one] of (days ?? []).entries()) {
    const { day, weekday, fromMs, toMs } = siteDay(noonMs, later);
    const hours = (toMs - fromMs) / HOUR_MS;
    const isWorkday = weekday !== 0 && weekday !== 6;
    expect([one.day, one.isRestOfToday]).toEqual([day, later === 0]);
    if (later === 0) continue;
    expect(one.available.median).toBeCloseTo(hours);
    expect(one.demand.median).toBeCloseTo(isWorkday ? 10 : 0);
    expect(one.shortfall).toBe(0);
  }
});

test('who may not see what runs is not told', async () => {
  const { status } = await fetch(`${box.hub.origin}/api/v1/fleet/capacity`);
  expect(status).toBe(401);
  const many = await admin.send('GET', '/api/v1/fleet/capacity?days=99');
  expect(many.status).toBe(400);
});
