/** One message that waits to be read: whose it is, its bytes and when it came. */
interface Waiting<S> {
  from: S;
  bytes: Uint8Array;
  arrivedMs: number;
}

/**
 * Frames between the socket and the lane's work, bounded in bytes. When it overflows, its older half goes to `shed` at
 * once: a window here and there missing from every point would keep all of them warming up for ever.
 */
export class FrameQueue<S> {
  readonly #maxBytes: number;
  readonly #shed: (from: S, bytes: Uint8Array) => void;
  #waiting: Waiting<S>[] = [];
  #next = 0;
  #bytes = 0;

  constructor(maxBytes: number, shed: (from: S, bytes: Uint8Array) => void) {
    this.#maxBytes = maxBytes;
    this.#shed = shed;
  }

  get length(): number {
    return this.#waiting.length - this.#next;
  }

  push(from: S, bytes: Uint8Array, arrivedMs: number): void {
    this.#waiting.push({ from, bytes, arrivedMs });
    this.#bytes += bytes.byteLength;
    if (this.#bytes > this.#maxBytes) this.#shedOlderHalf();
  }

  /** The oldest frame, taken out; undefined when none waits. */
  take(): Waiting<S> | undefined {
    const frame = this.#waiting[this.#next];
    if (frame === undefined) return undefined;
    this.#next++;
    this.#bytes -= frame.bytes.byteLength;
    if (this.#next === this.#waiting.length) {
      this.#waiting = [];
      this.#next = 0;
    } else if (this.#next > 1024) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    return frame;
  }

  #shedOlderHalf(): void {
    while (this.#bytes > this.#maxBytes / 2 && this.length > 1) {
      const frame = this.take();
      if (frame !== undefined) this.#shed(frame.from, frame.bytes);
    }
  }
}
