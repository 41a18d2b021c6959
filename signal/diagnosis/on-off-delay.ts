/**
 * On-delay and off-delay of one bit (ISA-18.2): it turns only after the input has stood on the other side without a break
 * for the delay. The first input is taken at once.
 */
export class OnOffDelay {
  readonly #onMs: number;
  readonly #offMs: number;
  #held = false;
  #begun = false;
  #differsSinceMs = Number.NaN;

  constructor(delays: { readonly onMs: number; readonly offMs: number }) {
    this.#onMs = delays.onMs;
    this.#offMs = delays.offMs;
  }

  get held(): boolean {
    return this.#held;
  }

  /** Feeds the input at a time; returns the held bit. */
  update(atMs: number, input: boolean): boolean {
    if (!this.#begun) {
      this.#begun = true;
      this.#held = input;
    }
    if (input === this.#held) this.#differsSinceMs = Number.NaN;
    else if (Number.isNaN(this.#differsSinceMs)) this.#differsSinceMs = atMs;
    const delayMs = this.#held ? this.#offMs : this.#onMs;
    if (atMs - this.#differsSinceMs >= delayMs) {
      this.#held = input;
      this.#differsSinceMs = Number.NaN;
    }
    return this.#held;
  }

  /** Lets a pending change begin anew, as after a gap in the data. */
  interrupt(): void {
    this.#differsSinceMs = Number.NaN;
  }
}
