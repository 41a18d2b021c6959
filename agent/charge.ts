import type { Assignment } from '#schemas/broker/messages';

/** A hub that is there answers at once; one that has said nothing for so long is away, and what it said last holds. */
const HUB_SILENT_MS = 10_000;

export interface ChargeOptions {
  /** Of this run of the agent. */
  readonly epoch: string;
  readonly take: (assignment: Assignment) => void;
  /** Another run of an agent of the same name works: this one stands by. */
  readonly standBy: (assignment: Assignment) => void;
}

/**
 * Whether this run of the agent is the one that works. Where two run under one name, the hub says which; the other keeps its hands
 * off points and jobs. Before the hub has said so, nothing is taken.
 */
export class Charge {
  readonly #options: ChargeOptions;
  #isOurs = false;
  #wait: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ChargeOptions) {
    this.#options = options;
  }

  /** Jobs and their reports are this run's business. */
  get isOurs(): boolean {
    return this.#isOurs;
  }

  /** `isRetained`: said to an earlier run, perhaps. */
  hear(assignment: Assignment, isRetained: boolean): void {
    const { epoch, standBy } = this.#options;
    clearTimeout(this.#wait);
    if (assignment.epoch === undefined || assignment.epoch === epoch) this.#takeOver(assignment);
    else if (isRetained && !this.#isOurs) {
      this.#wait = setTimeout(() => this.#takeOver(assignment), HUB_SILENT_MS);
    } else if (!isRetained) {
      this.#isOurs = false;
      standBy(assignment);
    }
  }

  stop(): void {
    clearTimeout(this.#wait);
  }

  #takeOver(assignment: Assignment): void {
    this.#isOurs = true;
    this.#options.take(assignment);
  }
}
