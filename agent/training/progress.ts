/** Where a long command reports how far it is. */
export interface Progress {
  /** Begins a stage of `total` steps; call what it returns as steps are done. */
  stage(name: string, total: number): (done: number, note?: string) => void;
}

/** Prints one line per report, with the share done and the time that the stage still needs. `clock` in ms. */
export class LineProgress implements Progress {
  readonly #write: (line: string) => void;
  readonly #clock: () => number;

  constructor(write: (line: string) => void, clock: () => number) {
    this.#write = write;
    this.#clock = clock;
  }

  stage(name: string, total: number): (done: number, note?: string) => void {
    const start = this.#clock();
    return (done, note) => {
      const leftS = (((this.#clock() - start) / done) * (total - done)) / 1000;
      const parts = [`${name} ${done}/${total}`, ...(note === undefined ? [] : [note])];
      this.#write(`${parts.join(', ')}, ${leftS.toFixed(0)} s left\n`);
    };
  }
}
