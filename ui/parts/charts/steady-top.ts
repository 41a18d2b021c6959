/** Smallest of 1, 2, 5 × 10ⁿ that is not below the value; 1 for nothing. */
export function niceCeil(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}

/** So many frames must fit a smaller axis before it shrinks: about four seconds of views. */
const PATIENCE = 32;

/**
 * The top of a live chart's axis. It grows at once, so nothing is cut off, and shrinks only after a while, so that the
 * axis of a signal that breathes does not jump with every window.
 */
export class SteadyTop {
  private top = 0;
  private fitting = 0;
  private largestFitting = 0;
  private readonly roundUp: (value: number) => number;

  constructor(roundUp: (value: number) => number = niceCeil) {
    this.roundUp = roundUp;
  }

  /** The top for a frame whose largest value is `largest`. */
  next(largest: number): number {
    const wanted = this.roundUp(largest);
    if (this.fitting === 0) this.largestFitting = wanted;
    this.largestFitting = Math.max(this.largestFitting, wanted);
    if (wanted > this.top || this.top === 0) {
      this.top = wanted;
      this.fitting = 0;
    } else if (wanted === this.top) this.fitting = 0;
    else if (++this.fitting >= PATIENCE) {
      this.top = this.largestFitting;
      this.fitting = 0;
    }
    return this.top;
  }

  /** Starts anew, as for another unit. */
  reset(): void {
    this.top = 0;
    this.fitting = 0;
  }
}
