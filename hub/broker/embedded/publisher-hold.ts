/** Long enough for a subscriber that was only not scheduled; short enough that nobody notices one that is stuck. */
const HOLD_MS = 250;
/** Who takes at least so much in that time is fast, and only behind a flood. */
const PROGRESS_BYTES = 2 * 1024 * 1024;

/** A subscriber as seen from here: all that it ever took. */
export interface Taker {
  readonly takenBytes: number;
}

interface Behind {
  timer: ReturnType<typeof setTimeout> | null;
  takenBytes: number;
}

/**
 * Makes publishers wait while a subscriber has much queued and goes on taking it: a lane that was busy catches up and
 * loses nothing. One that takes next to nothing for 250 ms holds nobody any longer, until it has caught up; if it is
 * stuck it is closed by its own limit, and has delayed the others once.
 */
export class PublisherHold {
  /** Without a timer: behind, but holding nobody. */
  readonly #behind = new Map<Taker, Behind>();
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
  fellBehind(subscriber: Taker): void {
    if (this.#behind.has(subscriber)) return;
    const behind: Behind = { timer: null, takenBytes: subscriber.takenBytes };
    this.#behind.set(subscriber, behind);
    this.#holders++;
    this.#watch(subscriber, behind);
  }

  /** The subscriber caught up, or is gone. */
  caughtUp(subscriber: Taker): void {
    const behind = this.#behind.get(subscriber);
    if (behind === undefined) return;
    this.#behind.delete(subscriber);
    if (behind.timer === null) return;
    clearTimeout(behind.timer);
    this.#release();
  }

  #watch(subscriber: Taker, behind: Behind): void {
    behind.timer = setTimeout(() => {
      const took = subscriber.takenBytes - behind.takenBytes;
      behind.takenBytes = subscriber.takenBytes;
      if (took >= PROGRESS_BYTES) {
        this.#watch(subscriber, behind);
        return;
      }
      behind.timer = null;
      this.#release();
    }, HOLD_MS);
  }

  #release(): void {
    if (--this.#holders > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
