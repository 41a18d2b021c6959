import { expect, test } from 'bun:test';
import type { AssignedPoint } from '#schemas/broker/messages';
import { spreadSensors } from './spread.ts';

const point = (sensorId: string, axis = 0) => ({ sensorId, axis }) as AssignedPoint;
const plant = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => point(`s${i + from}`));
const spread = (
  points: AssignedPoint[],
  lanes: number,
  current = new Map<string, number>(),
  windowsPerSecond = new Map<string, number>(),
) => spreadSensors({ points, lanes, current, windowsPerSecond });
const counts = (placed: Map<string, number>, lanes: number) =>
  Array.from({ length: lanes }, (_, lane) => [...placed.values()].filter((l) => l === lane).length);

test('sensors are spread evenly, all axes of one on the same lane', () => {
  const points = [...plant(9), point('s0', 1), point('s0', 2)];
  const placed = spread(points, 3);
  expect(placed.size).toBe(9);
  const axes = [0, 0, 0];
  for (const { sensorId } of points) axes[placed.get(sensorId) ?? 0]++;
  expect(Math.max(...axes) - Math.min(...axes)).toBeLessThanOrEqual(1);
});

test('a new sensor moves none of the others', () => {
  const before = spread(plant(100), 4);
  const after = spread(plant(101), 4, before);
  for (const [sensorId, lane] of before) expect(after.get(sensorId)).toBe(lane);
});

test('taking sensors away moves no more than balance needs', () => {
  const before = spread(plant(100), 2);
  const gone = new Set([...before].filter(([, lane]) => lane === 0).map(([id]) => id));
  const left = plant(100).filter(
    ({ sensorId }) => !gone.has(sensorId) || Number(sensorId.slice(1)) < 20,
  );
  const after = spread(left, 2, before);
  const moved = [...after].filter(([id, lane]) => before.get(id) !== lane);
  const [a, b] = counts(after, 2);
  expect(Math.abs(a - b)).toBeLessThanOrEqual(left.length * 0.15);
  expect(moved.length).toBeLessThanOrEqual(20);
});

test('measured windows a second weigh, not the number of sensors', () => {
  const rates = new Map(plant(10).map(({ sensorId }, i) => [sensorId, i === 0 ? 90 : 10]));
  const placed = spread(plant(10), 2, new Map(), rates);
  expect([...placed.values()].filter((lane) => lane === placed.get('s0'))).toHaveLength(1);
});

test('sensors of a lane that is no more are placed anew', () => {
  const before = spread(plant(8), 4);
  expect(Math.max(...spread(plant(8), 2, before).values())).toBe(1);
});

test('a lane that is closed for a while gives all away, evenly, and gets its share back with few moves', () => {
  const before = spread(plant(30), 3);
  const open = { points: plant(30), lanes: 3, windowsPerSecond: new Map<string, number>() };
  const meanwhile = spreadSensors({ ...open, current: before, closed: 1 });
  expect(counts(meanwhile, 3)).toEqual([15, 0, 15]);
  for (const [sensorId, lane] of before) {
    if (lane !== 1) expect(meanwhile.get(sensorId)).toBe(lane);
  }
  const after = spreadSensors({ ...open, current: meanwhile, closed: null });
  expect(Math.min(...counts(after, 3))).toBeGreaterThanOrEqual(8);
  const moved = [...after].filter(([id, lane]) => meanwhile.get(id) !== lane);
  expect(moved.every(([, lane]) => lane === 1)).toBe(true);
});

test('the same input gives the same answer', () => {
  expect(spread(plant(50), 3)).toEqual(spread(plant(50).reverse(), 3));
});
