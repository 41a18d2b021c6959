import type { Random } from '#signal/synth/random';

/** Items of which some are chosen more often than others. */
export class Choice<Item extends { readonly weight: number }> {
  readonly #items: readonly Item[];
  readonly #total: number;

  constructor(items: readonly Item[]) {
    this.#items = items;
    this.#total = items.reduce((sum, { weight }) => sum + weight, 0);
  }

  /** An item, each as often as its weight says. */
  pick(random: Random): Item {
    let left = random.uniform() * this.#total;
    for (const item of this.#items) {
      left -= item.weight;
      if (left < 0) return item;
    }
    return this.#items[this.#items.length - 1];
  }
}
