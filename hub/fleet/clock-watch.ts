/** Beyond this a clock is off, and below the second it is right again. */
const OFF_MS = 5_000;
const RIGHT_MS = 3_000;
/** Of so many heartbeats the one that was held up least counts. */
const BEATS = 15;
/** Fewer say too little. */
const BEATS_MIN = 5;

/**
 * How far the clock of an agent is from the hub's, by the time in its heartbeats and the time at which they came. What holds a
 * heartbeat up only ever makes the agent's clock look slow: so the least of the delays counts, and what is known of the way is
 * taken off.
 */
export class ClockWatch {
  #seen: number[] = [];
  #isOff = false;

  /** `transitMs`: half of the way there and back, as far as it was measured. */
  heard(saidMs: number, nowMs: number, transitMs: number): void {
    this.#seen = [...this.#seen.slice(-BEATS + 1), saidMs + transitMs - nowMs];
    const offMs = this.offMs;
    if (offMs === null) return;
    if (Math.abs(offMs) > OFF_MS) this.#isOff = true;
    if (Math.abs(offMs) < RIGHT_MS) this.#isOff = false;
  }

  /** Ahead of the hub's where positive; null while too little was heard. */
  get offMs(): number | null {
    return this.#seen.length < BEATS_MIN ? null : Math.round(Math.max(...this.#seen));
  }

  get isOff(): boolean {
    return this.#isOff;
  }
}
