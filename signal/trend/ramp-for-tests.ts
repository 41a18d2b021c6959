import { Random } from '#signal/synth/random';
import type { ForecastInput } from './forecast.ts';

const DAY_MS = 86_400_000;
const HOURS_A_DAY = 24;

export interface Ramp {
  readonly seed: number;
  /** Day on which the trend without its noise reaches the threshold; null: there is no trend. */
  readonly crossesOn: number | null;
  /** Standard deviation of the noise. */
  readonly noise: number;
  readonly days?: number;
  readonly start?: number;
  readonly shape?: 'linear' | 'exponential';
  /** Hours after which the noise has forgotten itself to 1/e. */
  readonly memoryHours?: number;
  /** Share of values that are wild: up to twenty times the noise. */
  readonly wild?: number;
}

const THRESHOLD = 4.5;

/** Hourly values until now that rise to a threshold of 4.5, or stay, with AR(1) noise and wild ones. */
export function rampForTests(ramp: Ramp): ForecastInput {
  const { seed, noise, days = 60, memoryHours = 0, wild = 0 } = ramp;
  const random = new Random(seed).fork('ramp');
  const keep = memoryHours === 0 ? 0 : Math.exp(-1 / memoryHours);
  const fresh = Math.sqrt(1 - keep * keep);
  let state = random.gaussian();
  const values = Array.from({ length: days * HOURS_A_DAY }, (_, hour) => {
    state = keep * state + fresh * random.gaussian();
    const odd = random.uniform() < wild ? 20 * noise * random.range(-1, 1) : 0;
    return truth(ramp, hour / HOURS_A_DAY) + noise * state + odd;
  });
  return {
    atMs: values.map((_, hour) => (hour * DAY_MS) / HOURS_A_DAY),
    values,
    threshold: THRESHOLD,
    nowMs: days * DAY_MS,
  };
}

function truth({ crossesOn, start = 2, shape = 'linear' }: Ramp, day: number): number {
  if (crossesOn === null) return start;
  const share = day / crossesOn;
  return shape === 'linear'
    ? start + (THRESHOLD - start) * share
    : start * (THRESHOLD / start) ** share;
}
