import { HUB_LOSS_COUNTERS, type HubLossCounter } from '#schemas/http/system';

/** What the hub itself lost or turned away since it started. */
export class HubLosses {
  readonly #counts = new Map<HubLossCounter, number>(HUB_LOSS_COUNTERS.map((name) => [name, 0]));

  count(name: HubLossCounter, n = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + n);
  }

  /** For what another part counts itself. */
  set(name: HubLossCounter, n: number): void {
    this.#counts.set(name, n);
  }

  all(): Record<HubLossCounter, number> {
    return Object.fromEntries(this.#counts) as Record<HubLossCounter, number>;
  }
}
