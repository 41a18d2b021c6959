/** What the pacer drives; `SensorStream` is one. */
export interface Paced {
  /** Milliseconds UTC. */
  readonly dueMs: number;
  readonly ended: boolean;
  step(nowMs: number): void;
}

/** After so long without a pause the sockets get their turn. */
const TURN_MS = 20;

/** Steps each stream when it is due, by one timer for all, until every stream has ended. */
export class Pacer {
  readonly #clock: () => number;
  #streams: Paced[];
  #first = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #end = Promise.withResolvers<void>();

  /** `clock` gives milliseconds UTC with fractions. */
  constructor(streams: readonly Paced[], clock: () => number) {
    this.#streams = [...streams];
    this.#clock = clock;
  }

  /** Resolves when the streams have ended or `stop` is called; rejects with what a stream throws. */
  run(): Promise<void> {
    this.#turn();
    return this.#end.promise;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#end.resolve();
  }

  #turn(): void {
    try {
      this.#stepDue();
    } catch (error) {
      this.#end.reject(error);
      return;
    }
    this.#streams = this.#streams.filter((stream) => !stream.ended);
    if (this.#streams.length === 0) {
      this.#end.resolve();
      return;
    }
    const nextMs = this.#streams.reduce(
      (least, stream) => Math.min(least, stream.dueMs),
      Number.POSITIVE_INFINITY,
    );
    this.#timer = setTimeout(() => this.#turn(), Math.max(0, nextMs - this.#clock()));
  }

  /** One frame of each stream that is due; where time runs out, the next turn begins with the one after. */
  #stepDue(): void {
    const nowMs = this.#clock();
    const count = this.#streams.length;
    for (let k = 0; k < count; k++) {
      const index = (this.#first + k) % count;
      const stream = this.#streams[index]!;
      if (stream.dueMs > nowMs) continue;
      stream.step(nowMs);
      if (this.#clock() - nowMs < TURN_MS) continue;
      this.#first = index + 1;
      return;
    }
  }
}
