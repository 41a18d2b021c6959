import type { GpuState } from '#schemas/broker/gpu';
import type { LaneCards } from './lane-devices.ts';

/** Which cards the lanes may use: all but those in maintenance and those that are lost. */
export class KnownCards {
  #all: readonly string[];
  #inMaintenance: readonly string[] = [];
  #lost: readonly string[] = [];

  /** `all`: what is known of the machine before anything is heard of its cards. */
  constructor(all: readonly string[]) {
    this.#all = all;
  }

  get now(): LaneCards {
    return { all: this.#all, resting: new Set([...this.#inMaintenance, ...this.#lost]) };
  }

  /** The hub's word. */
  maintained(uuids: readonly string[]): void {
    this.#inMaintenance = uuids;
  }

  /**
   * What the driver tells. Where it tells nothing of any card the tool is in trouble, not the cards: nothing is concluded from it. Just
   * after its start it has told of some and not yet of the others: those are no less there.
   */
  heard({ gpus, trouble }: GpuState): void {
    const lost = gpus.filter(({ state }) => state === 'lost');
    if (trouble !== null || lost.length === gpus.length) return;
    const fresh = gpus.map(({ uuid }) => uuid).filter((uuid) => !this.#all.includes(uuid));
    if (fresh.length > 0) this.#all = [...this.#all, ...fresh];
    this.#lost = lost.map(({ uuid }) => uuid);
  }
}
