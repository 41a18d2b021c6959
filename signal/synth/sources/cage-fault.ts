import { fillWhite } from '../noise.ts';
import type { Random } from '../random.ts';
import { BLOCK_SAMPLES, type Source, type SynthBlock } from '../synth-block.ts';
import { growth } from './shaft-faults.ts';

/** R.m.s. of a rub at severity 1, g. */
const FULL_RUB_G = 2;

/** A broken or worn cage: it rubs once in its turn, a burst of noise for a part of the turn, and knocks when it lets go. */
export class CageFault implements Source {
  readonly #random: Random;
  readonly #order: number;
  readonly #width: number;
  readonly #rubG: number;
  readonly #knockG: number;
  readonly #jitter: number;
  #turns: number;
  #rubStart: number;

  constructor(random: Random, cageOrder: number, noiseGain: number) {
    this.#random = random;
    this.#order = cageOrder * (1 + random.range(-0.012, 0.008));
    this.#width = random.range(0.08, 0.25);
    this.#rubG = (FULL_RUB_G * random.range(0.7, 1.3)) / noiseGain;
    this.#knockG = random.range(2, 6);
    this.#jitter = random.range(0.005, 0.015);
    this.#turns = random.uniform();
    this.#rubStart = this.#turns + random.uniform();
  }

  render(block: SynthBlock, severity: number): void {
    const size = growth(severity) * block.speedRatio;
    const step = this.#order * block.revolutionsPerSample;
    fillWhite(this.#random, block.scratch);
    for (let i = 0; i < BLOCK_SAMPLES; i++) {
      const into = this.#turns - this.#rubStart;
      if (into >= this.#width) this.#letGo(block, i, size);
      else if (into >= 0) {
        const share = into / this.#width;
        // A parabola instead of a sine: zero at both ends, one in the middle.
        block.blows[i]! += this.#rubG * size * 4 * share * (1 - share) * block.scratch[i]!;
      }
      this.#turns += step;
    }
  }

  #letGo(block: SynthBlock, at: number, size: number): void {
    block.blows[at]! += this.#knockG * size * this.#random.range(0.5, 1.5);
    this.#rubStart += Math.max(this.#width * 2, 1 + this.#jitter * this.#random.gaussian());
  }
}
