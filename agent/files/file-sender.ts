import { createHash } from 'node:crypto';
import { refused } from '#schemas/errors/refused';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { Delivered, type FileKind, PART_BYTES } from '#schemas/http/agent-files';
import type { CaptureId, JobId, PointId } from '#schemas/ids/ids';
import type { OnBytes } from './fetched.ts';
import type { FileApi } from './file-fetcher.ts';
import type { Pace } from './pace.ts';
import { Patience } from './patience.ts';

export interface FileSenderOptions {
  readonly api: FileApi;
  readonly pace: Pace;
  readonly sleep: (ms: number) => Promise<void>;
}

/** What a file is for: of a job, or a track of a capture. */
export type FilePurpose =
  | { readonly kind: FileKind; readonly jobId: JobId }
  | { readonly kind: 'track'; readonly captureId: CaptureId; readonly pointId: PointId };

/** A file that the hub has now. */
export interface DeliveredFile {
  readonly sha256: string;
  readonly bytes: number;
}

const DAMAGED_MAX = 5;
const JSON_TYPE = { 'content-type': 'application/json' };

/** Hands files to the hub part by part, each with its hash, and goes on where the hub says that it was. */
export class FileSender {
  readonly #options: FileSenderOptions;

  constructor(options: FileSenderOptions) {
    this.#options = options;
  }

  async deliver(
    path: string,
    purpose: FilePurpose,
    onBytes: OnBytes,
    signal: AbortSignal,
  ): Promise<DeliveredFile> {
    const file = Bun.file(path);
    const facts = { sha256: await sha256Of(file), bytes: file.size };
    const patience = new Patience(this.#options.sleep);
    for (let damaged = 0; ; ) {
      try {
        let have = await this.#begin({ ...facts, ...purpose }, signal);
        while (have < facts.bytes) {
          onBytes(have, facts.bytes);
          const part = await file.slice(have, have + PART_BYTES).bytes();
          const now = await this.#send(facts.sha256, have, part, signal);
          if (now === have) throw refused('agent_file_refused');
          patience.progress();
          have = now;
          await this.#options.pace.passed(part.length);
        }
        onBytes(have, facts.bytes);
        return facts;
      } catch (error) {
        // Now and then a part is spoilt on its way; again and again it is the file that changes under our hands.
        const isDamaged = error instanceof TremoloError && error.code === 'file_damaged';
        if (isDamaged && ++damaged === DAMAGED_MAX) throw error;
        await patience.after(error, signal);
      }
    }
  }

  async #begin(facts: DeliveredFile & FilePurpose, signal: AbortSignal): Promise<number> {
    const response = await this.#options.api.ask({
      method: 'POST',
      path: '/api/v1/agent/files',
      headers: JSON_TYPE,
      body: JSON.stringify(facts),
      signal,
    });
    return Delivered.parse(await response.json()).have;
  }

  async #send(
    sha256: string,
    from: number,
    part: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<number> {
    const digest = createHash('sha256').update(part).digest('base64');
    const response = await this.#options.api.ask({
      method: 'PUT',
      path: `/api/v1/agent/files/${sha256}/parts/${from}`,
      headers: {
        'content-type': 'application/octet-stream',
        'content-digest': `sha-256=:${digest}:`,
      },
      body: part,
      signal,
    });
    return Delivered.parse(await response.json()).have;
  }
}

async function sha256Of(file: Bun.BunFile): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < file.size; at += PART_BYTES) {
    hash.update(await file.slice(at, at + PART_BYTES).bytes());
  }
  return hash.digest('hex');
}
