import { expect, test } from 'bun:test';
import { Intake } from './intake.ts';

const FRAME = new Uint8Array(1000);
const STEP_MS = 10;

/** Each of `sensors` sends a frame of 1000 bytes every 100 ms; the lane has time for `perSecond` frames a second. */
function rig(options: { perSecond: number; maxFrames?: number }) {
  let nowMs = 1_000_000;
  let sensors: string[] = [];
  const carried = new Map<string, number>();
  const passed = new Map<string, number>();
  let longestWaitMs = 0;
  const add = (to: Map<string, number>, sensor: string) =>
    to.set(sensor, (to.get(sensor) ?? 0) + 1);
  const intake = new Intake<string>({
    maxBytes: (options.maxFrames ?? 400) * FRAME.byteLength,
    maxWaitMs: 2000,
    clock: () => nowMs,
    sensors: () => [...sensors],
    pass: (from) => add(passed, from),
  });
  return {
    intake,
    carried,
    passed,
    longestWait: () => longestWaitMs,
    forget() {
      carried.clear();
      passed.clear();
      longestWaitMs = 0;
    },
    run(seconds: number, count: number, perSecond = options.perSecond) {
      sensors = Array.from({ length: count }, (_, n) => `s-${String(n).padStart(3, '0')}`);
      for (const end = nowMs + seconds * 1000; nowMs < end; nowMs += STEP_MS) {
        sensors.forEach((sensor, n) => {
          if (n % 10 === (nowMs / STEP_MS) % 10) intake.push(sensor, FRAME, nowMs);
        });
        for (let budget = Math.floor((perSecond * STEP_MS) / 1000); budget > 0; budget--) {
          const frame = intake.take();
          if (frame === undefined) break;
          add(carried, frame.from);
          longestWaitMs = Math.max(longestWaitMs, nowMs - frame.arrivedMs);
        }
      }
    },
  };
}

test('while the lane keeps up nothing is passed over', () => {
  const { run, passed, intake } = rig({ perSecond: 1000 });
  run(60, 90);
  expect(passed.size).toBe(0);
  expect(intake.shed.size).toBe(0);
});

test('of twice what it can carry, whole sensors at the end give way and the others lose nothing', () => {
  const { run, passed, carried, intake, forget, longestWait } = rig({ perSecond: 500 });
  run(30, 100);
  forget();
  run(8, 100);
  expect(carried.size).toBeGreaterThanOrEqual(30);
  expect([...carried.keys()].filter((sensor) => passed.has(sensor))).toEqual([]);
  expect([...carried.values()].every((count) => count === 80)).toBe(true);
  expect(Math.max(...[...carried.keys()].map((s) => Number(s.slice(2))))).toBe(carried.size - 1);
  expect(carried.size + passed.size).toBe(100);
  expect(intake.shed.size).toBe(passed.size);
  expect(longestWait()).toBeLessThan(1000);
});

test('under lasting overload those that are carried stay the same for most of the time', () => {
  const { run, carried, forget } = rig({ perSecond: 500 });
  run(600, 100);
  forget();
  run(300, 100);
  const always = [...carried.values()].filter((count) => count >= 2990);
  expect(always.length).toBeGreaterThanOrEqual(25);
});

test('it never holds more than its bytes, however much comes', () => {
  const { run, intake } = rig({ perSecond: 100, maxFrames: 50 });
  for (let n = 0; n < 100; n++) {
    run(0.1, 300);
    expect(intake.length).toBeLessThanOrEqual(50);
  }
});

test('when the load falls, all come back', () => {
  const { run, intake, passed, forget } = rig({ perSecond: 500 });
  run(30, 100);
  expect(intake.shed.size).toBeGreaterThan(40);
  run(200, 100, 2000);
  expect(intake.shed.size).toBe(0);
  forget();
  run(10, 100, 2000);
  expect(passed.size).toBe(0);
});

test('frames that wait too long count as overload though they are few', () => {
  const { run, intake } = rig({ perSecond: 100, maxFrames: 1_000_000 });
  run(10, 20);
  expect(intake.shed.size).toBeGreaterThan(5);
});

test('a single sensor that is too fast loses its oldest frames', () => {
  const { run, intake, passed, carried } = rig({ perSecond: 100, maxFrames: 5 });
  for (let n = 0; n < 40; n++) intake.push('s-000', FRAME, 1_000_000);
  expect(intake.length).toBeLessThanOrEqual(5);
  run(1, 1);
  expect(carried.get('s-000')).toBeGreaterThan(5);
  expect(passed.get('s-000')).toBeGreaterThan(30);
});
