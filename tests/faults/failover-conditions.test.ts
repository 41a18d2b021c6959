import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Condition } from '#schemas/readings/finding';
import { eventually, PlantRig } from '../rig/plant-rig.ts';
import { pumpSignal, sensorGroup } from '../rig/sensor-group.ts';
import type { TestSensors } from '../rig/test-sensors.ts';

const SENSORS = 4;
/** One a second: longer than a fault takes to persist, and a point to settle. */
const SUMMARIES_EACH = 6;
const rig = new PlantRig({ agents: 2, lanes: 1 });
let sensors: TestSensors;

beforeAll(async () => {
  await rig.start();
  const bad = pumpSignal([{ label: 'outer_race', severity: 0.9 }], 32);
  sensors = await sensorGroup(rig, 'bad-', SENSORS, bad);
  await sensors.start();
}, 60_000);

afterAll(async () => {
  await sensors?.stop();
  await rig.stop();
}, 20_000);

test('a bad machine stays bad on every screen while another agent takes it over, and no change is told', async () => {
  const before = await eventually(
    async () => {
      const all = await rig.points();
      const isBad = ({ latest }: (typeof all)[number]) =>
        latest !== null && ['advisory', 'warning', 'danger'].includes(latest.verdict.condition);
      return all.length === SENSORS && all.every(isBad) && all;
    },
    30_000,
    'every point is told to be bad',
  );
  const orphans = before.filter((point) => point.agentId === 'agent-2');
  expect(orphans.length).toBeGreaterThan(0);
  const told = new Map(orphans.map(({ pointId, latest }) => [pointId, latest?.verdict.condition]));
  const screen = await rig.liveClient();
  const conditions = new Set<Condition | undefined>();
  const judged = new Map(orphans.map(({ pointId }) => [pointId, 0]));
  const changes: string[] = [];
  screen.send({ type: 'subscribe', channel: 'plant' });
  await rig.agents[1].kill();
  const killedMs = Date.now();
  await screen.until(
    (message) => {
      if (message.type === 'changes')
        changes.push(...message.changes.map(({ from, to }) => `${from} → ${to}`));
      if (message.type !== 'summaries') return undefined;
      for (const { pointId, atMs, windows, verdict } of message.summaries) {
        const count = judged.get(pointId);
        if (count === undefined || atMs < killedMs) continue;
        conditions.add(verdict.condition);
        if (windows > 0) judged.set(pointId, count + 1);
      }
      return [...judged.values()].every((count) => count >= SUMMARIES_EACH) ? true : undefined;
    },
    20_000,
    'the orphaned points are judged for some seconds',
  );
  screen.close();
  expect([...conditions].sort()).toEqual([...new Set(told.values())].sort());
  expect(changes).toEqual([]);
}, 60_000);
