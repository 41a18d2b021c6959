import type { ContextPlan } from '#signal/envelope/context-plan';
import { PASS_SHARE } from '#signal/envelope/context-plan';
import type { Fft, FftPlan } from '#signal/spectrum/fft';
import { FLOOR_BLOCK, type HeapBuffer, type Kernels } from '#signal/spectrum/kernels';

/** Upper bound of a bin's weight in its neighbours' floor, in octaves of power over the plain mean: 6 dB. */
const CLIP_OCTAVES = 2;

/** 10·lg(e^γ): the geometric mean of a noise spectrum's bins lies this far below their mean power. */
const GEOMETRIC_BIAS_DB = 2.507;

/** Half-width of the neighbourhood that makes a line's floor, Hz. */
const FLOOR_HALF_WIDTH_HZ = 25;

/** Height that one harmonic may add to a comb: one tall line of another cause must not carry it alone. */
const COMB_CLIP_DB = 20;

/** The lowest bin that a Hann window leaves free of the mean. */
const FIRST_BIN = 2;

/** The spectrum of a whole context: power, heights over the floor, and the search for lines in it. */
export class LineSpectrumReader {
  readonly hzPerBin: number;
  /** The context's samples go in here: a ring. */
  readonly time: HeapBuffer;
  /** Squared magnitude under a Hann window, unscaled; see `meanSquareScale`. */
  readonly powerBuffer: HeapBuffer;
  /** Height of each bin over its local floor, dB, from bin 2 to `validBins`. Renewed by `transform`. */
  heights: Float32Array<ArrayBuffer>;
  /** Times `power` gives the mean square of a bin. */
  readonly meanSquareScale: number;
  /** Bins below this one are left whole by the decimation. */
  readonly usableBins: number;
  /** Bins from 2 to here are valid since the last `transform`. */
  validBins = 0;
  private readonly heightsBuffer: HeapBuffer;
  private readonly floorSums: HeapBuffer;
  private readonly kernels: Kernels;
  private readonly plan: FftPlan;
  private readonly halfWidth: number;

  constructor(fft: Fft, plan: ContextPlan) {
    const n = plan.contextSamples;
    this.hzPerBin = plan.hzPerBin;
    this.time = fft.allocate(n);
    this.powerBuffer = fft.allocate(n / 2);
    this.heightsBuffer = fft.allocate(n / 2);
    this.heights = this.heightsBuffer.f32;
    this.floorSums = fft.allocate(n / FLOOR_BLOCK);
    this.kernels = fft.kernels;
    this.meanSquareScale = 16 / (3 * n * n);
    this.usableBins = Math.floor((n / 2) * (plan.decimation === 1 ? 0.95 : PASS_SHARE));
    this.plan = fft.plan(n, 'real');
    this.halfWidth = Math.max(FLOOR_BLOCK, Math.round(FLOOR_HALF_WIDTH_HZ / plan.hzPerBin));
  }

  /** The unscaled power of each bin; read it anew after each `transform`. */
  get power(): Float32Array<ArrayBuffer> {
    return this.powerBuffer.f32;
  }

  /** Transforms `time` (which it overwrites; its oldest sample lies `start` of its length in) and takes the power up to `limitHz`, the heights up to `floorLimitHz`. */
  transform(start: number, limitHz: number, floorLimitHz: number): void {
    this.plan.forward(this.time, this.time);
    const bins = Math.min(this.usableBins, Math.ceil(limitHz / this.hzPerBin) + 1);
    this.kernels.hannPower(this.time, FIRST_BIN, bins, this.powerBuffer, start);
    const floorBins = Math.min(bins, Math.ceil(floorLimitHz / this.hzPerBin) + this.halfWidth);
    const blocks = Math.max(0, Math.floor((floorBins - FIRST_BIN) / FLOOR_BLOCK));
    this.validBins = FIRST_BIN + blocks * FLOOR_BLOCK;
    this.heights = this.heightsBuffer.f32;
    this.kernels.heights(
      this.powerBuffer,
      FIRST_BIN,
      blocks,
      Math.round(this.halfWidth / FLOOR_BLOCK),
      CLIP_OCTAVES,
      GEOMETRIC_BIAS_DB,
      this.floorSums,
      this.heightsBuffer,
    );
  }

  /** Peak amplitude of the line around a bin, from the energy of three bins, so that its place between them matters little. */
  amplitude(bin: number): number {
    const { power } = this;
    const sum = power[bin - 1]! + power[bin]! + power[bin + 1]!;
    return Math.sqrt(2 * sum * this.meanSquareScale);
  }

  /** The highest of the bin at a frequency and its two neighbours; 0 where the spectrum does not reach. */
  nearest(hz: number): number {
    const bin = Math.round(hz / this.hzPerBin);
    if (bin <= FIRST_BIN || bin + 1 >= this.validBins) return 0;
    const { heights } = this;
    const middle = heights[bin]!;
    const left = heights[bin - 1]!;
    const right = heights[bin + 1]!;
    if (left > middle && left >= right && bin - 1 > FIRST_BIN) return bin - 1;
    return right > middle && bin + 2 < this.validBins ? bin + 1 : bin;
  }

  /** The highest bin between two frequencies; 0 where the spectrum does not reach. */
  highest(fromHz: number, toHz: number): number {
    const from = Math.max(FIRST_BIN + 1, Math.floor(fromHz / this.hzPerBin));
    const to = Math.min(this.validBins - 2, Math.ceil(toHz / this.hzPerBin));
    let best = 0;
    for (let k = from; k <= to; k++) {
      if (best === 0 || this.heights[k]! > this.heights[best]!) best = k;
    }
    return best;
  }

  /**
   * The factor within 1 ± `tolerance` at which the harmonics of a line stand highest together. All harmonics share one
   * factor: slip moves them alike, noise does not.
   */
  combRatio(hz: number, harmonics: number, tolerance: number): number {
    const { heights, validBins } = this;
    const bin = hz / this.hzPerBin;
    const count = Math.min(harmonics, Math.floor((validBins - 2) / bin));
    if (!(bin > 0) || count < 1) return 1;
    const steps = Math.max(1, Math.ceil(bin * count * tolerance));
    let best = Number.NEGATIVE_INFINITY;
    let bestStep = 0;
    for (let step = -steps; step <= steps; step++) {
      const shifted = bin * (1 + (tolerance * step) / steps);
      let sum = 0;
      for (let h = 1; h <= count; h++) {
        const k = (shifted * h + 0.5) | 0;
        if (k <= FIRST_BIN || k >= validBins) continue;
        const height = heights[k]!;
        sum += Math.min(height, COMB_CLIP_DB);
      }
      // Of equal sums the nearest to the computed place wins.
      if (sum > best + 1e-6 || (sum >= best && Math.abs(step) < Math.abs(bestStep))) {
        best = sum;
        bestStep = step;
      }
    }
    return 1 + (tolerance * bestStep) / steps;
  }

  /** Lowers the harmonics of `hz` to the floor (within a bin), but for those within a bin of a line that is looked for. */
  silence(hz: number, lines: Float64Array): void {
    const { heights, hzPerBin, validBins } = this;
    for (let harmonic = hz; harmonic < validBins * hzPerBin; harmonic += hz) {
      let spared = false;
      for (let i = 0; i < lines.length; i++) {
        const away = lines[i]! - harmonic;
        if (away < hzPerBin && -away < hzPerBin) spared = true;
      }
      const bin = Math.round(harmonic / hzPerBin);
      for (let k = Math.max(FIRST_BIN, bin - 1); !spared && k <= bin + 1 && k < validBins; k++) {
        if (heights[k]! > 0) heights[k] = 0;
      }
    }
  }

  /** Sum of mean squares over bins whose frequency lies in [from, to), g² or g⁴. */
  meanSquare(fromHz: number, toHz: number): number {
    const from = Math.max(FIRST_BIN, Math.ceil(fromHz / this.hzPerBin));
    const to = Math.min(this.usableBins, Math.ceil(toHz / this.hzPerBin));
    if (to <= from) return 0;
    return this.kernels.sum(this.powerBuffer, from, to) * this.meanSquareScale;
  }
}
