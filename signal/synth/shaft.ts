import type { Random } from './random.ts';
import { BLOCK_SAMPLES, type SynthBlock } from './synth-block.ts';

/** Correlation time of the wander of speed, s: load and mains move a machine over seconds. */
const WANDER_S = 1.5;

/**
 * The shaft's angle. Speed wanders by about a tenth of a per cent and follows ramps; only the phase integrates it, so a
 * change of speed moves the lines and never the amplitude of a sample already made.
 */
export class Shaft {
  readonly #random: Random;
  readonly #wanderSd: number;
  #wander: number;
  #hz: number;
  #targetHz: number;
  #hzPerBlock = 0;
  #revolutions: number;

  constructor(random: Random, hz: number) {
    this.#random = random;
    this.#hz = hz;
    this.#targetHz = hz;
    this.#revolutions = random.uniform();
    this.#wanderSd = random.range(0.0003, 0.0015);
    this.#wander = this.#wanderSd * random.gaussian();
  }

  /** Speed without the wander, Hz. */
  get hz(): number {
    return this.#hz;
  }

  /** Goes to a new speed in even steps over `blocks` blocks; 0 at once. */
  rampTo(hz: number, blocks: number): void {
    this.#targetHz = hz;
    if (blocks < 1) this.#hz = hz;
    this.#hzPerBlock = blocks < 1 ? 0 : Math.abs(hz - this.#hz) / blocks;
  }

  /** Writes angle and speed of the next block. */
  advance(block: SynthBlock): void {
    const gap = this.#targetHz - this.#hz;
    this.#hz =
      Math.abs(gap) <= this.#hzPerBlock
        ? this.#targetHz
        : this.#hz + Math.sign(gap) * this.#hzPerBlock;
    const forget = Math.exp(-BLOCK_SAMPLES / (block.sampleRateHz * WANDER_S));
    this.#wander =
      forget * this.#wander +
      Math.sqrt(1 - forget * forget) * this.#wanderSd * this.#random.gaussian();
    block.revolutions = this.#revolutions;
    block.revolutionsPerSample = (this.#hz * (1 + this.#wander)) / block.sampleRateHz;
    block.speedRatio = this.#hz / block.nominalHz;
    this.#revolutions += block.revolutionsPerSample * BLOCK_SAMPLES;
  }
}
