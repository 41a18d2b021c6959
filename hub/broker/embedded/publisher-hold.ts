/** Long enough for a subscriber that was only not scheduled; short enough that nobody notices one that is stuck. */
const HOLD_MS = 250;

/**
 * Makes publishers wait, for a moment, while a subscriber has much queued: a lane that was busy catches up and loses
 * nothing. A subscriber can hold publishers once, for 250 ms; it must catch up before it can again. One that is stuck
 * therefore delays the others once, and is then closed by its own limit.
 */
export class PublisherHold {
  /** Behind, and whether it still holds the publishers. */
  readonly #behind = new Map<object, ReturnType<typeof setTimeout> | null>();
  #holders = 0;
  #waiting: (() => void)[] = [];

  get holds(): boolean {
    return this.#holders > 0;
  }

  /** Calls `resume` once, as soon as nobody holds. */
  wait(resume: () => void): void {
    this.#waiting.push(resume);
  }

  /** The subscriber fell behind. */
  fellBehind(subscriber: object): void {
    if (this.#behind.has(subscriber)) return;
    const timer = setTimeout(() => {
      this.#behind.set(subscriber, null);
      this.#release();
    }, HOLD_MS);
    this.#behind.set(subscriber, timer);
    this.#holders++;
  }

  /** The subscriber caught up, or is gone. */
  caughtUp(subscriber: object): void {
    const timer = this.#behind.get(subscriber);
    if (timer === undefined) return;
    this.#behind.delete(subscriber);
    if (timer === null) return;
    clearTimeout(timer);
    this.#release();
  }

  #release(): void {
    if (--this.#holders > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
