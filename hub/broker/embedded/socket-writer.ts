export type WriteChunk = { chunk: Buffer | string; encoding: BufferEncoding };
export type WriteDone = (error?: Error | null) => void;

/** What takes bytes: how many it took, or a negative number when it is closed. */
export interface ByteSink {
  write(bytes: Buffer): number;
}

/** Small writes are joined into one of about this size: a system call costs more than the copy. */
const SEGMENT_BYTES = 256 * 1024;
/** One for all writers: a segment is joined here, and only what the socket did not take at once is kept apart. */
const scratch = Buffer.allocUnsafeSlow(2 * SEGMENT_BYTES);

/** Writes what a stream gathered to a socket that takes it in parts, and says how much of it is still to go. */
export class SocketWriter {
  readonly #sink: ByteSink;
  #chunks: WriteChunk[] = [];
  #next = 0;
  #segment: Buffer | null = null;
  #done: WriteDone | null = null;
  #takenBytes = 0;
  /** All that the socket ever took. */
  totalBytes = 0;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** Of the bytes handed over last, those that the socket already took; 0 when nothing is under way. */
  get takenBytes(): number {
    return this.#takenBytes;
  }

  /** Writes the chunks; `done` is called once all are taken, or nobody is there to take them. */
  write(chunks: WriteChunk[], done: WriteDone): void {
    this.#chunks = chunks;
    this.#next = 0;
    this.#takenBytes = 0;
    this.#done = done;
    this.resume();
  }

  /** Goes on: the socket takes bytes again. */
  resume(): void {
    if (this.#done === null) return;
    for (;;) {
      this.#segment ??= this.#nextSegment();
      const taken = this.#segment === null ? -1 : this.#sink.write(this.#segment);
      if (this.#segment === null || taken < 0) {
        this.#finish();
        return;
      }
      this.#takenBytes += taken;
      this.totalBytes += taken;
      if (taken < this.#segment.length) {
        const rest = this.#segment.subarray(taken);
        this.#segment = rest.buffer === scratch.buffer ? Buffer.from(rest) : rest;
        return;
      }
      this.#segment = null;
    }
  }

  /** Forgets what was not taken. */
  clear(): void {
    this.#chunks = [];
    this.#segment = null;
    this.#done = null;
    this.#takenBytes = 0;
  }

  #finish(): void {
    const done = this.#done;
    this.clear();
    done?.();
  }

  #nextSegment(): Buffer | null {
    const first = this.#next;
    let bytes = 0;
    while (this.#next < this.#chunks.length && bytes < SEGMENT_BYTES) {
      bytes += byteLength(this.#chunks[this.#next++].chunk);
    }
    if (this.#next === first) return null;
    const only = this.#chunks[first].chunk;
    if (this.#next === first + 1 && typeof only !== 'string') return only;
    const segment =
      bytes <= scratch.length ? scratch.subarray(0, bytes) : Buffer.allocUnsafe(bytes);
    let at = 0;
    for (let i = first; i < this.#next; i++) {
      const { chunk } = this.#chunks[i];
      if (typeof chunk === 'string') {
        at += segment.write(chunk, at);
      } else {
        segment.set(chunk, at);
        at += chunk.length;
      }
    }
    return segment;
  }
}

function byteLength(chunk: Buffer | string): number {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length;
}
