import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Alarm } from '#schemas/alarms/alarm';
import type { PointSummary } from '#schemas/broker/messages';
import type { NodeId, PointId } from '#schemas/ids/ids';
import type { Condition } from '#schemas/readings/finding';
import { PlantForTests } from '../plant-for-tests.ts';
import { editsOf } from '../point-edits.ts';
import { PlantRollup } from './plant-rollup.ts';

const box = new PlantForTests();
const latest = new Map<string, PointSummary>();
const rollup = new PlantRollup({
  events: box.events,
  clock: () => box.nowMs,
  assets: box.assets,
  tree: () => box.plant.tree,
  latestOf: (pointId) => latest.get(pointId) ?? null,
  staleAfterMs: 10_000,
});
let points: PointId[];
let site: NodeId;
let machines: NodeId[];

beforeAll(async () => {
  await box.start();
  points = await box.sensors(['s-0', 's-1', 's-2', 's-3']);
  rollup.start();
  site = await box.make({ kind: 'site', name: 'North' });
  const make = (name: string) => box.make({ kind: 'machine', name, parentId: site });
  machines = [await make('P-1'), await make('P-2')];
  for (const [i, pointId] of points.slice(0, 3).entries()) {
    await box.editPoint(pointId, { nodeId: machines[i % 2] });
  }
});
afterAll(async () => {
  rollup.stop();
  await box.stop();
});

function hear(pointId: PointId, condition: Condition): void {
  const summary = { pointId, atMs: box.nowMs, verdict: { condition } } as PointSummary;
  latest.set(pointId, summary);
  box.events.emit('summaries', [summary]);
}

test('the worst wins at every node above, and each state keeps its count', () => {
  expect(rollup.of(site)).toMatchObject({ worst: 'waiting', counts: { waiting: 3 }, points: 3 });
  expect(rollup.unassigned).toBe(1);
  hear(points[0], 'good');
  hear(points[1], 'warning');
  hear(points[2], 'not_graded');
  expect(rollup.of(site)).toMatchObject({
    worst: 'warning',
    counts: { good: 1, warning: 1, not_graded: 1 },
  });
  expect(rollup.of(machines[0])).toMatchObject({ worst: 'not_graded', points: 2 });
  hear(points[1], 'good');
  expect(rollup.of(site).worst).toBe('not_graded');
});

test('what is not heard for long is stale by the clock, never good, until it is heard again', () => {
  box.nowMs += 10_001;
  rollup.lookAtClock();
  expect(rollup.of(site)).toMatchObject({ worst: 'stale', counts: { stale: 3 } });
  expect(rollup.stateOf(points[0])).toBe('stale');
  hear(points[0], 'good');
  expect(rollup.of(site).counts).toEqual({ stale: 2, good: 1 });
});

test('a point that hangs elsewhere counts there, and one that is removed no more', async () => {
  await box.editPoint(points[0], { nodeId: machines[1] });
  expect([rollup.of(machines[0]).points, rollup.of(machines[1]).points]).toEqual([1, 2]);
  const removal = await box.remove(machines[1]);
  expect([rollup.of(site).points, rollup.unassigned]).toEqual([1, 3]);
  await box.undo(removal!.changeId);
  expect([rollup.of(site).points, rollup.unassigned]).toEqual([3, 1]);
});

test('alarms count where they are until they are acknowledged or held back', () => {
  const alarm = (more: Partial<Alarm>) =>
    ({
      alarmId: 'al_1',
      state: 'unacknowledged',
      hold: null,
      asset: { nodeId: machines[0] },
      ...more,
    }) as Alarm;
  const counts = () => [rollup.of(machines[0]).unacknowledged, rollup.of(site).unacknowledged];
  rollup.noteAlarm(alarm({}));
  rollup.noteAlarm(alarm({}));
  rollup.noteAlarm(
    alarm({ alarmId: 'al_2' as Alarm['alarmId'], state: 'returned_unacknowledged' }),
  );
  expect(counts()).toEqual([2, 2]);
  rollup.noteAlarm(alarm({ state: 'acknowledged' }));
  expect(counts()).toEqual([1, 1]);
  rollup.noteAlarm(
    alarm({ alarmId: 'al_2' as Alarm['alarmId'], hold: { kind: 'shelved' } as Alarm['hold'] }),
  );
  expect(counts()).toEqual([0, 0]);
});

test('only nodes that stand differently are told, and a summary that changes nothing tells nothing', () => {
  const told: NodeId[][] = [];
  const stop = box.events.on('rollups', (ids) => told.push([...ids]));
  rollup.tell();
  told.length = 0;
  hear(points[0], 'good');
  hear(points[0], 'good');
  rollup.tell();
  expect(told).toEqual([]);
  hear(points[0], 'danger');
  rollup.tell();
  expect(told.map((ids) => ids.toSorted())).toEqual([[site, machines[1]].toSorted()]);
  stop();
});

test('a second of a thousand points, 250 summaries of which half change their state, costs little', async () => {
  const names = Array.from({ length: 1_000 }, (_, i) => `t-${i}`);
  const many = await box.sensors(names);
  box.assets.edited(
    new Map(
      many.map(
        (id, i) => [id, { ...editsOf(box.assets.get(id)!), nodeId: machines[i % 2] }] as const,
      ),
    ),
  );
  expect(rollup.of(site).points).toBe(1_003);
  const seconds = 200;
  const startMs = performance.now();
  for (let i = 0; i < seconds * 250; i++) {
    const condition = i % 2000 < 1000 ? 'good' : 'warning';
    const summary = { pointId: many[i % 1_000], atMs: box.nowMs, verdict: { condition } };
    rollup.take([summary as PointSummary]);
    if (i % 250 === 0) rollup.lookAtClock();
  }
  const tookMs = (performance.now() - startMs) / seconds;
  expect(tookMs).toBeLessThan(5);
});
