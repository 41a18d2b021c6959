import { Batch, type Slot } from './batch.ts';

/** Runs the first `count` rows of a batch's input; resolves with `count` rows of scores. */
export type RunModel = (input: Float32Array<ArrayBuffer>, count: number) => Promise<Float32Array>;

/** Calls back once after `ms`. */
export type Schedule = (ms: number, call: () => void) => void;

export interface BatcherOptions<P> {
  run: RunModel;
  maxWindows: number;
  maxDelayMs: number;
  /** The first `batch.count` slots with their rows of scores; null where the model failed on them. */
  done: (batch: Batch<P>, scores: Float32Array | null) => void;
  /** All of a batch are done; there is room again. */
  drained: () => void;
  failed: (error: unknown) => void;
  schedule?: Schedule;
}

/** More waiting than this and frames had better wait in their queue, where the oldest can still be shed. */
const BUSY_BATCHES = 2;

const afterTimeout: Schedule = (ms, call) => {
  setTimeout(call, ms);
};

/**
 * Gathers windows of all points into batches of at most `maxWindows`, none waiting longer than `maxDelayMs`, and runs
 * them one after the other. One promise a batch, nothing allocated for a window.
 */
export class Batcher<P> {
  readonly #options: BatcherOptions<P>;
  readonly #schedule: Schedule;
  readonly #spare: Batch<P>[] = [];
  readonly #waiting: Batch<P>[] = [];
  #filling: Batch<P>;
  /** Number of the batch that is filling, and of the one that was filling at the last tick. */
  #number = 0;
  #numberAtTick = -1;
  #ticking = false;
  #running = false;
  /** Batches and windows run since the start. */
  batches = 0;
  windows = 0;

  constructor(options: BatcherOptions<P>) {
    this.#options = options;
    this.#schedule = options.schedule ?? afterTimeout;
    this.#filling = new Batch(options.maxWindows);
  }

  /** True while enough batches wait that no more should be made. */
  get busy(): boolean {
    return this.#waiting.length + (this.#running ? 1 : 0) >= BUSY_BATCHES;
  }

  /** True when no window is on its way. */
  get idle(): boolean {
    return !this.#running && this.#waiting.length === 0 && this.#filling.count === 0;
  }

  /** The slot to analyse the next window into; it stays the next until `commit`. */
  next(): Slot<P> {
    return this.#filling.slots[this.#filling.count];
  }

  /** The slot of `next` is filled: it goes with this batch. */
  commit(): void {
    this.#filling.count++;
    if (this.#filling.full) this.flush();
    else if (!this.#ticking) this.#tickLater();
  }

  /** Sends off what there is. */
  flush(): void {
    if (this.#filling.count === 0) return;
    this.#number++;
    this.#waiting.push(this.#filling);
    this.#filling = this.#spare.pop() ?? new Batch(this.#options.maxWindows);
    if (!this.#running) void this.#runAll();
  }

  /** Ticks at half the delay, and a batch leaves at its second: cheaper than a timer for every batch, and never late. */
  #tickLater(): void {
    this.#ticking = true;
    this.#schedule(this.#options.maxDelayMs / 2, () => this.#tick());
  }

  #tick(): void {
    this.#ticking = false;
    if (this.#number === this.#numberAtTick) this.flush();
    this.#numberAtTick = this.#number;
    if (this.#filling.count > 0) this.#tickLater();
  }

  async #runAll(): Promise<void> {
    this.#running = true;
    for (let batch = this.#waiting.shift(); batch !== undefined; batch = this.#waiting.shift()) {
      const scores = await this.#run(batch);
      this.#options.done(batch, scores);
      this.batches++;
      this.windows += batch.count;
      batch.count = 0;
      // A burst makes extra batches; only as many as a steady stream uses are kept.
      if (this.#spare.length < BUSY_BATCHES) this.#spare.push(batch);
    }
    this.#running = false;
    this.#options.drained();
  }

  async #run(batch: Batch<P>): Promise<Float32Array | null> {
    try {
      return await this.#options.run(batch.input, batch.count);
    } catch (error) {
      this.#options.failed(error);
      return null;
    }
  }
}
