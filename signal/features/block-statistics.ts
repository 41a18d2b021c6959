import type { EnvelopeSums } from '#signal/envelope/block-splitter';
import type { ContextPlan } from '#signal/envelope/context-plan';
import type { Fft } from '#signal/spectrum/fft';
import type { HeapBuffer, Kernels } from '#signal/spectrum/kernels';
import { BANDS, USABLE_BANDWIDTH } from './band-table.ts';

/** Where sums of one block lie in its row, the first six as the kernel `moments` writes them; spectral segments follow from `segments`. */
export const ROW = {
  sum: 0,
  sum2: 1,
  sum3: 2,
  sum4: 3,
  low: 4,
  high: 5,
  envelope2: 6,
  envelope4: 7,
  /** Sums of the decimated squared envelope and of its square. */
  slow: 8,
  slow2: 9,
  centroid: 10,
  segments: 11,
} as const;

/** Limits of the three broad bands, Hz. */
const BROAD_EDGES_HZ = [1000, 5000];

/** Bins between two edges of the spectrum, with the bands that they belong to. */
interface Segment {
  readonly from: number;
  readonly to: number;
  /** Index in BANDS; −1 outside. */
  readonly band: number;
  /** 0 low, 1 mid, 2 high; −1 beyond the usable bandwidth. */
  readonly broad: number;
}

/** Levels read from summed rows: mean squares in g². */
export interface Levels {
  mean: number;
  variance: number;
  peak: number;
  skewness: number;
  kurtosis: number;
  envelopeSquare: number;
  envelopeKurtosis: number;
  /** Standard deviation over mean of the decimated squared envelope. */
  envelopeModulation: number;
  centroidHz: number;
  total: number;
  readonly broad: Float64Array;
  readonly bands: Float64Array;
}

/** Sums of single blocks, kept in rows, and the statistics of many rows together. */
export class BlockStatistics {
  readonly rowLength: number;
  readonly levels: Levels = {
    mean: 0,
    variance: 0,
    peak: 0,
    skewness: 0,
    kurtosis: 0,
    envelopeSquare: 0,
    envelopeKurtosis: 0,
    envelopeModulation: 0,
    centroidHz: 0,
    total: 0,
    broad: new Float64Array(BROAD_EDGES_HZ.length + 1),
    bands: new Float64Array(BANDS.length),
  };
  private readonly kernels: Kernels;
  private readonly power: HeapBuffer;
  /** Frequency of each bin, Hz. */
  private readonly frequencies: HeapBuffer;
  /** Times unscaled power gives the mean square of a bin. */
  private readonly scale: number;
  private readonly segments: readonly Segment[];
  private readonly sum: Float64Array;

  constructor(fft: Fft, plan: ContextPlan) {
    const bins = plan.blockSamples / 2;
    this.kernels = fft.kernels;
    this.power = fft.allocate(bins);
    this.frequencies = fft.allocate(bins);
    const hzPerBin = plan.sampleRateHz / plan.blockSamples;
    for (let k = 0; k < bins; k++) this.frequencies.f32[k] = k * hzPerBin;
    this.scale = 16 / (3 * plan.blockSamples * plan.blockSamples);
    this.segments = segmentsOf(plan.sampleRateHz, plan.blockSamples);
    this.rowLength = ROW.segments + this.segments.length;
    this.sum = new Float64Array(this.rowLength);
  }

  /** Sums of powers and the extremes of `count` samples (a multiple of 4) from `offset`. */
  writeMoments(
    samples: HeapBuffer,
    offset: number,
    count: number,
    rows: Float64Array,
    at: number,
  ): void {
    this.kernels.moments(samples, offset, count, rows, at + ROW.sum);
  }

  /** Means over a block's share of the envelope: of the band's full envelope, and of its decimated form from `from`. */
  writeEnvelope(
    sums: EnvelopeSums,
    envelope: Float32Array,
    from: number,
    count: number,
    rows: Float64Array,
    at: number,
  ): void {
    let sum = 0;
    let sum2 = 0;
    for (let i = from; i < from + count; i++) {
      const value = envelope[i]!;
      sum += value;
      sum2 += value * value;
    }
    rows[at + ROW.envelope2] = sums.meanSquare;
    rows[at + ROW.envelope4] = sums.meanFourth;
    rows[at + ROW.slow] = sum / count;
    rows[at + ROW.slow2] = sum2 / count;
  }

  /** Mean squares by segment of the block's spectrum under a Hann window, which is applied to the transform itself. */
  writeSpectrum(spectrum: HeapBuffer, rows: Float64Array, at: number): void {
    const { kernels, power, segments } = this;
    const first = segments[0]!.from;
    const last = segments[segments.length - 1]!.to;
    kernels.hannPower(spectrum, first, last, power, 0);
    for (let s = 0; s < segments.length; s++) {
      const { from, to } = segments[s]!;
      rows[at + ROW.segments + s] = kernels.sum(power, from, to) * this.scale;
    }
    rows[at + ROW.centroid] = kernels.dot(power, this.frequencies, first, last) * this.scale;
  }

  /** The levels of `count` rows of `samplesPerRow` samples together. */
  summarize(rows: Float64Array, count: number, samplesPerRow: number): Levels {
    const { sum, rowLength, levels } = this;
    sum.fill(0);
    addRows(rows, count, rowLength, sum);
    momentsInto(levels, sum, count * samplesPerRow);
    levels.envelopeSquare = sum[ROW.envelope2]! / count;
    const square = levels.envelopeSquare * levels.envelopeSquare;
    levels.envelopeKurtosis = square > 0 ? sum[ROW.envelope4]! / count / square - 2 : 0;
    const slow = sum[ROW.slow]! / count;
    const spread = Math.sqrt(Math.max(0, sum[ROW.slow2]! / count - slow * slow));
    levels.envelopeModulation = slow > 0 ? spread / slow : 0;
    levels.broad.fill(0);
    levels.bands.fill(0);
    levels.total = 0;
    for (let s = 0; s < this.segments.length; s++) {
      const { band, broad } = this.segments[s]!;
      const power = sum[ROW.segments + s]! / count;
      levels.total += power;
      if (band >= 0) levels.bands[band]! += power;
      if (broad >= 0) levels.broad[broad]! += power;
    }
    levels.centroidHz = levels.total > 0 ? sum[ROW.centroid]! / count / levels.total : 0;
    return levels;
  }
}

function addRows(rows: Float64Array, count: number, rowLength: number, sum: Float64Array): void {
  sum[ROW.low] = Number.POSITIVE_INFINITY;
  sum[ROW.high] = Number.NEGATIVE_INFINITY;
  for (let row = 0, at = 0; row < count; row++, at += rowLength) {
    for (let i = 0; i < ROW.low; i++) sum[i]! += rows[at + i]!;
    for (let i = ROW.envelope2; i < rowLength; i++) sum[i]! += rows[at + i]!;
    sum[ROW.low] = Math.min(sum[ROW.low]!, rows[at + ROW.low]!);
    sum[ROW.high] = Math.max(sum[ROW.high]!, rows[at + ROW.high]!);
  }
}

/** Central moments from sums of powers; float64 keeps them exact enough beside an offset of 1 g. */
function momentsInto(levels: Levels, sum: Float64Array, n: number): void {
  const mean = sum[ROW.sum]! / n;
  const m2 = sum[ROW.sum2]! / n;
  const m3 = sum[ROW.sum3]! / n;
  const m4 = sum[ROW.sum4]! / n;
  const variance = Math.max(0, m2 - mean * mean);
  levels.mean = mean;
  levels.variance = variance;
  levels.peak = Math.max(sum[ROW.high]! - mean, mean - sum[ROW.low]!);
  const flat = variance <= 1e-14 * m2 || variance === 0;
  levels.skewness = flat ? 0 : (m3 - 3 * mean * m2 + 2 * mean ** 3) / variance ** 1.5;
  levels.kurtosis = flat
    ? 3
    : (m4 - 4 * mean * m3 + 6 * mean * mean * m2 - 3 * mean ** 4) / (variance * variance);
}

function segmentsOf(sampleRateHz: number, blockSamples: number): Segment[] {
  const binOf = (hz: number) => Math.ceil((hz * blockSamples) / sampleRateHz);
  const top = Math.min(binOf(USABLE_BANDWIDTH * sampleRateHz), blockSamples / 2 - 1);
  const edges = [...BANDS.flatMap((band) => [band.lowHz, band.highHz]), ...BROAD_EDGES_HZ].map(
    binOf,
  );
  // Bin 1 would hold half of what a Hann window spreads from the offset.
  const cuts = [...new Set([2, ...edges, top])].filter((bin) => bin >= 2 && bin <= top);
  cuts.sort((a, b) => a - b);
  return cuts.slice(1).map((to, i) => {
    const from = cuts[i]!;
    const band = BANDS.findIndex((b) => from >= binOf(b.lowHz) && to <= binOf(b.highHz));
    const broad = BROAD_EDGES_HZ.filter((edge) => from >= binOf(edge)).length;
    return { from, to, band, broad };
  });
}
