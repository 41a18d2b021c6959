import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { ObjectStore } from './object-store.ts';

const PIECE_BYTES = 1024 * 1024;
const NAME = /^[0-9a-f]{64}$/;

/** Objects as files of one folder, spread over sub-folders by the beginnings of their names. */
export class FolderObjects implements ObjectStore {
  readonly kind = 'folder';
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async start(): Promise<void> {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  async put(sha256: string, path: string): Promise<void> {
    const to = this.#pathOf(sha256);
    try {
      if ((await this.size(sha256)) === null) {
        await mkdir(dirname(to), { recursive: true, mode: 0o700 });
        await this.#move(path, `${to}.new`);
        await this.#settle(`${to}.new`, to, sha256);
      }
      await rm(path, { force: true });
    } catch (cause) {
      await rm(`${to}.new`, { force: true });
      throw failureOf(cause);
    }
  }

  async get(sha256: string): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.part(sha256, 0, Number.MAX_SAFE_INTEGER);
    const isRight = createHash('sha256').update(bytes).digest('hex') === sha256;
    if (isRight) return bytes;
    throw new TremoloError('file_damaged', 'What is stored is not what was stored: it is damaged.');
  }

  async part(sha256: string, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const size = await this.size(sha256);
    if (size === null) throw refused('samples_gone');
    const file = Bun.file(this.#pathOf(sha256));
    return file.slice(from, Math.min(size, from + length)).bytes();
  }

  async size(sha256: string): Promise<number | null> {
    try {
      return (await stat(this.#pathOf(sha256))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw failureOf(error);
    }
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.#pathOf(sha256), { force: true });
  }

  async *names(): AsyncIterable<string> {
    for (const folder of await readdir(this.#folder)) {
      for (const name of await readdir(join(this.#folder, folder))) {
        if (NAME.test(name)) yield name;
      }
    }
  }

  #pathOf(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), sha256);
  }

  /** The data folder and this one may lie on two disks. */
  async #move(from: string, to: string): Promise<void> {
    try {
      await rename(from, to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      await copyFile(from, to);
    }
  }

  /** Found by its name only when what the disk gives back is right. */
  async #settle(from: string, to: string, sha256: string): Promise<void> {
    const file = await open(from, 'r+');
    try {
      await file.datasync();
      const hash = createHash('sha256');
      const piece = new Uint8Array(PIECE_BYTES);
      for (;;) {
        const { bytesRead } = await file.read(piece, 0, PIECE_BYTES);
        if (bytesRead === 0) break;
        hash.update(piece.subarray(0, bytesRead));
      }
      if (hash.digest('hex') !== sha256) throw damaged();
    } finally {
      await file.close();
    }
    await rename(from, to);
  }
}

const damaged = () =>
  new TremoloError('file_damaged', 'What was written is not what was sent: its hash is another.');

function failureOf(cause: unknown): TremoloError {
  if (cause instanceof TremoloError) return cause;
  if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') {
    return new TremoloError('storage_full', 'There is no room for these samples.', { cause });
  }
  return new TremoloError('storage_failed', 'The samples cannot be kept.', { cause });
}
