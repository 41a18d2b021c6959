import { createHash, type Hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { refused } from '#schemas/errors/refused';
import { said } from '#schemas/errors/said';
import { TremoloError } from '#schemas/errors/tremolo-error';
import { FileFacts, PART_BYTES } from '#schemas/http/agent-files';
import type { JobId } from '#schemas/ids/ids';
import type { Fetched, OnBytes } from './fetched.ts';
import type { Pace } from './pace.ts';
import { Patience } from './patience.ts';

/** What asks the hub. */
export interface FileApi {
  ask(request: {
    method: 'GET' | 'POST' | 'PUT';
    path: string;
    headers?: Record<string, string>;
    body?: string | Uint8Array<ArrayBuffer>;
    signal?: AbortSignal;
  }): Promise<Response>;
}

export interface FileFetcherOptions {
  readonly api: FileApi;
  /** Where models are kept, and where everything else that jobs need. */
  readonly models: string;
  readonly inputs: string;
  readonly pace: Pace;
  readonly sleep: (ms: number) => Promise<void>;
}

const WRONG_MAX = 2;

/** All of it is there, and it is not the one that was asked for. */
class WrongFileError extends TremoloError {
  constructor() {
    const { sentence, reason } = said('agent_file_other');
    super('file_damaged', sentence, { reason });
  }
}

const JobFiles = z.object({ files: z.array(FileFacts) });

/** Fetches files of the hub part by part, each held against its hash, and goes on where it was interrupted, also by a power cut. */
export class FileFetcher {
  readonly #options: FileFetcherOptions;

  constructor(options: FileFetcherOptions) {
    this.#options = options;
  }

  async ofJob(jobId: JobId, signal: AbortSignal): Promise<FileFacts[]> {
    const path = `/api/v1/agent/jobs/${jobId}/files`;
    const response = await this.#options.api.ask({ method: 'GET', path, signal });
    return JobFiles.parse(await response.json()).files;
  }

  /** Throws `file_damaged` when what the hub gives is not what the name says, twice over. */
  async fetch(sha256: string, onBytes: OnBytes, signal: AbortSignal): Promise<Fetched> {
    const { models, inputs, sleep } = this.#options;
    const here = await this.#whole(join(models, `${sha256}.onnx`), sha256);
    if (here !== null) return here;
    const patience = new Patience(sleep);
    for (let wrong = 0; ; ) {
      try {
        const facts = await this.#factsOf(sha256, signal);
        const folder = facts.kind === 'model' ? models : inputs;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const path = join(folder, facts.kind === 'model' ? `${sha256}.onnx` : sha256);
        const there = facts.kind === 'model' ? null : await this.#whole(path, sha256);
        if (there !== null) return there;
        await this.#fetchTo(path, facts, { onBytes, signal, patience });
        return { path, bytes: facts.bytes, wasThere: false };
      } catch (error) {
        // Every part was as it was sent, and the whole is another: a part on our disk may be spoilt, but not twice.
        if (error instanceof WrongFileError && ++wrong === WRONG_MAX) throw error;
        await patience.after(error, signal);
      }
    }
  }

  async #factsOf(sha256: string, signal: AbortSignal): Promise<FileFacts> {
    const path = `/api/v1/agent/files/${sha256}`;
    const response = await this.#options.api.ask({ method: 'GET', path, signal });
    return FileFacts.parse(await response.json());
  }

  async #fetchTo(
    path: string,
    { sha256, bytes }: FileFacts,
    { onBytes, signal, patience }: { onBytes: OnBytes; signal: AbortSignal; patience: Patience },
  ): Promise<void> {
    const part = `${path}.part`;
    const { hash, have: before } = await hashOf(part);
    let have = before;
    const file = await open(part, 'a', 0o600);
    try {
      while (have < bytes) {
        onBytes(have, bytes);
        const content = await this.#part(sha256, have, signal);
        if (have + content.length > bytes) throw damaged();
        await file.appendFile(content);
        hash.update(content);
        have += content.length;
        patience.progress();
        await this.#options.pace.passed(content.length);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (hash.digest('hex') !== sha256) {
      await rm(part, { force: true });
      throw new WrongFileError();
    }
    await rename(part, path);
    onBytes(bytes, bytes);
  }

  /** One part, as it was sent. */
  async #part(sha256: string, from: number, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const response = await this.#options.api.ask({
      method: 'GET',
      path: `/api/v1/agent/files/${sha256}/content`,
      headers: { range: `bytes=${from}-${from + PART_BYTES - 1}` },
      signal,
    });
    const content = await bodyOf(response);
    const digest = createHash('sha256').update(content).digest('base64');
    if (response.headers.get('content-digest') !== `sha-256=:${digest}:`) throw damaged();
    if (content.length === 0) throw damaged();
    return content;
  }

  /** The file, if it is there, and right: a damaged one is fetched anew. */
  async #whole(path: string, sha256: string): Promise<Fetched | null> {
    if (!(await Bun.file(path).exists())) return null;
    const { hash, have } = await hashOf(path);
    if (hash.digest('hex') === sha256) return { path, bytes: have, wasThere: true };
    await rm(path, { force: true });
    return null;
  }
}

async function bodyOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw refused('agent_line_broke', {}, { cause });
  }
}

/** Of what is there of a file, read piece by piece. */
async function hashOf(path: string): Promise<{ hash: Hash; have: number }> {
  const hash = createHash('sha256');
  let have = 0;
  const file = Bun.file(path);
  if (!(await file.exists())) return { hash, have };
  for (;;) {
    const piece = await file.slice(have, have + PART_BYTES).bytes();
    if (piece.length === 0) return { hash, have };
    hash.update(piece);
    have += piece.length;
  }
}

const damaged = () => refused('agent_file_damaged');
