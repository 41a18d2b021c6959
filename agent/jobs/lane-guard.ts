import type { LaneReport } from '#schemas/broker/messages';

/** What takes a lane longer from frame to result waits for the processor. */
const SLOW_MS = 1_000;
/** Jobs go on when the lanes have been up with their windows for so long. */
const CALM_MS = 3_000;

export interface LaneGuardOptions {
  readonly clock: () => number;
  readonly lanes: () => readonly Pick<LaneReport, 'p99Ms' | 'pointsShed' | 'losses'>[];
}

/**
 * Whether the lanes need the machine for themselves: before they lose windows for want of time, and for a while after. Jobs run at
 * the lowest priority anyway; this is for what priority does not divide, such as memory bandwidth.
 */
export class LaneGuard {
  readonly #options: LaneGuardOptions;
  #dropped: number | null = null;
  #behindMs = Number.NEGATIVE_INFINITY;

  constructor(options: LaneGuardOptions) {
    this.#options = options;
  }

  /** To be asked about once a second. */
  needsAll(): boolean {
    const lanes = this.#options.lanes();
    const nowMs = this.#options.clock();
    const dropped = lanes.reduce((sum, { losses }) => sum + losses.windowsDropped, 0);
    const losesMore = this.#dropped !== null && dropped > this.#dropped;
    this.#dropped = dropped;
    const isSlow = lanes.some((lane) => (lane.p99Ms ?? 0) >= SLOW_MS || (lane.pointsShed ?? 0) > 0);
    if (isSlow || losesMore) this.#behindMs = nowMs;
    return nowMs - this.#behindMs < CALM_MS;
  }
}
