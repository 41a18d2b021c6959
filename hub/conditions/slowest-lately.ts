import type { Clock } from '../clock.ts';

const SLICE_MS = 10_000;
const SLICES = 6;

/** The longest of many times within the last minute, to ten seconds. */
export class SlowestLately {
  readonly #clock: Clock;
  readonly #slices = new Map<number, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(tookMs: number): void {
    const slice = Math.floor(this.#clock() / SLICE_MS);
    const slowest = this.#slices.get(slice);
    if (slowest === undefined) this.#forget(slice);
    this.#slices.set(slice, Math.max(slowest ?? 0, tookMs));
  }

  /** Milliseconds; 0 when there was none. */
  slowestMs(): number {
    this.#forget(Math.floor(this.#clock() / SLICE_MS));
    return Math.max(0, ...this.#slices.values());
  }

  #forget(now: number): void {
    for (const slice of this.#slices.keys()) {
      // Both ways: a clock that was put back must not keep one for ever.
      if (Math.abs(now - slice) >= SLICES) this.#slices.delete(slice);
    }
  }
}
