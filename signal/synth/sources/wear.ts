import { fillWhite } from '../noise.ts';
import type { Random } from '../random.ts';
import { ShaftLines } from '../shaft-lines.ts';
import { addSine } from '../sine.ts';
import { BLOCK_SAMPLES, type Source, type SynthBlock } from '../synth-block.ts';
import { growth } from './shaft-faults.ts';

/** Worn running surfaces: broadband noise in the structure that swells once and twice a turn, with a little 1X–4X. */
export class Wear implements Source {
  readonly #random: Random;
  readonly #lines: ShaftLines;
  readonly #noiseG: number;
  readonly #once: number;
  readonly #twice: number;
  readonly #phaseOnce: number;
  readonly #phaseTwice: number;

  constructor(random: Random, noiseGain: number) {
    this.#random = random;
    this.#lines = new ShaftLines(
      random,
      [1, 2, 3, 4].map((order) => ({ order, velocityMmS: random.range(0.6, 1.6) / order })),
      { sd: 0.1, correlationS: 1 },
    );
    this.#noiseG = random.range(0.4, 1) / noiseGain;
    this.#once = random.range(0.3, 0.6);
    this.#twice = random.range(0.15, 0.4);
    this.#phaseOnce = random.uniform();
    this.#phaseTwice = random.uniform();
  }

  render(block: SynthBlock, severity: number): void {
    const size = growth(severity);
    this.#lines.add(block, size);
    const envelope = block.scratch.fill(1);
    const { revolutions, revolutionsPerSample } = block;
    addSine(envelope, this.#once, revolutions + this.#phaseOnce, revolutionsPerSample);
    addSine(envelope, this.#twice, 2 * revolutions + this.#phaseTwice, 2 * revolutionsPerSample);
    fillWhite(this.#random, noise);
    const gain = this.#noiseG * size * block.speedRatio;
    for (let i = 0; i < BLOCK_SAMPLES; i++) block.blows[i]! += gain * envelope[i]! * noise[i]!;
  }
}

const noise = new Float64Array(BLOCK_SAMPLES);
