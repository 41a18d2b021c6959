import type { Trend, TrendResolution } from '#schemas/http/points';
import { CONDITIONS } from '#schemas/readings/finding';

const STEPS: readonly [TrendResolution, number][] = [
  ['10s', 10_000],
  ['10min', 600_000],
  ['1day', 86_400_000],
];
const GAP_EVERY_MS = 40 * 86_400_000;

/** A trend that grows for the last third of a year towards danger, with a gap of a few hours in each range. */
export function fakeTrend(from: number, to: number, maxBuckets: number, bad: boolean): Trend {
  const [resolution, step] =
    STEPS.find(([, width]) => (to - from) / width <= maxBuckets) ?? STEPS[STEPS.length - 1];
  const trend: Trend = {
    resolution,
    atMs: [],
    velocityMean: [],
    velocityMax: [],
    accelerationMean: [],
    accelerationMax: [],
    envelopeMean: [],
    kurtosisMean: [],
    speedMean: [],
    condition: [],
  };
  const now = Date.now();
  const gapFrom = from + (to - from) * 0.42;
  const gapTo = from + (to - from) * 0.47;
  for (let at = Math.ceil(from / step) * step; at <= Math.min(to, now); at += step) {
    if (at > gapFrom && at < gapTo) continue;
    const old = (now - at) / GAP_EVERY_MS;
    const growth = bad ? Math.exp(-old * 1.5) : 0.04;
    const noise = 0.06 * Math.sin(at / step) + 0.04 * Math.sin((at / step) * 2.7);
    const velocity = 1 + 6.2 * growth + noise;
    trend.atMs.push(at);
    trend.velocityMean.push(velocity);
    trend.velocityMax.push(velocity * 1.08);
    trend.accelerationMean.push(0.14 + growth);
    trend.accelerationMax.push(0.16 + growth * 1.2);
    trend.envelopeMean.push(0.02 + 0.3 * growth);
    trend.kurtosisMean.push(3 + 6 * growth + noise);
    trend.speedMean.push(1797 + 10 * noise);
    const condition = velocity > 4.5 ? 'danger' : velocity > 2.8 ? 'warning' : 'good';
    trend.condition.push(CONDITIONS.indexOf(condition));
  }
  return trend;
}
