/** Memory and processor use of this process, between one call and the next. */
export class ProcessLoad {
  readonly #clock: () => number;
  #cpu = process.cpuUsage();
  #atMs: number;

  constructor(clock: () => number) {
    this.#clock = clock;
    this.#atMs = clock();
  }

  /** Resident memory in MB, and the cores kept busy since the last call. */
  read(): { rssMb: number; cpuCores: number } {
    const now = this.#clock();
    const { user, system } = process.cpuUsage(this.#cpu);
    this.#cpu = process.cpuUsage();
    const elapsedUs = Math.max(1, now - this.#atMs) * 1000;
    this.#atMs = now;
    return { rssMb: process.memoryUsage.rss() / 2 ** 20, cpuCores: (user + system) / elapsedUs };
  }
}
