/** Long work on the hub's own loop lets others have their turn so often, ms. */
const EVERY_MS = 5;

/** Breaks long work into pieces: whoever else waits for the hub does not wait for all of it. */
export class Breather {
  #untilMs = performance.now() + EVERY_MS;

  /** To be awaited between small pieces of work; nearly always over at once. */
  async breathe(): Promise<void> {
    if (performance.now() < this.#untilMs) return;
    await new Promise<void>((done) => setImmediate(done));
    this.#untilMs = performance.now() + EVERY_MS;
  }

  /** All of them, made one by one. */
  async all<Item>(items: Iterable<Item>): Promise<Item[]> {
    const made: Item[] = [];
    for (const item of items) {
      made.push(item);
      await this.breathe();
    }
    return made;
  }
}
