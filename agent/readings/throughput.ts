/** So far back it looks: a stall of a second alone must not look like a machine that is too slow. */
const SECONDS = 5;

/** Which share of the bytes that arrived in the last seconds was also taken. */
export class Throughput {
  readonly #arrived = new Float64Array(SECONDS);
  readonly #taken = new Float64Array(SECONDS);
  #second: number;

  constructor(nowMs: number) {
    this.#second = Math.floor(nowMs / 1000);
  }

  arrived(nowMs: number, bytes: number): void {
    this.#arrived[this.#cell(nowMs)] += bytes;
  }

  taken(nowMs: number, bytes: number): void {
    this.#taken[this.#cell(nowMs)] += bytes;
  }

  /** 0…1. Without any bytes 1. */
  share(): number {
    const arrived = this.#arrived.reduce((sum, bytes) => sum + bytes, 0);
    const taken = this.#taken.reduce((sum, bytes) => sum + bytes, 0);
    return arrived === 0 ? 1 : Math.min(1, taken / arrived);
  }

  /** Forgets all: from now on other sensors are carried. */
  restart(nowMs: number): void {
    this.#arrived.fill(0);
    this.#taken.fill(0);
    this.#second = Math.floor(nowMs / 1000);
  }

  #cell(nowMs: number): number {
    const second = Math.floor(nowMs / 1000);
    for (let passed = Math.min(second - this.#second, SECONDS); passed > 0; passed--) {
      const cell = (second - passed + 1) % SECONDS;
      this.#arrived[cell] = 0;
      this.#taken[cell] = 0;
    }
    this.#second = Math.max(this.#second, second);
    return this.#second % SECONDS;
  }
}
