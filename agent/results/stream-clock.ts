/** A sensor's clock is wrong beyond this distance from the arrival of its frames. */
const SKEW_MS = 10_000;

/**
 * The times of one point's windows. Delays are counted in the stream's own time, which only goes forward whatever the sensor's
 * clock does; results carry the sensor's time while that can be true, else the time of arrival, and say so.
 */
export class StreamClock {
  #hopMs = 0;
  #streamMs = Number.NaN;
  #atMs = 0;
  #skewMs = 0;

  /** A stream begins, after a gap or at the first frame. */
  begin(hopMs: number, nowMs: number): void {
    this.#hopMs = hopMs;
    this.#streamMs = Number.isNaN(this.#streamMs) ? nowMs : Math.max(this.#streamMs, nowMs);
  }

  /** The next window ends at `endUs` by the sensor's clock. Returns the stream's time, ms. */
  next(endUs: number, arrivedMs: number): number {
    this.#streamMs += this.#hopMs;
    const sensorMs = endUs / 1000;
    this.#skewMs = Math.abs(sensorMs - arrivedMs) > SKEW_MS ? sensorMs - arrivedMs : 0;
    this.#atMs = Math.round(this.#skewMs === 0 ? sensorMs : arrivedMs);
    return this.#streamMs;
  }

  /** When the last window ended, ms UTC, whole. */
  get atMs(): number {
    return this.#atMs;
  }

  /** One sentence when the sensor's clock is wrong, else null. */
  get note(): string | null {
    if (this.#skewMs === 0) return null;
    const seconds = Math.round(Math.abs(this.#skewMs) / 1000);
    return `The sensor's clock is ${seconds} s ${this.#skewMs < 0 ? 'behind' : 'ahead'}; times are those of arrival.`;
  }
}
