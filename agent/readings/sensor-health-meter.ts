import type { FrameHeader, SampleFormat } from '#schemas/frames/frame';
import type { SensorHealth } from '#schemas/readings/sensor-health';

/** One frame in so many ms is looked at: what ails a sensor lasts. */
const LOOK_MS = 1_000;
/** A run of frames this long tells the rate to some parts in a million, whatever the jitter of single time stamps. */
const RUN_LEAST_US = 60_000_000;
const RUN_MOST_US = 600_000_000;
/** White noise is only said to be a broken sensor's where it fills this share of the range: a quiet one is all noise. */
const LOUD_SHARE = 0.1;
const LAGS = 8;
const FULL_COUNT: Readonly<Record<SampleFormat, number | null>> = {
  int16: 32_767,
  int24: 8_388_607,
  float32: null,
};

/** What one axis's samples say of its sensor. `gravity`: in the samples' unit; null where there is none in them. */
export class SensorHealthMeter {
  readonly #gravity: number | null;
  #lookMs = Number.NEGATIVE_INFINITY;
  #health: SensorHealth | null = null;
  #runStartUs = 0;
  #runSamples = 0;
  #nextSequence = -1;
  #rateHz = 0;
  #slowPpm: number | null = null;

  constructor(gravity: number | null) {
    this.#gravity = gravity;
  }

  /** Null before the first look. */
  get health(): SensorHealth | null {
    return this.#health && { ...this.#health, slowPpm: this.#slowPpm };
  }

  /** Follows the time stamps: how many samples came in how long. */
  follow({ sequence, t0Us, count, sampleRateHz }: FrameHeader): void {
    const goesOn = sequence === this.#nextSequence && sampleRateHz === this.#rateHz;
    this.#nextSequence = (sequence + 1) >>> 0;
    this.#rateHz = sampleRateHz;
    const spanUs = t0Us - this.#runStartUs;
    if (goesOn && spanUs >= RUN_LEAST_US) {
      const expectedUs = (this.#runSamples / sampleRateHz) * 1e6;
      // To ten: finer is jitter, and each new value would be told.
      this.#slowPpm = Math.round((spanUs / expectedUs - 1) * 1e5) * 10;
    }
    if (!goesOn || spanUs >= RUN_MOST_US || spanUs < 0) {
      this.#runStartUs = t0Us;
      this.#runSamples = 0;
    }
    this.#runSamples += count;
  }

  isDue(nowMs: number): boolean {
    return Math.abs(nowMs - this.#lookMs) >= LOOK_MS;
  }

  /** Looks at the samples of one frame. `scale`: their unit per count. */
  look(samples: Float32Array, format: SampleFormat, scale: number, nowMs: number): void {
    this.#lookMs = nowMs;
    const full = FULL_COUNT[format];
    const range = full === null ? null : full * scale;
    const n = samples.length;
    let [sum, squares, min, max] = [0, 0, samples[0], samples[0]];
    for (const value of samples) {
      sum += value;
      squares += value * value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    const mean = sum / n;
    const variance = Math.max(0, squares / n - mean * mean);
    this.#health = {
      clippedShare: range === null ? 0 : clippedShare(samples, range),
      // A sensor that hears nothing still shows its noise; a dead one shows one number.
      isFlat: min === max && n > 1,
      biasShare: range === null ? null : bias(mean, this.#gravity ?? 0) / range,
      noiseShare: range === null ? null : noiseShare(samples, mean, variance, range),
      slowPpm: null,
    };
  }
}

function clippedShare(samples: Float32Array, range: number): number {
  const end = range * (1 - 1e-6);
  let clipped = 0;
  for (const value of samples) if (value >= end || value <= -end) clipped++;
  return rounded(clipped / samples.length);
}

/** What of the mean gravity does not explain, to a hundredth of the range at last. */
function bias(mean: number, gravity: number): number {
  return Math.sign(mean) * Math.max(0, Math.abs(mean) - gravity);
}

/** 1 less the strongest correlation with what came just before: white noise knows nothing of itself. */
function noiseShare(samples: Float32Array, mean: number, variance: number, range: number): number {
  if (Math.sqrt(variance) < range * LOUD_SHARE) return 0;
  let strongest = 0;
  for (let lag = 1; lag <= LAGS; lag++) {
    let sum = 0;
    for (let i = lag; i < samples.length; i++) {
      sum += (samples[i] - mean) * (samples[i - lag] - mean);
    }
    strongest = Math.max(strongest, Math.abs(sum / (samples.length - lag) / variance));
  }
  return rounded(Math.max(0, 1 - strongest));
}

function rounded(share: number): number {
  return Math.min(1, Number(share.toPrecision(2)));
}
