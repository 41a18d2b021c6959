import type { Term } from '#schemas/alarms/term';

export type Take = Extract<Term, { source: 'figure' }>['take'];

/** So many samples at most: of longer windows neighbours are joined, so that none grows with time. */
const SLOTS = 240;
const MINUTE_MS = 60_000;

interface Slot {
  readonly startMs: number;
  n: number;
  sum: number;
  min: number;
  max: number;
  firstValue: number;
  firstMs: number;
  lastValue: number;
  lastMs: number;
}

/** What was measured within the last so many seconds, by the times of the values themselves. */
export class ValueWindow {
  readonly #spanMs: number;
  readonly #slotMs: number;
  #slots: Slot[] = [];

  constructor(windowSeconds: number) {
    this.#spanMs = windowSeconds * 1_000;
    this.#slotMs = Math.max(1, this.#spanMs / SLOTS);
  }

  add(atMs: number, value: number): void {
    const startMs = Math.floor(atMs / this.#slotMs) * this.#slotMs;
    const last = this.#slots.at(-1);
    if (last !== undefined && last.startMs === startMs) {
      last.n++;
      last.sum += value;
      last.min = Math.min(last.min, value);
      last.max = Math.max(last.max, value);
      last.lastValue = value;
      last.lastMs = atMs;
    } else {
      // A clock that was put back begins anew: older ones would never leave.
      if (last !== undefined && startMs < last.startMs) this.#slots = [];
      this.#slots.push({
        startMs,
        n: 1,
        sum: value,
        min: value,
        max: value,
        ...{ firstValue: value, firstMs: atMs, lastValue: value, lastMs: atMs },
      });
    }
    const oldestMs = atMs - this.#spanMs;
    while (this.#slots[0].lastMs <= oldestMs) this.#slots.shift();
  }

  /** Null while the window is not filled by half: two values within a second are no trend of an hour. */
  value(take: Exclude<Take, 'last' | 'ratio'>): number | null {
    const [first, last] = [this.#slots[0], this.#slots.at(-1)];
    if (first === undefined || last === undefined) return null;
    const heldMs = last.lastMs - first.firstMs;
    if (heldMs < this.#spanMs / 2) return null;
    if (take === 'rate') return ((last.lastValue - first.firstValue) / heldMs) * MINUTE_MS;
    if (take === 'max') return Math.max(...this.#slots.map(({ max }) => max));
    if (take === 'min') return Math.min(...this.#slots.map(({ min }) => min));
    const n = this.#slots.reduce((all, slot) => all + slot.n, 0);
    return this.#slots.reduce((all, slot) => all + slot.sum, 0) / n;
  }
}
