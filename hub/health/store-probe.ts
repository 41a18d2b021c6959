import type { Store } from '../store/store.ts';

const PERIOD_MS = 2_000;
/** A store that takes so long is as good as down. */
export const STORE_SLOW_MS = 2_000;

/** How long a write takes to get through the store's queue, measured again and again beside the traffic. */
export class StoreProbe {
  readonly #store: Store;
  #timer: ReturnType<typeof setInterval> | null = null;
  #askedMs: number | null = null;
  #lastMs: number | null = null;
  #usedMb = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  async start(): Promise<void> {
    await this.#probe();
    this.#timer = setInterval(() => void this.#probe(), PERIOD_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Megabytes on the disk, log included. */
  get databaseMb(): number {
    return this.#usedMb;
  }

  /** Milliseconds of the last probe, or of the one under way when it takes longer; null: it does not answer. */
  get delayMs(): number | null {
    if (this.#askedMs === null) return this.#lastMs;
    return Math.max(this.#lastMs ?? 0, performance.now() - this.#askedMs);
  }

  async #probe(): Promise<void> {
    if (this.#askedMs !== null) return;
    this.#askedMs = performance.now();
    try {
      await this.#store.script('SELECT 1');
      this.#lastMs = performance.now() - this.#askedMs;
      this.#usedMb = this.#store.bytesOnDisk() / 1_048_576;
    } catch {
      this.#lastMs = null;
    } finally {
      this.#askedMs = null;
    }
  }
}
