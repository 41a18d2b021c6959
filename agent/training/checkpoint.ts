import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Weights } from './network.ts';
import type { TrainerSnapshot } from './trainer.ts';

/** Where a training of several networks stands. */
export interface Checkpoint {
  readonly finished: readonly Weights[];
  /** The one that is being trained, after a whole epoch; null between two of them. */
  readonly running: { readonly epoch: number; readonly trainer: TrainerSnapshot } | null;
}

/** Where checkpoints are kept: the last one only. */
export interface Checkpoints {
  load(): Checkpoint | null;
  save(checkpoint: Checkpoint): void;
}

/** Checkpoints in a file. One that belongs to another training (`key`), or cannot be read, is none. */
export class CheckpointFile implements Checkpoints {
  readonly #path: string;
  readonly #key: string;

  constructor({ path, key }: { path: string; key: string }) {
    this.#path = path;
    this.#key = key;
  }

  load(): Checkpoint | null {
    if (!existsSync(this.#path)) return null;
    const kept = readKept(this.#path);
    return kept?.key === this.#key ? kept.checkpoint : null;
  }

  /** The old one holds until the new one is whole. */
  save(checkpoint: Checkpoint): void {
    writeFileSync(`${this.#path}.new`, serialize({ key: this.#key, checkpoint }), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }

  /** The training is over. */
  remove(): void {
    rmSync(this.#path, { force: true });
  }
}

function readKept(path: string): { key: string; checkpoint: Checkpoint } | null {
  try {
    return deserialize(readFileSync(path));
  } catch (error) {
    // Written by another version, or damaged: then training begins anew, which loses time and nothing else.
    if (error instanceof Error && (error as NodeJS.ErrnoException).code === undefined) return null;
    throw error;
  }
}
