/** How scores become labels that hold. */
export type LabelTiming = {
  /** Time constant of the scores' smoothing. */
  readonly smoothingMs: number;
  /** A score must stand over its threshold for this long. */
  readonly onMs: number;
  /** And below threshold less `deadBand` for this long to leave. */
  readonly offMs: number;
  readonly deadBand: number;
};

/**
 * One score per label in, one steady bit per label out: exponential smoothing, dead band, on-delay and off-delay. Nothing
 * is allocated after the constructor. A score of NaN means that the source knows nothing of that label: it counts as 0.
 */
export class LabelHold {
  readonly smoothed: Float32Array;
  /** 1 where the label holds. */
  readonly active: Uint8Array;
  /** Score from which a label counts, by label. */
  readonly thresholds: Float32Array;
  readonly #timing: LabelTiming;
  readonly #differsSinceMs: Float64Array;
  #lastMs = Number.NaN;

  constructor(thresholds: Float32Array, timing: LabelTiming) {
    this.smoothed = new Float32Array(thresholds.length);
    this.active = new Uint8Array(thresholds.length);
    this.thresholds = thresholds;
    this.#timing = timing;
    this.#differsSinceMs = new Float64Array(thresholds.length).fill(Number.NaN);
  }

  /** Feeds one window's scores; returns true where a label began or ceased to hold. */
  update(atMs: number, scores: Float32Array): boolean {
    const { smoothingMs, onMs, offMs, deadBand } = this.#timing;
    const elapsedMs = Math.max(0, atMs - this.#lastMs);
    // The first scores are taken as they are; after a gap the old ones have faded.
    const share = Number.isNaN(elapsedMs) ? 1 : 1 - Math.exp(-elapsedMs / smoothingMs);
    this.#lastMs = atMs;
    let changed = false;
    for (let k = 0; k < this.smoothed.length; k++) {
      const score = Number.isNaN(scores[k]!) ? 0 : scores[k]!;
      const smoothed = this.smoothed[k]! + share * (score - this.smoothed[k]!);
      this.smoothed[k] = smoothed;
      const held = this.active[k] === 1;
      const wanted = smoothed >= this.thresholds[k]! - (held ? deadBand : 0);
      if (wanted === held) this.#differsSinceMs[k] = Number.NaN;
      else if (Number.isNaN(this.#differsSinceMs[k]!)) this.#differsSinceMs[k] = atMs;
      if (atMs - this.#differsSinceMs[k]! >= (held ? offMs : onMs)) {
        this.active[k] = held ? 0 : 1;
        this.#differsSinceMs[k] = Number.NaN;
        changed = true;
      }
    }
    return changed;
  }

  /** Lets pending changes begin anew, as after a gap in the data. */
  interrupt(): void {
    this.#differsSinceMs.fill(Number.NaN);
  }
}
