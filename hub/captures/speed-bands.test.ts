import { expect, test } from 'bun:test';
import { newId } from '#schemas/ids/ids';
import type { KeptRule } from './capture-rules.ts';
import { SpeedBands } from './speed-bands.ts';

const MINUTE_MS = 60_000;
const rule: KeptRule = {
  ...{ ruleId: newId('cr'), name: 'Run-up', nodeId: newId('nd'), isEnabled: true },
  ...{ window: { preMs: 0, postMs: 1_000 }, createdMs: 0, lastMs: null },
  trigger: { kind: 'speed_band', minRpm: 1_000, maxRpm: 1_200, restMinutes: 10 },
};

/** Whether each speed, a minute after the one before, is captured. */
function captured(speeds: readonly number[], machine = 'Pump 1', bands = new SpeedBands()) {
  return speeds.map((rpm, i) => bands.comesIn(rule, machine, rpm, i * MINUTE_MS));
}

test('a speed is captured when it comes into the band, not while it stays there', () => {
  expect(captured([900, 1_100, 1_150, 1_100])).toEqual([false, true, false, false]);
});

test('at the edge it does not come in again and again, and not more often than its rest allows', () => {
  expect(captured([1_100, 995, 1_005, 998, 1_001])).toEqual([true, false, false, false, false]);
  const speeds = [1_100, 500, 1_100, ...new Array(8).fill(500), 1_100];
  expect(
    captured(speeds)
      .map((is, i) => (is ? i : -1))
      .filter((i) => i >= 0),
  ).toEqual([0, 11]);
});

test('each machine counts for itself', () => {
  const bands = new SpeedBands();
  expect(captured([1_100], 'Pump 1', bands)).toEqual([true]);
  expect(captured([1_100], 'Pump 2', bands)).toEqual([true]);
});
