import type { Clock } from '../clock.ts';

interface Failures {
  count: number;
  lastMs: number;
}

/** So many wrong passwords are a person's own mistakes. */
const FREE = 3;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Failures are forgotten after so long a silence. */
const FORGET_MS = 30 * 60_000;
/** Bounds the memory that an attacker with many names can take. */
const REMEMBERED_MAX = 10_000;

/** Makes guessing slow: after a few wrong passwords each further attempt must wait twice as long as the one before. */
export class SignInThrottle {
  readonly #clock: Clock;
  readonly #failures = new Map<string, Failures>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds until `key` may try again; 0: now. */
  waitMs(key: string): number {
    const failures = this.#failures.get(key);
    if (failures === undefined || failures.count < FREE) return 0;
    const wait = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (failures.count - FREE));
    return Math.max(0, failures.lastMs + wait - this.#clock());
  }

  failed(key: string): void {
    const nowMs = this.#clock();
    const known = this.#failures.get(key);
    const count = known === undefined || known.lastMs < nowMs - FORGET_MS ? 0 : known.count;
    // Last touched last: the first of the map is the one to forget.
    this.#failures.delete(key);
    this.#failures.set(key, { count: count + 1, lastMs: nowMs });
    const oldest = this.#failures.keys().next().value;
    if (this.#failures.size > REMEMBERED_MAX && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(key: string): void {
    this.#failures.delete(key);
  }
}
