import type { FileFacts, FileKind } from '#schemas/http/agent-files';
import type { JobId } from '#schemas/ids/ids';
import type { Fetched, OnBytes } from './fetched.ts';
import type { FileFetcher } from './file-fetcher.ts';
import type { DeliveredFile, FilePurpose, FileSender } from './file-sender.ts';

export interface FileExchangeOptions {
  readonly fetcher: FileFetcher;
  readonly sender: FileSender;
}

/** Files from the hub and to it, one at a time: whatever the jobs want, the frames have the way. */
export class FileExchange {
  readonly #options: FileExchangeOptions;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: FileExchangeOptions) {
    this.#options = options;
  }

  /** The file on this agent's disk, whole and right. Throws `not_found`, `hub_unreachable`, `file_damaged`. */
  fetch(sha256: string, onBytes: OnBytes, signal: AbortSignal): Promise<Fetched> {
    return this.#inTurn(() => this.#options.fetcher.fetch(sha256, onBytes, signal));
  }

  /** The hub has it when this resolves. Throws `hub_unreachable`, or what the hub says. */
  deliver(
    file: { path: string; kind: FileKind; jobId: JobId },
    onBytes: OnBytes,
    signal: AbortSignal,
  ): Promise<FileFacts> {
    const { path, kind, jobId } = file;
    return this.#inTurn(async () => {
      const sent = await this.#options.sender.deliver(path, { kind, jobId }, onBytes, signal);
      return { ...sent, kind };
    });
  }

  /** Hands in a track of a capture. Throws the same. */
  deliverTrack(
    path: string,
    track: Omit<Extract<FilePurpose, { kind: 'track' }>, 'kind'>,
    signal: AbortSignal,
  ): Promise<DeliveredFile> {
    const purpose = { kind: 'track', ...track } as const;
    return this.#inTurn(() => this.#options.sender.deliver(path, purpose, () => undefined, signal));
  }

  /** What the job has handed in before, on whichever agent; the newest first. */
  ofJob(jobId: JobId, signal: AbortSignal): Promise<FileFacts[]> {
    return this.#options.fetcher.ofJob(jobId, signal);
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = this.#last.then(work, work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
