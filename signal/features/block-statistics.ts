import type { EnvelopeSums } from '#signal/envelope/block-splitter';
import type { ContextPlan } from '#signal/envelope/context-plan';
import { BANDS, USABLE_BANDWIDTH } from './band-table.ts';

/** Where sums of one block lie in its row; spectral segments follow from `segments`. */
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
  private readonly plan: ContextPlan;
  private readonly segments: readonly Segment[];
  private readonly sum: Float64Array;

  constructor(plan: ContextPlan) {
    this.plan = plan;
    this.segments = segmentsOf(plan.sampleRateHz, plan.blockSamples);
    this.rowLength = ROW.segments + this.segments.length;
    this.sum = new Float64Array(this.rowLength);
  }

  /** Sums over samples `from` … `to`−1: powers of the values and their extremes. */
  writeMoments(samples: Float32Array, from: number, to: number, rows: Float64Array, at: number) {
    // Two sets of sums: one chain of additions would wait for itself. An odd last sample goes into the first set.
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let a4 = 0;
    let b1 = 0;
    let b2 = 0;
    let b3 = 0;
    let b4 = 0;
    let low = samples[from]!;
    let high = low;
    const even = to - ((to - from) & 1);
    for (let i = from; i < even; i += 2) {
      const a = samples[i]!;
      const b = samples[i + 1]!;
      const aa = a * a;
      const bb = b * b;
      a1 += a;
      b1 += b;
      a2 += aa;
      b2 += bb;
      a3 += aa * a;
      b3 += bb * b;
      a4 += aa * aa;
      b4 += bb * bb;
      // Hardly ever true, so well predicted; asking which of the two is larger would cost a wrong guess every other time.
      if (a < low) low = a;
      if (b < low) low = b;
      if (a > high) high = a;
      if (b > high) high = b;
    }
    if (even < to) {
      const a = samples[even]!;
      a1 += a;
      a2 += a * a;
      a3 += a * a * a;
      a4 += a * a * a * a;
      low = Math.min(low, a);
      high = Math.max(high, a);
    }
    rows[at + ROW.sum] = a1 + b1;
    rows[at + ROW.sum2] = a2 + b2;
    rows[at + ROW.sum3] = a3 + b3;
    rows[at + ROW.sum4] = a4 + b4;
    rows[at + ROW.low] = low;
    rows[at + ROW.high] = high;
  }

  /** Means over one chunk of the envelope: of the band's full envelope and of its decimated form. */
  writeEnvelope(sums: EnvelopeSums, chunk: Float32Array, rows: Float64Array, at: number): void {
    let sum = 0;
    let sum2 = 0;
    for (let i = 0; i < chunk.length; i++) {
      const value = chunk[i]!;
      sum += value;
      sum2 += value * value;
    }
    rows[at + ROW.envelope2] = sums.meanSquare;
    rows[at + ROW.envelope4] = sums.meanFourth;
    rows[at + ROW.slow] = sum / chunk.length;
    rows[at + ROW.slow2] = sum2 / chunk.length;
  }

  /** Mean squares by segment of the block's spectrum under a Hann window, which is applied to the transform itself. */
  writeSpectrum(spectrum: Float32Array, rows: Float64Array, at: number): void {
    const n = this.plan.blockSamples;
    const scale = 16 / (3 * n * n);
    let centroid = 0;
    for (let s = 0; s < this.segments.length; s++) {
      const { from, to } = this.segments[s]!;
      let power = 0;
      let moment = 0;
      // Sliding values: each entry of the spectrum is read once.
      let left = spectrum[2 * from - 2]!;
      let leftIm = spectrum[2 * from - 1]!;
      let middle = spectrum[2 * from]!;
      let middleIm = spectrum[2 * from + 1]!;
      for (let k = from; k < to; k++) {
        const right = spectrum[2 * k + 2]!;
        const rightIm = spectrum[2 * k + 3]!;
        const re = 0.5 * middle - 0.25 * (left + right);
        const im = 0.5 * middleIm - 0.25 * (leftIm + rightIm);
        const p = re * re + im * im;
        power += p;
        moment += p * k;
        left = middle;
        leftIm = middleIm;
        middle = right;
        middleIm = rightIm;
      }
      rows[at + ROW.segments + s] = power * scale;
      centroid += moment * scale;
    }
    rows[at + ROW.centroid] = (centroid * this.plan.sampleRateHz) / n;
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
