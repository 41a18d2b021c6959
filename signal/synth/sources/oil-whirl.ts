import type { Random } from '../random.ts';
import { addSine, peakGOfVelocity } from '../sine.ts';
import { BLOCK_SAMPLES, type Source, type SynthBlock } from '../synth-block.ts';
import { growth } from './shaft-faults.ts';

/**
 * Oil whirl of a journal bearing: one line at 0.42–0.48 of the shaft, never at half; its place wanders slowly with load and
 * oil temperature, its amplitude breathes.
 */
export class OilWhirl implements Source {
  readonly #random: Random;
  readonly #order: number;
  readonly #fullMmS: number;
  #phase: number;
  #drift = 0;
  #breath = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#order = random.range(0.425, 0.475);
    this.#fullMmS = random.range(7, 10);
    this.#phase = random.uniform();
  }

  render(block: SynthBlock, severity: number): void {
    const blockS = BLOCK_SAMPLES / block.sampleRateHz;
    this.#drift = this.#wander(this.#drift, blockS / 2);
    this.#breath = this.#wander(this.#breath, blockS / 0.7);
    const order = this.#order + 0.002 * this.#drift;
    const peakG =
      peakGOfVelocity(this.#fullMmS, order * block.nominalHz) *
      growth(severity) *
      block.speedRatio ** 2 *
      Math.max(0, 1 + 0.15 * this.#breath);
    const step = order * block.revolutionsPerSample;
    addSine(block.direct, peakG, this.#phase, step);
    this.#phase = (this.#phase + step * BLOCK_SAMPLES) % 1;
  }

  /** One step of a unit-variance random walk that is drawn back to zero. */
  #wander(value: number, share: number): number {
    const forget = Math.exp(-share);
    return forget * value + Math.sqrt(1 - forget * forget) * this.#random.gaussian();
  }
}
