import type { Clock } from '../clock.ts';
import type { Taken } from './token-buckets.ts';

/** Bounds the memory that many addresses can take; the one that was idle for longest goes first. */
const REMEMBERED_MAX = 50_000;
const DAY_MS = 86_400_000;

/** Requests of a day, which begins with the first of them: what a steady trickle below the hourly rate adds up to. */
export class DailyCounts {
  readonly #clock: Clock;
  readonly #days = new Map<string, { count: number; sinceMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(id: string, perDay: number): Taken {
    const nowMs = this.#clock();
    const known = this.#days.get(id);
    const isOver = known === undefined || known.sinceMs + DAY_MS <= nowMs;
    const { count, sinceMs } = isOver ? { count: 0, sinceMs: nowMs } : known;
    const allowed = count < perDay;
    const taken = allowed ? count + 1 : count;
    this.#days.delete(id);
    this.#days.set(id, { count: taken, sinceMs });
    const oldest = this.#days.keys().next().value;
    if (this.#days.size > REMEMBERED_MAX && oldest !== undefined) this.#days.delete(oldest);
    const resetS = Math.ceil((sinceMs + DAY_MS - nowMs) / 1_000);
    // A ceiling that was lowered may lie below what was made already.
    return { allowed, limit: perDay, remaining: Math.max(0, perDay - taken), resetS };
  }
}
