/**
 * The lane's one working array, in which each axis of each frame is cut into windows: what was left of the point's
 * samples, then the new ones. Views of it are made once, so that cutting allocates nothing.
 */
export class WindowCutter {
  readonly windowSamples: number;
  readonly hopSamples: number;
  #work = new Float32Array(0);
  #views: Float32Array[] = [];

  constructor(windowSamples: number, hopSamples: number) {
    this.windowSamples = windowSamples;
    this.hopSamples = hopSamples;
  }

  /** The working array with room for `samples` values; what it held before is lost. */
  work(samples: number): Float32Array {
    if (samples > this.#work.length) {
      this.#work = new Float32Array(samples);
      this.#views = [];
    }
    return this.#work;
  }

  /** How many windows lie in the first `filled` samples. */
  count(filled: number): number {
    if (filled < this.windowSamples) return 0;
    return Math.floor((filled - this.windowSamples) / this.hopSamples) + 1;
  }

  /** Window `index` of the working array: a view, valid until the next frame. */
  window(index: number): Float32Array {
    const start = index * this.hopSamples;
    this.#views[index] ??= this.#work.subarray(start, start + this.windowSamples);
    return this.#views[index];
  }
}
