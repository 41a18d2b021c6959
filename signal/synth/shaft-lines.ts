import type { Random } from './random.ts';
import { addSine, peakGOfVelocity } from './sine.ts';
import { BLOCK_SAMPLES, type SynthBlock } from './synth-block.ts';

/** One line locked to the shaft: `velocityMmS` r.m.s. at the machine's nominal speed. */
export type ShaftLine = { readonly order: number; readonly velocityMmS: number };

/**
 * Lines at orders of the shaft with random phases. Force of a rotating mass grows with speed², so acceleration does
 * (ISO 21940-11 keeps e·ω): amplitude = nominal · (speed / nominal)². `unrest` is the relative wander of the amplitudes.
 */
export class ShaftLines {
  readonly #random: Random;
  readonly #orders: Float64Array;
  readonly #velocities: Float64Array;
  readonly #phases: Float64Array;
  readonly #unrest: Float64Array;
  readonly #unrestSd: number;
  readonly #unrestS: number;

  constructor(
    random: Random,
    lines: readonly ShaftLine[],
    unrest: { sd: number; correlationS: number },
  ) {
    this.#random = random;
    this.#orders = Float64Array.from(lines, (line) => line.order);
    this.#velocities = Float64Array.from(lines, (line) => line.velocityMmS);
    this.#phases = Float64Array.from(lines, () => random.uniform());
    this.#unrest = Float64Array.from(lines, () => random.gaussian());
    this.#unrestSd = unrest.sd;
    this.#unrestS = unrest.correlationS;
  }

  /** Adds all lines, scaled by `factor`. */
  add(block: SynthBlock, factor: number): void {
    const forget = Math.exp(-BLOCK_SAMPLES / (block.sampleRateHz * this.#unrestS));
    const renew = Math.sqrt(1 - forget * forget);
    const scale = factor * block.speedRatio * block.speedRatio;
    for (let k = 0; k < this.#orders.length; k++) {
      const order = this.#orders[k]!;
      const unrest = forget * this.#unrest[k]! + renew * this.#random.gaussian();
      this.#unrest[k] = unrest;
      const peakG = peakGOfVelocity(this.#velocities[k]!, order * block.nominalHz);
      addSine(
        block.direct,
        peakG * scale * Math.max(0, 1 + this.#unrestSd * unrest),
        order * block.revolutions + this.#phases[k]!,
        order * block.revolutionsPerSample,
      );
    }
  }
}
