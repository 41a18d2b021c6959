import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { rollUpSlice } from '../store/series/roll-up.ts';
import type { Series } from '../store/series/series.ts';
import type { Store } from '../store/store.ts';
import type { BatchLedger } from './batch-ledger.ts';
import { type RetentionRules, retainSlice, shrinkSlice } from './retention.ts';

const PERIOD_MS = 10_000;
/** Slices of each kind in one round, so that a backlog is worked off without a storm. */
const SLICES_MAX = 60;

/** The store's housekeeping: rolls trends up, forgets what is too old, hands space back. Always in small slices. */
export class Upkeep {
  readonly #deps: {
    store: Store;
    ledger: BatchLedger;
    /** In the order in which they give way when the database is too large. */
    series: readonly Series[];
    rules: RetentionRules;
    clock: Clock;
    log: Log;
  };
  #timer: ReturnType<typeof setInterval> | null = null;
  #round: Promise<void> | null = null;
  #stopping = false;

  constructor(deps: {
    store: Store;
    ledger: BatchLedger;
    /** In the order in which they give way when the database is too large. */
    series: readonly Series[];
    rules: RetentionRules;
    clock: Clock;
    log: Log;
  }) {
    this.#deps = deps;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#round ??= this.round().finally(() => {
        this.#round = null;
      });
    }, PERIOD_MS);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#round;
  }

  /** One round. A failure (a full disk) is logged and the next round tries again. */
  async round(): Promise<void> {
    const { store, ledger, series, rules, clock, log } = this.#deps;
    try {
      for (const one of series) await this.#slices(() => rollUpSlice(store, one, clock()));
      await this.#slices(() => retainSlice(store, series, rules, clock()));
      await ledger.compact(clock());
      await shrinkSlice(store);
    } catch (error) {
      log.error('housekeeping of the store failed; it is tried again', error);
    }
  }

  async #slices(slice: () => Promise<boolean>): Promise<void> {
    for (let i = 0; i < SLICES_MAX && !this.#stopping; i++) if (!(await slice())) return;
  }
}
