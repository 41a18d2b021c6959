/** Upper bound of a bin's weight in its neighbours' floor, in octaves of power over the plain mean: 6 dB. */
const CLIP_LOG2 = 2;

/** 10·lg(e^γ): the geometric mean of a noise spectrum's bins lies this far below their mean power. */
const GEOMETRIC_BIAS_DB = 2.507;

const DB_PER_LOG2 = 10 * Math.log10(2);
const MANTISSA_SCALE = 2 ** -23;

/**
 * Measures how far each bin of a power spectrum stands over its neighbourhood, in dB. The floor of a bin is the geometric mean
 * of the bins within ± `halfWidth`, taken a second time with each clipped to 6 dB over the first, so that lines do not lift
 * it; brought to the mean power of noise. The logarithm is a polynomial, right to 0.0004 dB.
 */
export class FloorMeter {
  private readonly logs: Float64Array;
  private readonly prefix: Float64Array;

  constructor(bins: number) {
    this.logs = new Float64Array(bins);
    this.prefix = new Float64Array(bins + 1);
  }

  /** Heights of bins `from` … `to`−1 into `heights`, dB. `bits` views the same memory as `power`. */
  measure(
    bits: Int32Array,
    from: number,
    to: number,
    halfWidth: number,
    heights: Float32Array,
  ): void {
    const { logs, prefix } = this;
    let sum = 0;
    prefix[from] = 0;
    for (let k = from; k < to; k++) {
      const word = bits[k]!;
      const t = (word & 0x7fffff) * MANTISSA_SCALE;
      // log2(1+t) as t + t(1−t)·polynomial: exact at both ends, so continuous over powers of two.
      const curve = 0.43837932982764116 + t * (-0.23750132506741736 + t * 0.0806531584791188);
      const log = (word >> 23) - 127 + t + t * (1 - t) * curve;
      logs[k] = log;
      sum += log;
      prefix[k + 1] = sum;
    }
    this.clip(from, to, halfWidth, heights);
    const last = to - 1;
    for (let k = from; k < to; k++) {
      const low = Math.max(from, k - halfWidth);
      const high = Math.min(last, k + halfWidth) + 1;
      const floor = (prefix[high]! - prefix[low]!) / (high - low);
      heights[k] = (logs[k]! - floor) * DB_PER_LOG2 - GEOMETRIC_BIAS_DB;
    }
  }

  /** Replaces the running sums by those of the clipped logarithms. */
  private clip(from: number, to: number, halfWidth: number, clipped: Float32Array): void {
    const { logs, prefix } = this;
    const last = to - 1;
    for (let k = from; k < to; k++) {
      const low = Math.max(from, k - halfWidth);
      const high = Math.min(last, k + halfWidth) + 1;
      const bound = (prefix[high]! - prefix[low]!) / (high - low) + CLIP_LOG2;
      const log = logs[k]!;
      clipped[k] = Math.min(log, bound);
    }
    let sum = 0;
    for (let k = from; k < to; k++) {
      sum += clipped[k]!;
      prefix[k + 1] = sum;
    }
  }
}
