import { fillWhite } from '../noise.ts';
import type { Random } from '../random.ts';
import { BLOCK_SAMPLES, type Source, type SynthBlock } from '../synth-block.ts';
import { growth } from './shaft-faults.ts';

/**
 * Vapour bubbles that collapse: bursts of a few milliseconds at random times, strongest around 1.5–2.5 kHz, over a steady
 * hiss of the same colour. The worse, the more bursts; a second of a mild case may hold none.
 */
export class Cavitation implements Source {
  readonly #random: Random;
  readonly #decayS: number;
  readonly #burstsHz: number;
  readonly #burstG: number;
  readonly #hissG: number;
  readonly #b0: number;
  readonly #a1: number;
  readonly #a2: number;
  #level = 0;
  #s1 = 0;
  #s2 = 0;

  constructor(random: Random, sampleRateHz: number) {
    this.#random = random;
    this.#decayS = random.range(0.002, 0.005);
    this.#burstsHz = random.range(15, 60);
    this.#burstG = random.range(0.8, 2.5);
    this.#hissG = random.range(0.1, 0.35);
    // Band-pass of unit peak gain (R. Bristow-Johnson's cookbook), Q near 1.5.
    const q = random.range(1.2, 2);
    const omega =
      (2 * Math.PI * Math.min(random.range(1500, 2500), 0.4 * sampleRateHz)) / sampleRateHz;
    const alpha = Math.sin(omega) / (2 * q);
    // White noise of unit variance leaves with about this variance; divided out, so that amplitudes are g.
    const passed = Math.sqrt(omega / (2 * q));
    this.#b0 = alpha / (1 + alpha) / passed;
    this.#a1 = (-2 * Math.cos(omega)) / (1 + alpha);
    this.#a2 = (1 - alpha) / (1 + alpha);
  }

  render(block: SynthBlock, severity: number): void {
    const random = this.#random;
    const size = growth(severity) * block.speedRatio ** 2;
    const expected = (this.#burstsHz * severity * BLOCK_SAMPLES) / block.sampleRateHz;
    const start = random.uniform() < expected ? random.integer(0, BLOCK_SAMPLES - 1) : -1;
    const burst = this.#burstG * random.range(0.5, 1.5);
    const decay = Math.exp(-1 / (block.sampleRateHz * this.#decayS));
    const hiss = this.#hissG;
    fillWhite(random, block.scratch);
    let { s1, s2 } = { s1: this.#s1, s2: this.#s2 };
    let level = this.#level;
    for (let i = 0; i < BLOCK_SAMPLES; i++) {
      if (i === start) level += burst;
      level *= decay;
      const x = block.scratch[i]! * (hiss + level);
      const y = this.#b0 * x + s1;
      s1 = s2 - this.#a1 * y;
      s2 = -this.#b0 * x - this.#a2 * y;
      block.direct[i]! += size * y;
    }
    this.#s1 = s1;
    this.#s2 = s2;
    this.#level = level;
  }
}
