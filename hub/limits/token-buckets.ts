import type { Clock } from '../clock.ts';

/** How fast a bucket fills, and how much it holds. */
export interface BucketRule {
  readonly perHour: number;
  readonly burst: number;
}

export interface Taken {
  readonly allowed: boolean;
  /** What the bucket holds when it is full. */
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until there is a token again, or, where there is, until the bucket is full. */
  readonly resetS: number;
}

/** Bounds the memory that many addresses can take; the one that was idle for longest goes first. */
const REMEMBERED_MAX = 50_000;
const HOUR_MS = 3_600_000;

/** Token buckets: each request takes one; they fill evenly, so that an hour’s allowance is never used up in its first minute. */
export class TokenBuckets {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { tokens: number; atMs: number; burst: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(id: string, { perHour, burst }: BucketRule): Taken {
    const nowMs = this.#clock();
    const known = this.#buckets.get(id);
    const filled = known === undefined ? 0 : ((nowMs - known.atMs) * perHour) / HOUR_MS;
    // A rule that changed holds at once: a larger bucket has more in it, a smaller one never more than it holds.
    const grown = known === undefined ? 0 : Math.max(0, burst - known.burst);
    const before = Math.min(burst, (known?.tokens ?? burst) + grown + Math.max(0, filled));
    const allowed = before >= 1;
    const tokens = allowed ? before - 1 : before;
    this.#buckets.delete(id);
    this.#buckets.set(id, { tokens, atMs: nowMs, burst });
    const oldest = this.#buckets.keys().next().value;
    if (this.#buckets.size > REMEMBERED_MAX && oldest !== undefined) this.#buckets.delete(oldest);
    const missing = allowed ? burst - tokens : 1 - tokens;
    const resetS = Math.ceil((missing * HOUR_MS) / perHour / 1_000);
    return { allowed, limit: burst, remaining: Math.floor(tokens), resetS };
  }
}
