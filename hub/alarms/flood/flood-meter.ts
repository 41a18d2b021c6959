const WINDOW_MS = 600_000;
/** A flood begins with more than ten in ten minutes, and is over below five (EEMUA 191; ISA-18.2, 16.6.3). */
const BEGINS_OVER = 10;
const ENDS_BELOW = 5;

export interface FloodState {
  readonly isOn: boolean;
  readonly sinceMs: number | null;
  readonly lastTenMinutes: number;
}

/** How it stands among these alarms alone, by when each was shown. What has come and gone since is not among them. */
export function floodAmong(shownMs: readonly number[], nowMs: number): FloodState {
  const meter = new FloodMeter();
  for (const ms of shownMs.toSorted((a, b) => a - b)) meter.shown(ms);
  return meter.state(nowMs);
}

/** How many alarms people were shown within the last ten minutes, and whether that is a flood. */
export class FloodMeter {
  #shown: number[] = [];
  #sinceMs: number | null = null;

  shown(atMs: number): void {
    this.#shown.push(atMs);
    this.#forget(atMs);
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
