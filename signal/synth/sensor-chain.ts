import { fillWhite } from './noise.ts';
import type { Random } from './random.ts';
import { BLOCK_SAMPLES } from './synth-block.ts';

/** What a sensor does to the truth. Quantisation is the frame's matter. */
export type SensorModel = {
  /** White noise of the part, µg/√Hz. */
  readonly noiseUgPerRtHz: number;
  /** −3 dB corner of its low-pass, Hz. */
  readonly bandwidthHz: number;
  /** Clips at ± this, g. */
  readonly rangeG: number;
  /** Gravity along the measured axis, g: 0 for a horizontal axis or an AC-coupled sensor, ±1 for a vertical one. */
  readonly gravityG: number;
};

/** Parts by their data sheets (ST IIS3DWB, ADI ADXL1002, ADI ADXL355; a common 100 mV/g IEPE accelerometer). */
export const SENSOR_MODELS = {
  iis3dwb: { noiseUgPerRtHz: 75, bandwidthHz: 6300, rangeG: 16, gravityG: 0 },
  adxl1002: { noiseUgPerRtHz: 25, bandwidthHz: 11000, rangeG: 50, gravityG: 0 },
  adxl355: { noiseUgPerRtHz: 22.5, bandwidthHz: 1500, rangeG: 2, gravityG: 0 },
  iepe: { noiseUgPerRtHz: 8, bandwidthHz: 10000, rangeG: 50, gravityG: 0 },
} as const satisfies Record<string, SensorModel>;

/** Adds the part's noise, limits the band by a second-order Butterworth low-pass, adds gravity and clips at the range. */
export class SensorChain {
  readonly #model: SensorModel;
  readonly #random: Random;
  readonly #noiseG: number;
  readonly #noise = new Float64Array(BLOCK_SAMPLES);
  readonly #b0: number;
  readonly #a1: number;
  readonly #a2: number;
  #s1 = 0;
  #s2 = 0;

  constructor(model: SensorModel, random: Random, sampleRateHz: number) {
    this.#model = model;
    this.#random = random;
    // One-sided density d over the whole band gives variance d²·fs/2.
    this.#noiseG = model.noiseUgPerRtHz * 1e-6 * Math.sqrt(sampleRateHz / 2);
    // Bilinear transform with prewarping; a sensor's filter always ends before Nyquist.
    const k = Math.tan(Math.PI * Math.min(model.bandwidthHz / sampleRateHz, 0.45));
    const norm = 1 / (1 + Math.SQRT2 * k + k * k);
    this.#b0 = k * k * norm;
    this.#a1 = 2 * (k * k - 1) * norm;
    this.#a2 = (1 - Math.SQRT2 * k + k * k) * norm;
  }

  /** Turns one block of true acceleration (g) into what the sensor reports. */
  measure(truth: Float64Array, out: Float32Array): void {
    const { gravityG, rangeG } = this.#model;
    const noise = this.#noise;
    fillWhite(this.#random, noise);
    let s1 = this.#s1;
    let s2 = this.#s2;
    for (let i = 0; i < BLOCK_SAMPLES; i++) {
      const x = truth[i]! + this.#noiseG * noise[i]!;
      const y = this.#b0 * x + s1;
      s1 = 2 * this.#b0 * x - this.#a1 * y + s2;
      s2 = this.#b0 * x - this.#a2 * y;
      const g = y + gravityG;
      out[i] = Math.max(-rangeG, Math.min(rangeG, g));
    }
    this.#s1 = s1;
    this.#s2 = s2;
  }
}
