import { expect, test } from 'bun:test';
import { newLosses } from '#schemas/broker/losses';
import { LaneGuard } from './lane-guard.ts';

test('the lanes need the machine while one is slow, sheds points or loses windows, and a little longer', () => {
  let nowMs = 0;
  const lane = { p99Ms: 40 as number | null, pointsShed: 0, losses: newLosses() };
  const guard = new LaneGuard({ clock: () => nowMs, lanes: () => [lane] });
  const after = (ms: number, change: () => void = () => undefined) => {
    nowMs += ms;
    change();
    return guard.needsAll();
  };
  // What was lost before anybody looked is no reason.
  lane.losses.windowsDropped = 7;
  expect(after(0)).toBe(false);
  expect(after(1_000, () => (lane.p99Ms = 1_000))).toBe(true);
  expect(after(2_900, () => (lane.p99Ms = null))).toBe(true);
  expect(after(100)).toBe(false);
  expect(after(1_000, () => (lane.losses.windowsDropped = 8))).toBe(true);
  expect(after(3_000)).toBe(false);
  expect(after(1_000, () => (lane.pointsShed = 2))).toBe(true);
  expect(after(60_000)).toBe(true);
});
