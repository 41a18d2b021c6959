import { EMPTY_ROLLUP, ROLLUP_STATES, type Rollup, type RollupState } from '#schemas/plant/rollup';

const STATES = ROLLUP_STATES.length;

/** Counts of one node: how many points below it are in each state, and how many alarms nobody acknowledged. */
export class RollupCount {
  readonly #counts = new Uint32Array(STATES);
  unacknowledged = 0;

  add(state: RollupState, points: 1 | -1): void {
    this.#counts[ROLLUP_STATES.indexOf(state)] += points;
  }

  /** The states are in the order of their weight: the first that any point is in is the worst. */
  read(): Rollup {
    const counts: Rollup['counts'] = {};
    let worst: RollupState | null = null;
    let points = 0;
    for (let i = 0; i < STATES; i++) {
      const n = this.#counts[i];
      if (n === 0) continue;
      worst ??= ROLLUP_STATES[i];
      counts[ROLLUP_STATES[i]] = n;
      points += n;
    }
    if (points === 0 && this.unacknowledged === 0) return EMPTY_ROLLUP;
    return { worst, counts, points, unacknowledged: this.unacknowledged };
  }
}
