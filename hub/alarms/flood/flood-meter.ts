import type { SeenAsset } from '../alarm-sight.ts';

const WINDOW_MS = 600_000;
/** A flood begins with more than ten in ten minutes, and is over below five (EEMUA 191; ISA-18.2, 16.6.3). */
const BEGINS_OVER = 10;
const ENDS_BELOW = 5;
/** As many as are gone through for who sees a part: hours of the worst flood. */
const LATELY_MAX = 5_000;

export interface FloodState {
  readonly isOn: boolean;
  readonly sinceMs: number | null;
  readonly lastTenMinutes: number;
}

/** Something that people were shown: when, and where it was then. */
export interface Shown {
  readonly atMs: number;
  readonly asset: SeenAsset;
}

/** How many alarms people were shown within the last ten minutes, and whether that is a flood. */
export class FloodMeter {
  #shown: number[] = [];
  #sinceMs: number | null = null;
  /** Also those of before: in a part of the plant a flood may go on for longer than ten minutes. */
  #lately: Shown[] = [];

  shown(one: Shown): void {
    this.#take(one.atMs);
    this.#lately.push(one);
    if (this.#lately.length > 2 * LATELY_MAX) this.#lately = this.#lately.slice(-LATELY_MAX);
  }

  /** How it stands among those alone that somebody sees, whatever has become of them since. */
  among(isSeen: (asset: SeenAsset) => boolean, nowMs: number): FloodState {
    const meter = new FloodMeter();
    for (const { atMs, asset } of this.#lately) if (isSeen(asset)) meter.#take(atMs);
    return meter.state(nowMs);
  }

  #take(atMs: number): void {
    // A flood that had ended before begins anew with what comes now.
    this.state(atMs);
    this.#shown.push(atMs);
    if (this.#shown.length > BEGINS_OVER) this.#sinceMs ??= atMs;
  }

  state(nowMs: number): FloodState {
    this.#forget(nowMs);
    if (this.#shown.length < ENDS_BELOW) this.#sinceMs = null;
    const { length } = this.#shown;
    return { isOn: this.#sinceMs !== null, sinceMs: this.#sinceMs, lastTenMinutes: length };
  }

  #forget(nowMs: number): void {
    // Both ways: what a clock that was put back left in the future would count for ever.
    this.#shown = this.#shown.filter((ms) => ms > nowMs - WINDOW_MS && ms <= nowMs);
  }
}
