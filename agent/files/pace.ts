/** Keeps what is sent and fetched to so many bytes a second, over all files. */
export class Pace {
  readonly #bytesPerMs: number;
  readonly #clock: () => number;
  readonly #sleep: (ms: number) => Promise<void>;
  #freeMs = 0;

  constructor(options: {
    readonly maxMbPerSecond: number;
    readonly clock: () => number;
    readonly sleep: (ms: number) => Promise<void>;
  }) {
    this.#bytesPerMs = (options.maxMbPerSecond * 1e6) / 1_000;
    this.#clock = options.clock;
    this.#sleep = options.sleep;
  }

  /** Waits until so many bytes may have passed. */
  async passed(bytes: number): Promise<void> {
    const nowMs = this.#clock();
    this.#freeMs = Math.max(this.#freeMs, nowMs) + bytes / this.#bytesPerMs;
    const waitMs = this.#freeMs - nowMs;
    if (waitMs > 1) await this.#sleep(waitMs);
  }
}
