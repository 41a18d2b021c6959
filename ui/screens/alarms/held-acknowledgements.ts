import { type Signal, signal } from '@preact/signals';

/** So long a swipe can be taken back before anybody else hears of it. */
export const HELD_MS = 5_000;

export interface HeldDeps {
  readonly clock: () => number;
  /** Calls back once after `ms`; the answer cancels it. */
  readonly after: (ms: number, callback: () => void) => () => void;
  readonly send: (alarmId: string) => void;
}

interface Held {
  /** When it is sent, ms. */
  readonly dueMs: number;
  readonly cancel: () => void;
}

/**
 * Acknowledgements by swipe, which a glove makes by accident: each waits a moment in which it can be undone. Whoever leaves the
 * page meant them: `flush` sends what is held.
 */
export class HeldAcknowledgements {
  /** By alarm, when it is sent, ms. */
  readonly due: Signal<ReadonlyMap<string, number>> = signal(new Map());
  readonly #held = new Map<string, Held>();
  readonly #deps: HeldDeps;

  constructor(deps: HeldDeps) {
    this.#deps = deps;
  }

  hold(alarmId: string): void {
    if (this.#held.has(alarmId)) return;
    const dueMs = this.#deps.clock() + HELD_MS;
    const cancel = this.#deps.after(HELD_MS, () => this.#send(alarmId));
    this.#held.set(alarmId, { dueMs, cancel });
    this.#tell();
  }

  /** Takes it back; nothing was sent. */
  undo(alarmId: string): void {
    this.#held.get(alarmId)?.cancel();
    this.#held.delete(alarmId);
    this.#tell();
  }

  /** Sends all at once. */
  flush(): void {
    for (const alarmId of [...this.#held.keys()]) this.#send(alarmId);
  }

  #send(alarmId: string): void {
    const held = this.#held.get(alarmId);
    if (held === undefined) return;
    held.cancel();
    this.#held.delete(alarmId);
    this.#tell();
    this.#deps.send(alarmId);
  }

  #tell(): void {
    this.due.value = new Map([...this.#held].map(([alarmId, { dueMs }]) => [alarmId, dueMs]));
  }
}
