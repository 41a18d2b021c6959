import type { Fft, FftPlan } from '#signal/spectrum/fft';
import type { HeapBuffer, Kernels } from '#signal/spectrum/kernels';
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
  /** Gains of the decimation: for the block's own spectrum, and for that of the squared envelope. */
  private readonly lowGains: HeapBuffer;
  private readonly squaredGains: HeapBuffer;
  private readonly bandGains: HeapBuffer;
  private readonly kernels: Kernels;
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
    this.bandGains = fft.allocate(blockSamples / 2);
    this.kernels = fft.kernels;
    const bins = blockSamples / decimation / 2;
    this.lowGains = fft.allocate(bins);
    this.squaredGains = fft.allocate(bins);
    for (let k = 0; k < bins; k++) {
      const gain = raisedCosine((bins - k) / (bins * (1 - PASS_SHARE)));
      this.lowGains.f32[k] = gain / blockSamples;
      this.squaredGains.f32[k] = gain;
    }
  }

  /** Time to frequency. */
  transform(): void {
    this.forward.forward(this.block, this.spectrum);
  }

  /** Writes the kept part of the low-passed, decimated block to `out` from `at`. */
  low(out: Float32Array, at: number): void {
    this.decimate(this.spectrum, this.lowGains, out, at);
  }

  /** Writes the kept part of the band's squared envelope |z|² (g², whitened), low-passed and decimated, from `at`; fills `sums`. */
  envelope(whitening: Whitening, out: Float32Array, at: number): void {
    const length = whitening.band.basebandSamples;
    if (this.basebandPlan?.length !== length || this.squaredPlan === null) {
      this.basebandPlan = this.fft.plan(length, 'complex');
      this.squaredPlan = this.fft.plan(length, 'real');
    }
    const { gains } = whitening;
    this.bandGains.f32.set(gains);
    // Positive frequencies only: the analytic signal, shifted down, which leaves its magnitude as it is.
    this.kernels.weigh(
      this.spectrum,
      whitening.band.firstBin,
      this.bandGains,
      gains.length,
      this.baseband,
      length,
    );
    this.basebandPlan.inverse(this.baseband, this.baseband);
    this.square(length);
    this.squaredPlan.forward(this.squared, this.squared);
    this.decimate(this.squared, this.squaredGains, out, at);
  }

  /** The squared envelope over its length, so that the way back through two transforms leaves it in g². */
  private square(length: number): void {
    const { kernels, baseband, squared } = this;
    const scale = 4 / (this.plan.blockSamples * this.plan.blockSamples) / length;
    const { from, to } = this.kept(length);
    kernels.square(baseband, 0, from, scale, squared);
    kernels.square(baseband, to, length, scale, squared);
    const sums = kernels.square(baseband, from, to, scale, squared);
    this.sums.meanSquare = (sums[0]! * length) / (to - from);
    this.sums.meanFourth = (sums[1]! * length * length) / (to - from);
  }

  /** Takes the lowest bins of a real spectrum back to time at the decimated rate. */
  private decimate(spectrum: HeapBuffer, gains: HeapBuffer, out: Float32Array, at: number): void {
    const { decimated } = this;
    this.kernels.weigh(spectrum, 0, gains, gains.length, decimated, gains.length);
    // The first pair holds two real bins: the mean, and the upper end, which is cut off.
    decimated.f32[1] = 0;
    this.backward.inverse(decimated, decimated);
    const { from } = this.kept(decimated.length);
    const to = decimated.f32;
    const count = this.plan.chunkSamples;
    for (let i = 0; i < count; i++) out[at + i] = to[from + i]!;
  }

  private kept(length: number): { from: number; to: number } {
    const all = this.plan.chunkSamples * this.plan.decimation === this.plan.blockSamples;
    return all ? { from: 0, to: length } : { from: length / 4, to: (3 * length) / 4 };
  }
}
