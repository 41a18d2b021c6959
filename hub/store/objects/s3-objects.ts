import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { S3Client } from 'bun';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { ObjectStore } from './object-store.ts';

const NAME = /^[0-9a-f]{64}$/;
const NAMES_PER_PAGE = 1_000;
/** A server that takes longer does not answer: nobody waits for it for ever. */
const LIMIT_MS = 60_000;

export interface S3ObjectsOptions {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  /** Put in front of each name. */
  readonly prefix: string;
  readonly accessKeyId: string;
  /** Read when the store is opened. */
  readonly secretAccessKey: () => string;
}

/** Objects in a bucket of any server that speaks S3. */
export class S3Objects implements ObjectStore {
  readonly kind = 's3';
  readonly #options: S3ObjectsOptions;
  #client: S3Client | null = null;

  constructor(options: S3ObjectsOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { secretAccessKey, prefix: _, ...access } = this.#options;
    this.#client = new S3Client({ ...access, secretAccessKey: secretAccessKey() });
  }

  async put(sha256: string, path: string): Promise<void> {
    const bytes = await Bun.file(path).bytes();
    await this.#do(async (client) => {
      if ((await this.size(sha256)) === null) {
        await client.write(this.#key(sha256), bytes, { type: 'application/octet-stream' });
      }
      // What was sent is not what is kept until it has come back.
      const back = await client.file(this.#key(sha256)).bytes();
      if (hashOf(back) !== sha256) {
        await client.delete(this.#key(sha256));
        throw new TremoloError('file_damaged', 'What the bucket gives back is not what was sent.');
      }
    });
    await rm(path, { force: true });
  }

  async get(sha256: string): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#do((client) => client.file(this.#key(sha256)).bytes());
    if (hashOf(bytes) === sha256) return new Uint8Array(bytes);
    throw new TremoloError('file_damaged', 'What is stored is not what was stored: it is damaged.');
  }

  part(sha256: string, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return this.#do(async (client) => {
      const part = client.file(this.#key(sha256)).slice(from, from + length);
      return new Uint8Array(await part.bytes());
    });
  }

  size(sha256: string): Promise<number | null> {
    return this.#do(async (client) => {
      if (!(await client.exists(this.#key(sha256)))) return null;
      return client.size(this.#key(sha256));
    });
  }

  async remove(sha256: string): Promise<void> {
    await this.#do((client) => client.delete(this.#key(sha256)));
  }

  async *names(): AsyncIterable<string> {
    const { prefix } = this.#options;
    let startAfter: string | undefined;
    for (;;) {
      const page = await this.#do((client) =>
        client.list({ prefix, maxKeys: NAMES_PER_PAGE, ...(startAfter ? { startAfter } : {}) }),
      );
      const keys = (page.contents ?? []).map(({ key }) => key);
      for (const key of keys) {
        const name = key.slice(prefix.length);
        if (NAME.test(name)) yield name;
      }
      startAfter = keys.at(-1);
      if (!page.isTruncated || startAfter === undefined) return;
    }
  }

  #key(sha256: string): string {
    return this.#options.prefix + sha256;
  }

  /** One translation of what goes wrong with the bucket. */
  async #do<Value>(work: (client: S3Client) => Promise<Value>): Promise<Value> {
    const client = this.#client;
    if (client === null) throw new TremoloError('storage_failed', 'The bucket is not open.');
    let limit: Timer | undefined;
    const late = new Promise<never>((_, reject) => {
      limit = setTimeout(() => reject(new Error('no answer in time')), LIMIT_MS);
    });
    try {
      return await Promise.race([work(client), late]);
    } catch (cause) {
      if (cause instanceof TremoloError) throw cause;
      const { code } = cause as { code?: string };
      if (code === 'NoSuchKey' || code === 'ERR_S3_FILE_NOT_FOUND') {
        throw refused('samples_gone', {}, { cause });
      }
      throw new TremoloError('storage_failed', 'The bucket for samples does not answer.', {
        cause,
      });
    } finally {
      clearTimeout(limit);
    }
  }
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
