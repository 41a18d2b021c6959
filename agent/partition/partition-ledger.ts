import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { PartitionRun } from '#schemas/broker/partition';

const Kept = z.strictObject({
  run: PartitionRun,
  /** Of the command that is given just now: it outlives an agent that is killed. */
  pid: z.number().int().positive().nullable(),
});
type Kept = z.infer<typeof Kept>;

/** The latest partitioning on this agent’s disk, written before each step: whoever starts next knows what was begun. */
export class PartitionLedger {
  readonly #file: string;
  #kept: Kept | null = null;

  constructor({ file }: { file: string }) {
    this.#file = file;
  }

  /** Throws when what is there cannot be read: what was begun must not be forgotten silently. */
  start(): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const text = textIn(this.#file);
    this.#kept = text === null ? null : Kept.parse(JSON.parse(text));
  }

  get run(): PartitionRun | null {
    return this.#kept?.run ?? null;
  }

  get pid(): number | null {
    return this.#kept?.pid ?? null;
  }

  /** True from here on, also after a power cut. Throws when the disk does not take it. */
  keep(run: PartitionRun, pid: number | null): void {
    const file = openSync(`${this.#file}.new`, 'w', 0o600);
    try {
      writeSync(file, JSON.stringify({ run, pid } satisfies Kept));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(`${this.#file}.new`, this.#file);
    this.#kept = { run, pid };
  }
}

function textIn(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
