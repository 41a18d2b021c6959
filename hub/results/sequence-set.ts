/** So many sequences may be known beyond the first unknown one; further ones let the oldest gap count as known. */
const AHEAD_MAX = 10_000;

/** Which sequences of one outbox are known: all up to `through`, and some after it. Memory stays small for ever. */
export class SequenceSet {
  #through: number;
  readonly #ahead: Set<number>;

  constructor(through = 0, ahead: Iterable<number> = []) {
    this.#through = through;
    this.#ahead = new Set(ahead);
    this.#close();
  }

  /** Every sequence up to here is known. */
  get through(): number {
    return this.#through;
  }

  has(sequence: number): boolean {
    return sequence <= this.#through || this.#ahead.has(sequence);
  }

  /** Adds a sequence; false when it was known already. */
  add(sequence: number): boolean {
    if (this.has(sequence)) return false;
    this.#ahead.add(sequence);
    this.#close();
    return true;
  }

  #close(): void {
    // A sequence that its outbox dropped never comes: without this the set would grow for ever behind the gap.
    if (this.#ahead.size > AHEAD_MAX) {
      this.#through = Math.min(...this.#ahead) - 1;
    }
    while (this.#ahead.delete(this.#through + 1)) this.#through++;
  }
}
