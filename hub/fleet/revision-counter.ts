import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

/** So many revisions are reserved with one write, so that moving points never waits for the disk. */
const RESERVE = 1_000;
const NAME = 'assignment revision';

/** Numbers that only ever rise, over restarts of the hub as well: an agent ignores an assignment with a lower one. */
export class RevisionCounter {
  readonly #deps: { store: Store; log: Log };
  #next = 0;
  #reservedTo = 0;

  constructor(deps: { store: Store; log: Log }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const [row] = await this.#deps.store.read('SELECT value FROM counters WHERE name = ?', [NAME]);
    this.#next = Number(row?.value ?? 0) + 1;
    this.#reservedTo = this.#next - 1;
    this.#reserve();
  }

  next(): number {
    if (this.#next + RESERVE / 2 > this.#reservedTo) this.#reserve();
    return this.#next++;
  }

  #reserve(): void {
    this.#reservedTo = this.#next + RESERVE;
    const value = this.#reservedTo;
    this.#deps.store
      .write([
        {
          sql: 'INSERT INTO counters VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          args: [NAME, value],
        },
      ])
      .catch((error) => {
        // Tried again with the next revision; half of the last reserve is still there for that.
        this.#reservedTo = this.#next - 1;
        this.#deps.log.error('revisions could not be reserved', error);
      });
  }
}
