/**
 * Where large things lie that the database only names: each under the SHA-256 of its bytes, so that the same thing lies there
 * once and whoever reads it can tell whether it is whole.
 */
export interface ObjectStore {
  readonly kind: 'folder' | 's3';
  /** Opens it. Throws `settings_invalid` where it cannot be used at all. */
  start(): Promise<void>;
  /**
   * Takes the file at `path`, which is gone afterwards; what is already there stays. Resolves when it is on the disk, read again
   * and right. Throws `file_damaged`, `storage_full`, `storage_failed`.
   */
  put(sha256: string, path: string): Promise<void>;
  /** All bytes. Throws `not_found` when it is not there, `file_damaged` when it is not what its name says. */
  get(sha256: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Some bytes from one on, as many as there are. Throws `not_found`. */
  part(sha256: string, from: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Whether it is there, and how large. */
  size(sha256: string): Promise<number | null>;
  /** Gives its space back; nothing happens when it is not there. */
  remove(sha256: string): Promise<void>;
  /** Names of all that is there, for whoever looks for what nobody names any more. */
  names(): AsyncIterable<string>;
}
