import type { Random } from '../random.ts';
import { BLOCK_SAMPLES, type Source, type SynthBlock } from '../synth-block.ts';

/** Mean time between disturbances, s. */
const MEAN_INTERVAL_S = 8;

/**
 * What a plant does to every sensor, healthy or not: a door, a fork lift, a valve. A blow into the structure and a decaying
 * thud. They belong in healthy records too, or a transient itself would give the class away.
 */
export class Transients implements Source {
  readonly #random: Random;
  #waitS: number;
  #thud = 0;
  #thudCos = 0;
  #thudSin = 0;
  #y1 = 0;
  #y2 = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#waitS = random.exponential(MEAN_INTERVAL_S);
  }

  render(block: SynthBlock): void {
    const blockS = BLOCK_SAMPLES / block.sampleRateHz;
    this.#waitS -= blockS;
    if (this.#waitS <= 0) {
      this.#start(block);
      this.#waitS += this.#random.exponential(MEAN_INTERVAL_S);
    }
    if (this.#thud === 0) return;
    let y1 = this.#y1;
    let y2 = this.#y2;
    for (let i = 0; i < BLOCK_SAMPLES; i++) {
      const y = this.#thudCos * y1 + this.#thudSin * y2;
      block.direct[i]! += y;
      y2 = y1;
      y1 = y;
    }
    this.#y1 = y1;
    this.#y2 = y2;
    this.#thud *= Math.exp(-blockS / 0.04);
    if (this.#thud < 1e-6) this.#thud = 0;
  }

  #start(block: SynthBlock): void {
    const random = this.#random;
    block.blows[random.integer(0, BLOCK_SAMPLES - 1)]! += random.logRange(0.1, 1.5);
    const omega = (2 * Math.PI * random.logRange(40, 400)) / block.sampleRateHz;
    const radius = Math.exp(-1 / (block.sampleRateHz * random.range(0.015, 0.04)));
    this.#thud = random.logRange(0.01, 0.15);
    this.#thudCos = 2 * radius * Math.cos(omega);
    this.#thudSin = -radius * radius;
    // A sine that starts at zero: y[-1] = -A·sin ω.
    this.#y1 = 0;
    this.#y2 = -this.#thud * Math.sin(omega);
  }
}
