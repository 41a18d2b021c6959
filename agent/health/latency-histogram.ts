/** Bounds grow by 5 % from 0.05 ms: 300 of them reach beyond 60 s, and a percentile is right to 5 %. */
const FIRST_MS = 0.05;
const GROWTH = 1.05;
const CELLS = 300;
const LOG_GROWTH = Math.log(GROWTH);

/** Durations in a fixed histogram: adding one allocates nothing. */
export class LatencyHistogram {
  readonly #counts = new Uint32Array(CELLS);
  #total = 0;

  get total(): number {
    return this.#total;
  }

  add(ms: number): void {
    const cell = ms <= FIRST_MS ? 0 : Math.ceil(Math.log(ms / FIRST_MS) / LOG_GROWTH);
    this.#counts[cell < CELLS ? cell : CELLS - 1]++;
    this.#total++;
  }

  /** The duration that `share` (0…1) of all stay within, ms, rounded up to its cell's bound; null without any. */
  quantile(share: number): number | null {
    if (this.#total === 0) return null;
    let left = Math.ceil(share * this.#total);
    for (let cell = 0; cell < CELLS; cell++) {
      left -= this.#counts[cell];
      if (left <= 0) return FIRST_MS * GROWTH ** cell;
    }
    return FIRST_MS * GROWTH ** CELLS;
  }

  clear(): void {
    this.#counts.fill(0);
    this.#total = 0;
  }
}
