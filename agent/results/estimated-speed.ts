/** Windows that are looked at together, and how many of them have to agree before a speed is taken, or is kept. */
const WINDOWS = 16;
const TO_TAKE = 12;
const TO_KEEP = 4;
/** Estimates of one speed lie so close together. */
const AGREEMENT = 0.015;
/** A smaller change moves no line out of where it is looked for. */
const CHANGE = 0.005;

/**
 * The speed of a machine as its own vibration tells it, window by window. One clear window is not enough, and a few unclear
 * ones do not take it away: a speed that comes and goes would have the point graded and not graded by turns.
 */
export class EstimatedSpeed {
  readonly #latest = new Float64Array(WINDOWS);
  readonly #sorted = new Float64Array(WINDOWS);
  #next = 0;
  #rpm: number | null = null;

  /** Revolutions a minute; null while it is not clear. */
  get rpm(): number | null {
    return this.#rpm;
  }

  /** One window's shaft frequency, Hz; 0 where none was clear. True when the speed is another now. */
  take(shaftHz: number): boolean {
    this.#latest[this.#next] = shaftHz * 60;
    this.#next = (this.#next + 1) % WINDOWS;
    if (this.#rpm !== null && this.#agreeing(this.#rpm) < TO_KEEP) {
      this.#rpm = null;
      return true;
    }
    const middle = this.#middle();
    if (middle === 0 || this.#agreeing(middle) < TO_TAKE) return false;
    if (this.#rpm !== null && Math.abs(middle - this.#rpm) <= CHANGE * this.#rpm) return false;
    // More places than are known would look like a measurement.
    this.#rpm = Math.round(middle * 10) / 10;
    return true;
  }

  #agreeing(rpm: number): number {
    let count = 0;
    for (const one of this.#latest) if (Math.abs(one - rpm) <= AGREEMENT * rpm) count++;
    return count;
  }

  /** Of the clear ones; 0 where less than half are. */
  #middle(): number {
    this.#sorted.set(this.#latest);
    this.#sorted.sort();
    const clear = this.#sorted.findIndex((one) => one > 0);
    if (clear < 0 || clear > WINDOWS / 2) return 0;
    return this.#sorted[(clear + WINDOWS) >> 1] ?? 0;
  }
}
