import { createHash, type Hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PART_BYTES } from '#schemas/http/agent-files';

/** A file that is still coming in. */
export interface Arriving {
  have: number;
  /** Of the bytes so far. */
  readonly hash: Hash;
}

/** The bytes of files, each under its SHA-256, and of those that are still coming in. Nothing is ever read or written whole. */
export class FileShelf {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  start(): void {
    mkdirSync(join(this.#folder, 'arriving'), { recursive: true, mode: 0o700 });
  }

  pathOf(sha256: string): string {
    return join(this.#folder, sha256);
  }

  /** At most one part, from this byte on. */
  read(sha256: string, from: number): Promise<Uint8Array<ArrayBuffer>> {
    return Bun.file(this.pathOf(sha256))
      .slice(from, from + PART_BYTES)
      .bytes();
  }

  /** What of it came before, hashed again: also what an earlier life of the hub took. */
  async resume(name: string): Promise<Arriving> {
    const hash = createHash('sha256');
    let have = 0;
    const file = Bun.file(this.#arriving(name));
    if (!(await file.exists())) return { have, hash };
    for (;;) {
      const part = await file.slice(have, have + PART_BYTES).bytes();
      if (part.length === 0) return { have, hash };
      hash.update(part);
      have += part.length;
    }
  }

  /** Puts a part behind those before it. On the disk when it resolves. */
  async append(name: string, arriving: Arriving, part: Uint8Array): Promise<void> {
    const file = await open(this.#arriving(name), 'a', 0o600);
    try {
      // What a failed attempt left behind is not part of it.
      await file.truncate(arriving.have);
      await file.appendFile(part);
      await file.datasync();
    } finally {
      await file.close();
    }
    arriving.hash.update(part);
    arriving.have += part.length;
  }

  /** Where it lies until it is known to be whole. */
  arrivingPath(name: string): string {
    return this.#arriving(name);
  }

  /** It is whole: from now on it is found by its hash. */
  async settle(name: string, sha256: string): Promise<void> {
    await rename(this.#arriving(name), this.pathOf(sha256));
  }

  async drop(name: string): Promise<void> {
    await rm(this.#arriving(name), { force: true });
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.pathOf(sha256), { force: true });
  }

  /** Removes what has long not gone on, and what no row of the store names. */
  async sweep(beforeMs: number, isKnown: (sha256: string) => boolean): Promise<void> {
    const arriving = join(this.#folder, 'arriving');
    for (const name of await readdir(arriving)) {
      const { mtimeMs } = await stat(join(arriving, name));
      if (mtimeMs < beforeMs) await rm(join(arriving, name), { force: true });
    }
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      const { mtimeMs } = await stat(path);
      if (name !== 'arriving' && mtimeMs < beforeMs && !isKnown(name)) await rm(path);
    }
  }

  #arriving(name: string): string {
    return join(this.#folder, 'arriving', name);
  }
}
