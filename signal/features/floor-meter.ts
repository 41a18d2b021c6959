/** Bins that share one floor: 6 Hz or so, far finer than a floor changes. */
const BLOCK = 8;

/** Upper bound of a bin's weight in its neighbours' floor, in octaves of power over the plain mean: 6 dB. */
const CLIP_LOG2 = 2;

/** 10·lg(e^γ): the geometric mean of a noise spectrum's bins lies this far below their mean power. */
const GEOMETRIC_BIAS_DB = 2.507;

const DB_PER_LOG2 = 10 * Math.log10(2);
const MANTISSA_SCALE = 2 ** -23;

/**
 * Measures how far each bin of a power spectrum stands over its neighbourhood, in dB. The floor of a block of 8 bins is the
 * geometric mean of the blocks around it, taken a second time with each bin clipped to 6 dB over the first, so that lines do
 * not lift it; brought to the mean power of noise. The logarithm is a polynomial, right to 0.0004 dB.
 */
export class FloorMeter {
  private readonly logs: Float64Array;
  /** Sums of a block's logarithms: plain, then clipped. */
  private readonly plain: Float64Array;
  private readonly clipped: Float64Array;
  private readonly blocksEachSide: number;

  /** For spectra of up to `bins`; the neighbourhood is about ± `halfWidth` bins. */
  constructor(bins: number, halfWidth: number) {
    const blocks = Math.ceil(bins / BLOCK);
    this.logs = new Float64Array(blocks * BLOCK);
    this.plain = new Float64Array(blocks);
    this.clipped = new Float64Array(blocks);
    this.blocksEachSide = Math.max(1, Math.round(halfWidth / BLOCK));
  }

  /**
   * Heights of whole blocks of bins from `from` into `heights`, dB; returns the bin after the last. `bits` views the power
   * spectrum's float32 as integers.
   */
  measure(bits: Int32Array, from: number, to: number, heights: Float32Array): number {
    const blocks = Math.floor((to - from) / BLOCK);
    const end = from + blocks * BLOCK;
    if (blocks === 0) return from;
    this.takeLogs(bits, from, end);
    this.clip(blocks);
    for (let b = 0; b < blocks; b++) {
      const offset = this.mean(this.clipped, b, blocks) * DB_PER_LOG2 + GEOMETRIC_BIAS_DB;
      const at = b * BLOCK;
      for (let i = 0; i < BLOCK; i++) {
        heights[from + at + i] = this.logs[at + i]! * DB_PER_LOG2 - offset;
      }
    }
    return end;
  }

  private takeLogs(bits: Int32Array, from: number, end: number): void {
    const { logs, plain } = this;
    for (let at = 0; from + at < end; at += BLOCK) {
      let sum = 0;
      for (let i = at; i < at + BLOCK; i++) {
        const word = bits[from + i]!;
        const t = (word & 0x7fffff) * MANTISSA_SCALE;
        // log2(1+t) as t + t(1−t)·polynomial: exact at both ends, so continuous over powers of two.
        const curve = 0.43837932982764116 + t * (-0.23750132506741736 + t * 0.0806531584791188);
        const log = (word >> 23) - 127 + t + t * (1 - t) * curve;
        logs[i] = log;
        sum += log;
      }
      plain[at / BLOCK] = sum;
    }
  }

  private clip(blocks: number): void {
    const { logs, plain, clipped } = this;
    for (let b = 0; b < blocks; b++) {
      const bound = this.mean(plain, b, blocks) + CLIP_LOG2;
      let sum = plain[b]!;
      for (let i = b * BLOCK; i < (b + 1) * BLOCK; i++) {
        if (logs[i]! > bound) sum -= logs[i]! - bound;
      }
      clipped[b] = sum;
    }
  }

  /** Mean logarithm over the blocks around block `b`. */
  private mean(sums: Float64Array, b: number, blocks: number): number {
    const low = Math.max(0, b - this.blocksEachSide);
    const high = Math.min(blocks - 1, b + this.blocksEachSide);
    let sum = 0;
    for (let i = low; i <= high; i++) sum += sums[i]!;
    return sum / ((high - low + 1) * BLOCK);
  }
}
