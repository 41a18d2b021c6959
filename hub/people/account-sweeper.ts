import type { Log } from '../log.ts';
import type { AccountStates } from './account-states.ts';

const PERIOD_MS = 3_600_000;

/** Erases deleted accounts when their time has come: at the start, and every hour. */
export class AccountSweeper {
  readonly #deps: { states: AccountStates; log: Log };
  #timer: ReturnType<typeof setInterval> | null = null;
  #round: Promise<void> | null = null;

  constructor(deps: { states: AccountStates; log: Log }) {
    this.#deps = deps;
  }

  start(): void {
    this.#begin();
    this.#timer = setInterval(() => this.#begin(), PERIOD_MS);
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#round;
  }

  #begin(): void {
    this.#round ??= this.#sweep().finally(() => {
      this.#round = null;
    });
  }

  async #sweep(): Promise<void> {
    try {
      await this.#deps.states.sweep();
    } catch (error) {
      this.#deps.log.error('a deleted account could not be erased; it is tried again', error);
    }
  }
}
