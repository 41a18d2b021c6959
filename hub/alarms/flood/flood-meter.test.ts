import { expect, test } from 'bun:test';
import { FloodMeter } from './flood-meter.ts';

const MINUTE_MS = 60_000;
const inHall = { assetId: 'nd_hall', pointId: null, area: 'Hall' };
const inYard = { assetId: 'nd_yard', pointId: null, area: 'Yard' };
const isHall = ({ area }: { area: string | null }) => area === 'Hall';

test('in a part a flood is counted of what was shown there, for as long as it goes on', () => {
  const meter = new FloodMeter();
  // Eleven within ten minutes, then six or seven in ten: no flood by themselves, and never fewer than five.
  for (let i = 0; i < 11; i++) meter.shown({ atMs: i * 1_000, asset: inHall });
  for (let i = 1; i <= 20; i++) {
    meter.shown({ atMs: i * 1.5 * MINUTE_MS, asset: inHall });
    meter.shown({ atMs: i * 1.5 * MINUTE_MS, asset: inYard });
  }
  const nowMs = 30 * MINUTE_MS;
  expect(meter.among(isHall, nowMs)).toEqual({ isOn: true, sinceMs: 10_000, lastTenMinutes: 7 });
  expect(meter.among((asset) => !isHall(asset), nowMs)).toEqual({
    isOn: false,
    sinceMs: null,
    lastTenMinutes: 7,
  });
  expect(meter.among(isHall, nowMs + 4 * MINUTE_MS).isOn).toBe(false);
  expect(meter.state(nowMs).lastTenMinutes).toBe(14);
});
