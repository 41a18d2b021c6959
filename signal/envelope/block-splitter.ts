import type { Fft, FftPlan, HeapBuffer } from '#signal/spectrum/fft';
import { type ContextPlan, PASS_SHARE } from './context-plan.ts';
import { raisedCosine } from './envelope-band.ts';
import type { Whitening } from './whitening.ts';

/** Sums over the kept part of a block's squared envelope, at its baseband rate. */
export interface EnvelopeSums {
  /** Mean of |z|², g²: twice the band's mean square. */
  meanSquare: number;
  /** Mean of |z|⁴, g⁴. */
  meanFourth: number;
}

/**
 * Splits one block of samples into a low-passed decimated signal and a decimated squared envelope of a band, all in the
 * frequency domain: transform, weigh by smooth-edged masks, transform back at reduced length. A stream keeps the middle half
 * of each block (overlap-save), a recording keeps all.
 */
export class BlockSplitter {
  /** Time samples go in here before `transform`. */
  readonly block: HeapBuffer;
  /** The block's spectrum after `transform`: DC, Nyquist, then (re, im). */
  readonly spectrum: HeapBuffer;
  readonly sums: EnvelopeSums = { meanSquare: 0, meanFourth: 0 };
  private readonly fft: Fft;
  private readonly plan: ContextPlan;
  private readonly forward: FftPlan;
  private readonly backward: FftPlan;
  private readonly decimated: HeapBuffer;
  private readonly baseband: HeapBuffer;
  private readonly squared: HeapBuffer;
  private readonly lowPass: Float32Array;
  private basebandPlan: FftPlan | null = null;
  private squaredPlan: FftPlan | null = null;

  constructor(fft: Fft, plan: ContextPlan) {
    const { blockSamples, decimation } = plan;
    this.fft = fft;
    this.plan = plan;
    this.forward = fft.plan(blockSamples, 'real');
    this.backward = fft.plan(blockSamples / decimation, 'real');
    this.block = fft.allocate(blockSamples);
    this.spectrum = fft.allocate(blockSamples);
    this.decimated = fft.allocate(blockSamples / decimation);
    this.baseband = fft.allocate(blockSamples);
    this.squared = fft.allocate(blockSamples / 2);
    const bins = blockSamples / decimation / 2;
    this.lowPass = Float32Array.from({ length: bins }, (_, k) =>
      raisedCosine((bins - k) / (bins * (1 - PASS_SHARE))),
    );
  }

  /** Time to frequency. */
  transform(): void {
    this.forward.forward(this.block, this.spectrum);
  }

  /** Writes the kept part of the low-passed, decimated block. */
  low(out: Float32Array): void {
    this.decimate(this.spectrum.f32, 1 / this.plan.blockSamples, out);
  }

  /** Writes the kept part of the band's squared envelope |z|² (g², whitened), low-passed and decimated; fills `sums`. */
  envelope(whitening: Whitening, out: Float32Array): void {
    const length = whitening.band.basebandSamples;
    if (this.basebandPlan?.length !== length || this.squaredPlan === null) {
      this.basebandPlan = this.fft.plan(length, 'complex');
      this.squaredPlan = this.fft.plan(length, 'real');
    }
    this.loadBand(whitening);
    this.basebandPlan.inverse(this.baseband, this.baseband);
    this.square(length);
    this.squaredPlan.forward(this.squared, this.squared);
    this.decimate(this.squared.f32, 1 / length, out);
  }

  /** Positive frequencies only: the analytic signal, shifted down, which leaves its magnitude as it is. */
  private loadBand(whitening: Whitening): void {
    const { gains } = whitening;
    const { firstBin, basebandSamples } = whitening.band;
    const from = this.spectrum.f32;
    const to = this.baseband.f32;
    const count = gains.length;
    for (let i = 0, k = 2 * firstBin; i < count; i++, k += 2) {
      const gain = gains[i]!;
      to[2 * i] = from[k]! * gain;
      to[2 * i + 1] = from[k + 1]! * gain;
    }
    to.fill(0, 2 * count, 2 * basebandSamples);
  }

  private square(length: number): void {
    const z = this.baseband.f32;
    const squared = this.squared.f32;
    const scale = 4 / (this.plan.blockSamples * this.plan.blockSamples);
    const { from, to } = this.kept(length);
    let sum = 0;
    let sumOfSquares = 0;
    for (let i = 0; i < from; i++) squared[i] = scale * (z[2 * i]! ** 2 + z[2 * i + 1]! ** 2);
    for (let i = from; i < to; i++) {
      const value = scale * (z[2 * i]! ** 2 + z[2 * i + 1]! ** 2);
      squared[i] = value;
      sum += value;
      sumOfSquares += value * value;
    }
    for (let i = to; i < length; i++) squared[i] = scale * (z[2 * i]! ** 2 + z[2 * i + 1]! ** 2);
    this.sums.meanSquare = sum / (to - from);
    this.sums.meanFourth = sumOfSquares / (to - from);
  }

  /** Takes the lowest bins of a real spectrum back to time at the decimated rate. */
  private decimate(spectrum: Float32Array, scale: number, out: Float32Array): void {
    const bins = this.lowPass;
    const to = this.decimated.f32;
    to[0] = spectrum[0]! * scale;
    to[1] = 0;
    for (let k = 1; k < bins.length; k++) {
      const gain = bins[k]! * scale;
      to[2 * k] = spectrum[2 * k]! * gain;
      to[2 * k + 1] = spectrum[2 * k + 1]! * gain;
    }
    this.backward.inverse(this.decimated, this.decimated);
    const { from } = this.kept(this.decimated.length);
    for (let i = 0; i < out.length; i++) out[i] = to[from + i]!;
  }

  private kept(length: number): { from: number; to: number } {
    const all = this.plan.chunkSamples * this.plan.decimation === this.plan.blockSamples;
    return all ? { from: 0, to: length } : { from: length / 4, to: (3 * length) / 4 };
  }
}
