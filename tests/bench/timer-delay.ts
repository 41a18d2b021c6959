import { percentile } from './statistics.ts';

const LOOKED_AT_MS = 20;

/** How late the timers of this process run: beyond a few ms a load has no time to measure. */
export class TimerDelay {
  #delays: number[] = [];
  #timer: ReturnType<typeof setInterval> | null = null;

  start(): void {
    let dueMs = performance.now() + LOOKED_AT_MS;
    this.#timer = setInterval(() => {
      const nowMs = performance.now();
      this.#delays.push(Math.max(0, nowMs - dueMs));
      dueMs = nowMs + LOOKED_AT_MS;
    }, LOOKED_AT_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Since the last time that it was asked. */
  takeP99Ms(): number | null {
    const delays = this.#delays;
    this.#delays = [];
    return percentile(delays, 0.99);
  }
}
