import type { Signal } from '@preact/signals';

/** One cause of dead letters as the address says it; none: all of them. */
export interface ChosenCause {
  readonly cause: Signal<string>;
  readonly sentence: Signal<string>;
}
