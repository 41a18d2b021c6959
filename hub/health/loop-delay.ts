import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../clock.ts';

const WINDOW_MS = 30_000;

/** How late the hub's event loop is: the 99th percentile of the last half to whole minute. */
export class LoopDelay {
  readonly #clock: Clock;
  readonly #histogram = monitorEventLoopDelay({ resolution: 10 });
  #previousMs = 0;
  #startedMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(): void {
    this.#startedMs = this.#clock();
    this.#histogram.enable();
  }

  stop(): void {
    this.#histogram.disable();
  }

  /** Milliseconds. */
  p99Ms(): number {
    const nowMs = this.#clock();
    const currentMs = this.#histogram.percentile(99) / 1e6;
    const p99 = Math.max(currentMs, this.#previousMs);
    if (nowMs - this.#startedMs > WINDOW_MS) {
      this.#previousMs = currentMs;
      this.#startedMs = nowMs;
      this.#histogram.reset();
    }
    return Math.max(0, p99);
  }
}
