import { frameCrc } from '#schemas/frames/crc32';
import {
  FRAME_CRC_OFFSET,
  FRAME_HEADER_BYTES,
  FRAME_MAGIC,
  FRAME_MAX_AXES,
  FRAME_MAX_COUNT,
  FRAME_MAX_RATE_HZ,
  FRAME_VERSION,
  type FrameFault,
  type FrameHeader,
  frameBytes,
  isScale,
  SAMPLE_FORMATS,
} from '#schemas/frames/frame';

/** 2⁵³ µs is the year 2255; beyond it a double no longer counts microseconds. */
const MAX_TIME_US = Number.MAX_SAFE_INTEGER;

/** An empty header for `decodeHeader` to fill, so that decoding allocates nothing. */
export function newHeader(): FrameHeader {
  return {
    format: 'int16',
    axes: 1,
    sampleRateHz: 0,
    t0Us: 0,
    sequence: 0,
    count: 0,
    scale: new Float32Array(FRAME_MAX_AXES),
  };
}

/** Reads and checks frames without allocating: one instance per lane, its scratch reused from frame to frame. */
export class FrameDecoder {
  readonly header: FrameHeader = newHeader();
  #scratch = new Uint8Array(64 * 1024);
  #shorts = new Int16Array(this.#scratch.buffer);
  #floats = new Float32Array(this.#scratch.buffer);

  /**
   * Checks a whole frame, checksum included, and fills `header`.
   * Returns `null` when the bytes are a frame, else the first fault; never throws on any bytes.
   */
  check(bytes: Uint8Array): FrameFault | null {
    const fault = decodeHeader(bytes, this.header);
    if (fault !== null) return fault;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return view.getUint32(FRAME_CRC_OFFSET, true) === frameCrc(bytes) ? null : 'bad_crc';
  }

  /**
   * Writes one axis of the frame that `check` accepted into `out` from `offset` on, in g (count × scale).
   * Returns a fault when a float sample is not finite. `out` must have `header.count` places after `offset`.
   */
  samples(bytes: Uint8Array, axis: number, out: Float32Array, offset: number): FrameFault | null {
    const { format, count } = this.header;
    const scale = this.header.scale[axis];
    switch (format) {
      case 'int16': {
        this.#load(bytes, axis * count * 2, count * 2);
        const shorts = this.#shorts;
        for (let i = 0; i < count; i++) out[offset + i] = shorts[i] * scale;
        return null;
      }
      case 'int24': {
        let at = FRAME_HEADER_BYTES + axis * count * 3;
        for (let i = 0; i < count; i++, at += 3) {
          const counts = ((bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16)) << 8) >> 8;
          out[offset + i] = counts * scale;
        }
        return null;
      }
      case 'float32': {
        this.#load(bytes, axis * count * 4, count * 4);
        const floats = this.#floats;
        let sum = 0;
        for (let i = 0; i < count; i++) {
          // Rounded first: a product may be finite as a double and infinite as the float32 that it becomes.
          const value = Math.fround(floats[i] * scale);
          sum += value - value;
          out[offset + i] = value;
        }
        // x − x is 0 for every finite x and NaN for the others, so one test covers all samples.
        return sum === 0 ? null : 'bad_sample';
      }
    }
  }

  /** Copies samples to aligned scratch: a payload starts anywhere in the socket's buffer, typed views may not. */
  #load(bytes: Uint8Array, from: number, length: number): void {
    if (length > this.#scratch.byteLength) {
      this.#scratch = new Uint8Array(length + (4 - (length % 4)));
      this.#shorts = new Int16Array(this.#scratch.buffer);
      this.#floats = new Float32Array(this.#scratch.buffer);
    }
    const start = FRAME_HEADER_BYTES + from;
    this.#scratch.set(bytes.subarray(start, start + length));
  }
}

/** Fills `header` from the bytes and checks every field and the length, but not the checksum. */
export function decodeHeader(bytes: Uint8Array, header: FrameHeader): FrameFault | null {
  if (bytes.byteLength < FRAME_HEADER_BYTES) return 'too_short';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== FRAME_MAGIC) return 'bad_magic';
  if (bytes[4] !== FRAME_VERSION) return 'unknown_version';
  const format = SAMPLE_FORMATS[bytes[5] - 1];
  if (format === undefined) return 'unknown_format';
  const axes = bytes[6];
  if (axes < 1 || axes > FRAME_MAX_AXES || bytes[7] !== 0) return 'bad_axes';
  const sampleRateHz = view.getFloat64(8, true);
  if (!(sampleRateHz > 0 && sampleRateHz <= FRAME_MAX_RATE_HZ)) return 'bad_rate';
  const t0Us = view.getInt32(20, true) * 2 ** 32 + view.getUint32(16, true);
  if (t0Us < 0 || t0Us > MAX_TIME_US) return 'bad_time';
  const count = view.getUint32(28, true);
  if (count < 1 || count > FRAME_MAX_COUNT) return 'bad_count';
  if (bytes.byteLength !== frameBytes(format, axes, count)) return 'bad_length';
  for (let axis = 0; axis < FRAME_MAX_AXES; axis++) {
    const scale = view.getFloat32(32 + axis * 4, true);
    if (axis < axes ? !isScale(format, scale) : scale !== 0) return 'bad_scale';
    header.scale[axis] = scale;
  }
  header.format = format;
  header.axes = axes;
  header.sampleRateHz = sampleRateHz;
  header.t0Us = t0Us;
  header.sequence = view.getUint32(24, true);
  header.count = count;
  return null;
}
