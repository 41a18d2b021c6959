/**
 * How honest the forecast is: how often its interval holds the true crossing, and how often it sees a trend in noise.
 * Run: bun run tests/bench/forecast.ts [--seeds 400]
 */
import { parseArgs } from 'node:util';
import { forecastCrossing } from '#signal/trend/forecast';
import { type Ramp, rampForTests } from '#signal/trend/ramp-for-tests';
import { numberOption } from './number-option.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '400' } } });
const SEEDS = numberOption(values, 'seeds');
const DAY_MS = 86_400_000;
const NOISE = 0.2;

const stationary: Omit<Ramp, 'seed'>[] = [0, 6, 24, 72, 144].flatMap((memoryHours) =>
  [0, 0.05].map((wild) => ({ crossesOn: null, noise: NOISE, memoryHours, wild })),
);
for (const one of stationary) {
  const seen: Record<string, number> = {};
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { kind } = forecastCrossing(rampForTests({ ...one, seed }));
    seen[kind] = (seen[kind] ?? 0) + 1;
  }
  const rising = (seen.crossing ?? 0) + (seen.distant ?? 0) + (seen.beyond ?? 0);
  const share = Number((rising / SEEDS).toFixed(3));
  console.log(
    JSON.stringify({ memoryHours: one.memoryHours, wild: one.wild, falseRising: share, ...seen }),
  );
}
const degrading = [75, 100, 140].flatMap((crossesOn) =>
  (['linear', 'exponential'] as const).flatMap((shape) =>
    [0, 24, 72].map((memoryHours) => ({
      ...{ crossesOn, shape, memoryHours, noise: NOISE, wild: 0.03 },
    })),
  ),
);
let all = 0;
let held = 0;
for (const one of degrading) {
  let crossings = 0;
  let inside = 0;
  let width = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const forecast = forecastCrossing(rampForTests({ ...one, seed }));
    if (forecast.kind !== 'crossing') continue;
    const trueMs = one.crossesOn * DAY_MS;
    crossings++;
    const latestMs = forecast.latestMs ?? Number.POSITIVE_INFINITY;
    if (forecast.earliestMs <= trueMs && trueMs <= latestMs) inside++;
    width += (Math.min(latestMs, forecast.horizonMs) - forecast.earliestMs) / DAY_MS;
  }
  all += crossings;
  held += inside;
  console.log(
    JSON.stringify({
      ...{ crossesOn: one.crossesOn, shape: one.shape, memoryHours: one.memoryHours },
      forecasts: crossings,
      coverage: Number((inside / crossings).toFixed(3)),
      widthDays: Number((width / crossings).toFixed(1)),
    }),
  );
}
console.log(
  JSON.stringify({ bench: 'forecast', seeds: SEEDS, coverage: Number((held / all).toFixed(3)) }),
);
