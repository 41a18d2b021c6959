import type { Random } from './random.ts';
import { BLOCK_SAMPLES } from './synth-block.ts';

/** Where a machine's structure rings, Hz: one mode is drawn from each stretch. */
const MODE_BANDS_HZ = [
  [500, 1400],
  [1400, 3200],
  [3200, 5600],
  [5600, 11000],
] as const;

/**
 * The structure between bearing and sensor: a few damped modes (0.6–5 % of critical), drawn in Hz, so that two sensors of
 * different rate see the same machine. A blow of 1 rings with a sum of peaks near 1 g. Modes beyond 0.45 of the sample rate are
 * not seen, as behind an anti-aliasing filter. The zeros at 0 Hz and Nyquist keep blows out of the velocity band.
 */
export class Resonances {
  /** R.m.s. of the output when the blows are white noise of unit variance. */
  readonly noiseGain: number;
  readonly #a1: Float64Array;
  readonly #a2: Float64Array;
  readonly #gain: Float64Array;
  readonly #y1: Float64Array;
  readonly #y2: Float64Array;
  #x1 = 0;
  #x2 = 0;

  constructor(random: Random, sampleRateHz: number) {
    const drawn = MODE_BANDS_HZ.map(([low, high]) => ({
      hz: random.logRange(low, high),
      damping: random.logRange(0.006, 0.05),
      gain: Math.exp(0.7 * random.gaussian()),
    }));
    const seen = drawn.filter((mode) => mode.hz < 0.45 * sampleRateHz);
    const sum = seen.reduce((total, mode) => total + mode.gain, 0);
    this.#a1 = new Float64Array(seen.length);
    this.#a2 = new Float64Array(seen.length);
    this.#gain = new Float64Array(seen.length);
    this.#y1 = new Float64Array(seen.length);
    this.#y2 = new Float64Array(seen.length);
    let power = 0;
    seen.forEach((mode, m) => {
      const omega = (2 * Math.PI * mode.hz) / sampleRateHz;
      const radius = Math.exp(-mode.damping * omega);
      const gain = mode.gain / sum;
      this.#a1[m] = 2 * radius * Math.cos(omega);
      this.#a2[m] = -radius * radius;
      // The impulse response rings as 2·cos, hence the half.
      this.#gain[m] = 0.5 * gain;
      power += (gain * gain) / (2 * (1 - radius * radius));
    });
    this.noiseGain = Math.sqrt(power);
  }

  /** Lets one block of blows ring into `out`. */
  add(blows: Float64Array, out: Float64Array): void {
    const tail1 = blows[BLOCK_SAMPLES - 1]!;
    const tail2 = blows[BLOCK_SAMPLES - 2]!;
    for (let m = 0; m < this.#gain.length; m++) this.#addMode(m, blows, out);
    this.#x1 = tail1;
    this.#x2 = tail2;
  }

  #addMode(m: number, blows: Float64Array, out: Float64Array): void {
    const a1 = this.#a1[m]!;
    const a2 = this.#a2[m]!;
    const gain = this.#gain[m]!;
    let y1 = this.#y1[m]!;
    let y2 = this.#y2[m]!;
    let x1 = this.#x1;
    let x2 = this.#x2;
    for (let i = 0; i < BLOCK_SAMPLES; i++) {
      const x = blows[i]!;
      const y = gain * (x - x2) + a1 * y1 + a2 * y2;
      out[i]! += y;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
    }
    this.#y1[m] = y1;
    this.#y2[m] = y2;
  }
}
