/** One message that waits to be read: whose it is, its bytes and when it came. */
export interface Waiting<S> {
  from: S;
  bytes: Uint8Array;
  arrivedMs: number;
}

/** Frames between the socket and the lane's work, in the order of their coming. Whoever fills it bounds it. */
export class FrameQueue<S> {
  #waiting: Waiting<S>[] = [];
  #next = 0;
  #bytes = 0;

  get length(): number {
    return this.#waiting.length - this.#next;
  }

  /** Bytes of all that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** When the oldest that waits came; null when none waits. */
  get oldestMs(): number | null {
    return this.#waiting[this.#next]?.arrivedMs ?? null;
  }

  push(from: S, bytes: Uint8Array, arrivedMs: number): void {
    this.#waiting.push({ from, bytes, arrivedMs });
    this.#bytes += bytes.byteLength;
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

  /** Takes out every frame of which `isWanted` is false, oldest first; the rest keeps its order. */
  remove(isWanted: (from: S) => boolean): Waiting<S>[] {
    const left = this.#waiting.slice(this.#next);
    const removed = left.filter(({ from }) => !isWanted(from));
    this.#waiting = left.filter(({ from }) => isWanted(from));
    this.#next = 0;
    for (const { bytes } of removed) this.#bytes -= bytes.byteLength;
    return removed;
  }
}
