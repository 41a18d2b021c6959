import { fillWhite } from '../noise.ts';
import type { Random } from '../random.ts';
import { addSine } from '../sine.ts';
import { BLOCK_SAMPLES, type Source, type SynthBlock } from '../synth-block.ts';
import { growth } from './shaft-faults.ts';

/**
 * Too little grease: metal touches metal. A carpet of high-frequency noise that swells with stick-slip at 2–5 Hz, and small
 * blows at random times, locked to nothing.
 */
export class Lubrication implements Source {
  readonly #random: Random;
  readonly #stickSlipHz: number;
  readonly #depth: number;
  readonly #blowsHz: number;
  readonly #carpetG: number;
  #phase: number;
  #last = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#stickSlipHz = random.range(2, 5);
    this.#depth = random.range(0.4, 0.8);
    this.#blowsHz = random.range(20, 80);
    this.#carpetG = random.range(0.35, 0.8);
    this.#phase = random.uniform();
  }

  render(block: SynthBlock, severity: number): void {
    const random = this.#random;
    const size = growth(severity) * Math.sqrt(block.speedRatio);
    const envelope = block.scratch.fill(1);
    const step = this.#stickSlipHz / block.sampleRateHz;
    addSine(envelope, this.#depth, this.#phase, step);
    this.#phase = (this.#phase + step * BLOCK_SAMPLES) % 1;
    fillWhite(random, noise);
    // The difference of white noise rises 20 dB a decade and keeps out of the velocity band; its r.m.s. is √2.
    const gain = (size * this.#carpetG) / Math.SQRT2;
    let last = this.#last;
    for (let i = 0; i < BLOCK_SAMPLES; i++) {
      const white = noise[i]!;
      block.direct[i]! += gain * envelope[i]! * (white - last);
      last = white;
    }
    this.#last = last;
    const expected = (this.#blowsHz * BLOCK_SAMPLES) / block.sampleRateHz;
    if (random.uniform() < expected) {
      block.blows[random.integer(0, BLOCK_SAMPLES - 1)]! += random.exponential(1.5) * size;
    }
  }
}

const noise = new Float64Array(BLOCK_SAMPLES);
