import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { ConditionChange, PointSummary } from '#schemas/broker/messages';
import type { Trend } from '#schemas/http/points';
import type { LiveClient } from '../rig/live-client.ts';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';
import type { TestSensors } from '../rig/test-sensors.ts';

const SENSORS = 16;
const BACK_WITHIN_MS = 3_000;
/** A context fills in 1.3 s, then the summary of a second; the rest is what the part itself took to come back. */
const FIRST_SUMMARY_MS = BACK_WITHIN_MS + 2_500;

const rig = new PlantRig({ agents: 1, lanes: 2 });
let sensors: TestSensors;
let client: LiveClient;

beforeAll(async () => {
  await rig.start();
  sensors = await sensorGroup(
    rig,
    'k-',
    SENSORS,
    pumpSignal([{ label: 'outer_race', severity: 0.8 }]),
  );
  await sensors.start();
  client = await rig.liveClient();
  client.send({ type: 'subscribe', channel: 'plant' });
  await allJudged(client, 20_000);
}, 60_000);

afterAll(async () => {
  await sensors?.stop();
  await rig.stop();
}, 20_000);

/** Resolves when every point has a summary that is newer than now and no longer warming. */
async function allJudged(from: LiveClient, withinMs: number): Promise<void> {
  const since = Date.now();
  const heard = new Set<string>();
  await from.until(
    (message) => {
      if (message.type !== 'summaries') return undefined;
      for (const summary of message.summaries)
        if (isFresh(summary, since)) heard.add(summary.pointId);
      return heard.size === SENSORS ? true : undefined;
    },
    withinMs,
    `all ${SENSORS} points judged`,
  );
}

function isFresh(summary: PointSummary, since: number): boolean {
  return summary.atMs > since && summary.verdict.condition !== 'warming';
}

async function changes(): Promise<ConditionChange[]> {
  return (await rig.get<{ items: ConditionChange[] }>('/api/v1/changes?limit=200')).items;
}

/** Every point's changes are there once, and each begins where the last one ended, restarts of a lane apart; to what each led in the end. */
async function lastChanges(): Promise<Map<string, string>> {
  const all = (await changes()).toSorted((a, b) => a.atMs - b.atMs);
  expect(new Set(all.map((change) => change.changeId)).size).toBe(all.length);
  const last = new Map<string, string>();
  for (const change of all) {
    const before = last.get(change.pointId);
    if (before !== undefined && change.from !== 'warming')
      expect(`${change.pointId} ${change.from}`).toBe(`${change.pointId} ${before}`);
    last.set(change.pointId, change.to);
  }
  return last;
}

/** Each point stands as its last change says: asked again where one changed between the two questions. */
async function expectChangesWhole(): Promise<void> {
  await eventually(
    async () => {
      const last = await lastChanges();
      const points = await rig.points();
      return points.every((point) => point.latest?.verdict.condition === last.get(point.pointId));
    },
    5_000,
    'points stand as their last changes say',
  );
}

async function expectTrendsUnique(): Promise<void> {
  for (const point of await rig.points()) {
    const query = `from=${Date.now() - 600_000}&to=${Date.now()}`;
    const trend = await rig.get<Trend>(`/api/v1/points/${point.pointId}/trend?${query}`);
    expect(trend.atMs.length).toBeGreaterThan(0);
    expect(new Set(trend.atMs).size).toBe(trend.atMs.length);
  }
}

test('a killed broker is back within 3 s and no condition change is lost', async () => {
  process.kill(rig.brokerPid(), 'SIGKILL');
  await allJudged(client, FIRST_SUMMARY_MS);
  const system = await rig.system();
  expect(system.broker.connected).toBe(true);
  expect(system.broker.restarts).toBeGreaterThanOrEqual(1);
  await expectChangesWhole();
}, 30_000);

test('a killed lane is back within 3 s and its losses are counted', async () => {
  const [lane] = rig.lanePids(rig.agents[0]);
  process.kill(lane, 'SIGKILL');
  await allJudged(client, FIRST_SUMMARY_MS);
  const lanes = await eventually(
    async () => {
      const found = (await rig.system()).agents[0].heartbeat?.lanes ?? [];
      return found.some((each) => each.restarts > 0) && found;
    },
    5_000,
    'the restart is counted',
  );
  expect(lanes.every((each) => each.state === 'running')).toBe(true);
  await expectChangesWhole();
}, 30_000);

test('a killed agent, started again, goes on with its points', async () => {
  await rig.agents[0].kill();
  await rig.agents[0].start();
  await allJudged(client, FIRST_SUMMARY_MS);
  await expectChangesWhole();
}, 30_000);

test('a killed hub, started again, has everything that it had receipted and no trend bucket twice', async () => {
  const before = await changes();
  await rig.hub.kill();
  await rig.startHub();
  client = await rig.liveClient();
  client.send({ type: 'subscribe', channel: 'plant' });
  await allJudged(client, FIRST_SUMMARY_MS + 2_000);
  const after = new Set((await changes()).map((change) => change.changeId));
  expect(before.filter((change) => !after.has(change.changeId))).toEqual([]);
  await expectChangesWhole();
  await expectTrendsUnique();
}, 30_000);
