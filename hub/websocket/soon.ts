import type { Clock } from '../clock.ts';

export interface SoonDeps {
  readonly everyMs: number;
  readonly clock: Clock;
  readonly work: () => void;
  /** Calls back after so many ms unless the returned function is called. */
  readonly after?: (ms: number, callback: () => void) => () => void;
}

/**
 * Does its work soon after it is wanted: at once where it was not done lately, and never more often than every so many ms. What
 * comes alone does not wait, and what comes in numbers is gathered.
 */
export class Soon {
  readonly #deps: Required<SoonDeps>;
  #doneMs = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor(deps: SoonDeps) {
    this.#deps = { after: afterTimer, ...deps };
  }

  want(): void {
    if (this.#cancel !== null) return;
    const { everyMs, clock, after } = this.#deps;
    // Bounded on both sides: a clock that is set back must not hold it up.
    const waitMs = Math.min(everyMs, Math.max(0, this.#doneMs + everyMs - clock()));
    this.#cancel = after(waitMs, () => {
      this.#cancel = null;
      this.#doneMs = clock();
      this.#deps.work();
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}

function afterTimer(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
