import { FRAME_HEADER_BYTES, type FrameHeader, SAMPLE_BYTES } from '#schemas/frames/frame';

/** A ring holds no more frames: ones so small that this matters come from no sensor of ours. */
const SLOTS_MAX = 16_384;
/** Frames vary a little in length; so many more than fit by the first one’s are remembered. */
const SLOTS_SPARE = 4;

/** What all frames in a ring have in common. */
export interface RingSignal {
  readonly format: FrameHeader['format'];
  readonly axes: number;
  readonly sampleRateHz: number;
  readonly scale: Float32Array;
}

/** One frame of a ring. `bytes` is a view: valid until the next frame comes. */
export interface KeptFrame {
  readonly t0Us: number;
  readonly count: number;
  readonly isNext: boolean;
  readonly bytes: Uint8Array;
}

/**
 * The last seconds of one sensor, frame by frame as they came. Keeping a frame copies its bytes once and allocates nothing; the
 * memory is taken with the first frame, when it is known how much a second needs.
 */
export class SensorRing {
  #wantedMs: number;
  #limitBytes: number;
  #bytes = new Uint8Array(0);
  #starts = new Int32Array(0);
  #lengths = new Int32Array(0);
  #counts = new Int32Array(0);
  #times = new Float64Array(0);
  #next = new Uint8Array(0);
  /** Slots and bytes run on for ever; where they lie is the rest by their size. */
  #first = 0;
  #end = 0;
  #head = 0;
  #signal: RingSignal | null = null;
  #bytesPerMs = 0;
  #frameBytes = 1;
  #lagUs = 0;

  constructor({ wantedMs, limitBytes }: { wantedMs: number; limitBytes: number }) {
    this.#wantedMs = wantedMs;
    this.#limitBytes = limitBytes;
  }

  /** Null before the first frame. */
  get signal(): RingSignal | null {
    return this.#signal;
  }

  /** How long after its last sample, by the sensor’s clock, the last frame came, by ours. */
  get lagUs(): number {
    return this.#lagUs;
  }

  /** The time after the newest sample; null when the ring is empty. */
  get endUs(): number | null {
    if (this.#first === this.#end || this.#signal === null) return null;
    const slot = (this.#end - 1) % this.#times.length;
    return this.#times[slot] + (this.#counts[slot] / this.#signal.sampleRateHz) * 1e6;
  }

  get bytesHeld(): number {
    return this.#bytes.length;
  }

  /** From now on it holds as many milliseconds as fit into so many bytes. What no longer fits is forgotten, oldest first. */
  resize(wantedMs: number, limitBytes: number): void {
    if (wantedMs === this.#wantedMs && limitBytes === this.#limitBytes) return;
    this.#wantedMs = wantedMs;
    this.#limitBytes = limitBytes;
    if (this.#signal === null) return;
    const capacity = this.#capacity();
    if (capacity === this.#bytes.length) return;
    const kept = [...this.frames()].map((frame) => ({ ...frame, bytes: frame.bytes.slice() }));
    this.#allocate(capacity);
    for (const { bytes, t0Us, count, isNext } of kept) this.#add(bytes, t0Us, count, isNext);
  }

  /** Takes a frame whose header was read and checked. `isNext`: nothing is missing between it and the one before. */
  keep(header: FrameHeader, bytes: Uint8Array, isNext: boolean, arrivedMs: number): void {
    if (this.#signal === null || !this.#isSame(header, this.#signal)) this.#begin(header, bytes);
    this.#lagUs =
      arrivedMs * 1_000 - header.t0Us - (header.count / header.sampleRateHz) * 1_000_000;
    this.#add(bytes, header.t0Us, header.count, isNext);
  }

  /** All frames, the oldest first. */
  *frames(): Iterable<KeptFrame> {
    for (let at = this.#first; at < this.#end; at++) {
      const slot = at % this.#times.length;
      const start = this.#starts[slot];
      yield {
        t0Us: this.#times[slot],
        count: this.#counts[slot],
        isNext: at > this.#first && this.#next[slot] === 1,
        bytes: this.#bytes.subarray(start, start + this.#lengths[slot]),
      };
    }
  }

  #isSame(header: FrameHeader, { format, axes, sampleRateHz, scale }: RingSignal): boolean {
    if (header.format !== format || header.axes !== axes) return false;
    if (header.sampleRateHz !== sampleRateHz) return false;
    for (let axis = 0; axis < axes; axis++) if (header.scale[axis] !== scale[axis]) return false;
    return true;
  }

  /** Counts of another scale or rate are another signal: what was kept of the one before is let go. */
  #begin(header: FrameHeader, bytes: Uint8Array): void {
    const { format, axes, sampleRateHz, count } = header;
    this.#signal = { format, axes, sampleRateHz, scale: header.scale.slice() };
    this.#bytesPerMs = (bytes.length * sampleRateHz) / count / 1_000;
    this.#frameBytes = bytes.length;
    this.#allocate(this.#capacity());
  }

  #capacity(): number {
    return Math.floor(Math.min(this.#limitBytes, this.#bytesPerMs * this.#wantedMs * 1.1 + 65_536));
  }

  #allocate(bytes: number): void {
    const slots = Math.min(SLOTS_MAX, Math.ceil(bytes / this.#frameBytes) * 2 + SLOTS_SPARE);
    this.#bytes = new Uint8Array(bytes);
    this.#starts = new Int32Array(slots);
    this.#lengths = new Int32Array(slots);
    this.#counts = new Int32Array(slots);
    this.#times = new Float64Array(slots);
    this.#next = new Uint8Array(slots);
    this.#first = 0;
    this.#end = 0;
    this.#head = 0;
  }

  #add(bytes: Uint8Array, t0Us: number, count: number, isNext: boolean): void {
    const { length } = bytes;
    // One that is larger than the whole ring cannot be kept, and what follows it is no longer next to what was.
    if (length > this.#bytes.length) {
      this.#first = this.#end;
      return;
    }
    // A frame lies in one piece: what is left at the end stays empty.
    const wraps = this.#head + length > this.#bytes.length;
    const start = wraps ? 0 : this.#head;
    if (wraps) this.#forget(this.#head, this.#bytes.length);
    this.#forget(start, start + length);
    if (this.#end - this.#first === this.#times.length) this.#first++;
    this.#bytes.set(bytes, start);
    const slot = this.#end % this.#times.length;
    this.#starts[slot] = start;
    this.#lengths[slot] = length;
    this.#counts[slot] = count;
    this.#times[slot] = t0Us;
    this.#next[slot] = isNext ? 1 : 0;
    this.#end++;
    this.#head = start + length;
  }

  /** Lets go of the oldest while they lie in these bytes. */
  #forget(from: number, to: number): void {
    while (this.#first < this.#end) {
      const slot = this.#first % this.#times.length;
      const start = this.#starts[slot];
      if (start >= to || start + this.#lengths[slot] <= from) return;
      this.#first++;
    }
  }
}

/** Bytes of one axis of a frame, some of its samples; a view. */
export function axisBytes(
  { bytes, count }: KeptFrame,
  format: FrameHeader['format'],
  axis: number,
  from: number,
  to: number,
): Uint8Array {
  const width = SAMPLE_BYTES[format];
  const start = FRAME_HEADER_BYTES + axis * count * width;
  return bytes.subarray(start + from * width, start + to * width);
}
