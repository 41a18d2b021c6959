import type { LatestValue } from './value-record.ts';

/** A smaller change of speed moves no line out of where it is looked for: slip alone is searched over two to three percent. */
const CHANGE_SHARE = 0.005;

/**
 * The values that speeds of machines follow, as they were passed on last: agents are told of a change that matters, not of
 * each reading.
 */
export class SpeedsApplied {
  readonly #latestOf: (valueId: string) => LatestValue | null;
  readonly #applied = new Map<string, number | null>();

  constructor(latestOf: (valueId: string) => LatestValue | null) {
    this.#latestOf = latestOf;
  }

  /** What holds for whoever asks; null while it is not good. */
  of(valueId: string): number | null {
    if (!this.#applied.has(valueId)) this.#applied.set(valueId, this.#goodOf(valueId));
    return this.#applied.get(valueId) ?? null;
  }

  /** Those of these that changed enough; from now on they hold as they are. */
  turn(valueIds: Iterable<string>): string[] {
    const changed: string[] = [];
    for (const valueId of valueIds) {
      const before = this.of(valueId);
      const now = this.#goodOf(valueId);
      if (!isOther(before, now)) continue;
      this.#applied.set(valueId, now);
      changed.push(valueId);
    }
    return changed;
  }

  #goodOf(valueId: string): number | null {
    const latest = this.#latestOf(valueId);
    return latest?.quality === 'good' ? latest.value : null;
  }
}

function isOther(before: number | null, now: number | null): boolean {
  if (before === null || now === null) return before !== now;
  return Math.abs(now - before) > CHANGE_SHARE * Math.abs(before);
}
