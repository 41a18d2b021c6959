import { expect, test } from 'bun:test';
import { MEASURED_SENSORS, measureCapacity } from './measure-capacity.ts';

/** A way whose windows take a set time each, on a clock that only it moves. */
function rig(usPerWindow: number) {
  let nowMs = 0;
  let frames = 0;
  const measured = measureCapacity({
    way: {
      accept: () => {
        frames++;
        nowMs += (4 * usPerWindow) / 1000;
      },
      settle: () => Promise.resolve(),
    },
    windowSamples: 2048,
    sampleRateHz: 25_600,
    clock: () => nowMs,
    limitMs: 800,
  });
  return { measured, frames: () => frames, now: () => nowMs };
}

test('the windows a second are those of the way, whatever filled the contexts before', async () => {
  const { measured } = rig(50);
  expect(await measured).toBeCloseTo(20_000, 0);
});

test('a slow machine is measured within the limit all the same', async () => {
  const { measured, frames, now } = rig(2000);
  expect(await measured).toBeCloseTo(500, 0);
  expect(frames() % MEASURED_SENSORS).toBe(0);
  expect(now()).toBeLessThan(1600);
});
