import { Random } from './random.ts';
import { BLOCK_SAMPLES } from './synth-block.ts';

const TABLE_SIZE = 1 << 16;
const table = gaussianTable();

/**
 * White Gaussian noise of unit variance for one block: the sum of two stretches of one table at random places with
 * random signs. Drawing each sample would cost ten times as much; 2^34 combinations keep blocks independent.
 */
export function fillWhite(random: Random, out: Float64Array): void {
  const a = random.uint32();
  const b = random.uint32();
  const atA = a >>> 16;
  const atB = b >>> 16;
  const gainA = a & 1 ? Math.SQRT1_2 : -Math.SQRT1_2;
  const gainB = b & 1 ? Math.SQRT1_2 : -Math.SQRT1_2;
  for (let i = 0; i < BLOCK_SAMPLES; i++)
    out[i] = gainA * table[atA + i]! + gainB * table[atB + i]!;
}

/**
 * Pink noise: power spectral density falling 10 dB a decade from 0.0004 of the sample rate up to a quarter of it, by
 * three first-order sections (P. Kellet's economy filter, musicdsp.org). The gain is set by density, not by variance.
 */
export class PinkNoise {
  readonly #gain: number;
  #b0 = 0;
  #b1 = 0;
  #b2 = 0;

  /** `densityG` is in g/√Hz at `atHz`. */
  constructor(densityG: number, atHz: number, sampleRateHz: number) {
    // White noise of unit variance has the one-sided density 2/fs.
    this.#gain =
      densityG / (Math.sqrt(2 / sampleRateHz) * magnitude((2 * Math.PI * atHz) / sampleRateHz));
  }

  /** Adds one block, coloured from `white`. */
  add(white: Float64Array, out: Float64Array, factor = 1): void {
    const gain = this.#gain * factor;
    let b0 = this.#b0;
    let b1 = this.#b1;
    let b2 = this.#b2;
    for (let i = 0; i < BLOCK_SAMPLES; i++) {
      const w = white[i]!;
      b0 = POLE_0 * b0 + ZERO_0 * w;
      b1 = POLE_1 * b1 + ZERO_1 * w;
      b2 = POLE_2 * b2 + ZERO_2 * w;
      out[i]! += gain * (b0 + b1 + b2 + DIRECT * w);
    }
    this.#b0 = b0;
    this.#b1 = b1;
    this.#b2 = b2;
  }
}

const POLE_0 = 0.99765;
const POLE_1 = 0.963;
const POLE_2 = 0.57;
const ZERO_0 = 0.099046;
const ZERO_1 = 0.2965164;
const ZERO_2 = 1.0526913;
const DIRECT = 0.1848;

function magnitude(omega: number): number {
  let re = DIRECT;
  let im = 0;
  for (const [pole, gain] of [
    [POLE_0, ZERO_0],
    [POLE_1, ZERO_1],
    [POLE_2, ZERO_2],
  ] as const) {
    const dRe = 1 - pole * Math.cos(omega);
    const dIm = pole * Math.sin(omega);
    const norm = dRe * dRe + dIm * dIm;
    re += (gain * dRe) / norm;
    im -= (gain * dIm) / norm;
  }
  return Math.hypot(re, im);
}

function gaussianTable(): Float64Array {
  const random = new Random(0x7e3010);
  const values = new Float64Array(TABLE_SIZE + BLOCK_SAMPLES);
  for (let i = 0; i < TABLE_SIZE; i++) values[i] = random.gaussian();
  values.copyWithin(TABLE_SIZE, 0, BLOCK_SAMPLES);
  return values;
}
