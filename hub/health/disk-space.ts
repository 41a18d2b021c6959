import { statfs } from 'node:fs/promises';
import type { Log } from '../log.ts';

const PERIOD_MS = 2_000;

/** Room on the disk of the data folder, looked at every two seconds. */
export class DiskSpace {
  readonly #deps: { dir: string; minFreeMb: number; log: Log };
  #freeMb: number | null = null;
  #usedShare: number | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(deps: { dir: string; minFreeMb: number; log: Log }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => void this.look(), PERIOD_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Free for an ordinary user; null where the system does not say. */
  get freeMb(): number | null {
    return this.#freeMb;
  }

  /** As `df` reckons; null where the system does not say. */
  get usedShare(): number | null {
    return this.#usedShare;
  }

  get isLow(): boolean {
    return this.#freeMb !== null && this.#freeMb < this.#deps.minFreeMb;
  }

  async look(): Promise<void> {
    const wasLow = this.isLow;
    try {
      const { blocks, bfree, bavail, bsize } = await statfs(this.#deps.dir);
      this.#freeMb = (bavail * bsize) / 1_048_576;
      const used = blocks - bfree;
      this.#usedShare = used + bavail === 0 ? null : used / (used + bavail);
    } catch (error) {
      this.#freeMb = null;
      this.#usedShare = null;
      this.#deps.log.error('the free space of the disk cannot be read', error);
    }
    if (this.isLow && !wasLow) this.#deps.log.warn('the disk is full: results are not stored now');
    if (!this.isLow && wasLow) this.#deps.log.info('the disk has room again');
  }
}
