import { TremoloError } from '#schemas/errors/tremolo-error';
import { frameCrc } from '#schemas/frames/crc32';
import {
  FRAME_CRC_OFFSET,
  FRAME_HEADER_BYTES,
  FRAME_MAGIC,
  FRAME_MAX_AXES,
  FRAME_MAX_COUNT,
  FRAME_MAX_RATE_HZ,
  FRAME_MAX_SEQUENCE,
  FRAME_VERSION,
  type FrameHeader,
  frameBytes,
  isScale,
  SAMPLE_FORMAT_CODE,
} from '#schemas/frames/frame';

const INT16_MAX = 32_767;
const INT24_MAX = 8_388_607;

/**
 * Writes frames without allocating anything per sample. Its scratch holds one whole frame at offset 0: the header's
 * 68 bytes are a multiple of 4, so typed arrays over the scratch reach the samples of an axis aligned (the machine
 * is little-endian, as every one that Bun runs on).
 */
export class FrameEncoder {
  #bytes = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);
  #shorts = new Int16Array(this.#bytes.buffer);
  #floats = new Float32Array(this.#bytes.buffer);

  /**
   * Writes a frame into `out` (or new bytes of the right size) and returns exactly its bytes.
   * `samples[axis]` holds at least `header.count` values in g; integer formats round to the nearest count and
   * clip at full scale, as a real converter does.
   * Throws `frame_unsupported` when the header or the samples cannot make a frame.
   */
  encode(header: FrameHeader, samples: readonly Float32Array[], out?: Uint8Array): Uint8Array {
    assertEncodable(header, samples);
    const length = frameBytes(header.format, header.axes, header.count);
    if (out !== undefined && out.byteLength < length)
      throw unsupported(`The frame needs ${length} bytes.`);
    this.#reserve(length);
    writeHeader(this.#view, header);
    for (let axis = 0; axis < header.axes; axis++) {
      if (!this.#writeAxis(header, axis, samples[axis]))
        throw unsupported(`Axis ${axis} holds a sample that is not a finite number.`);
    }
    const frame = this.#bytes.subarray(0, length);
    this.#view.setUint32(FRAME_CRC_OFFSET, frameCrc(frame), true);
    if (out === undefined) return frame.slice();
    out.set(frame);
    return out.byteLength === length ? out : out.subarray(0, length);
  }

  #reserve(length: number): void {
    if (length <= this.#bytes.byteLength) return;
    this.#bytes = new Uint8Array(length + (4 - (length % 4)));
    this.#view = new DataView(this.#bytes.buffer);
    this.#shorts = new Int16Array(this.#bytes.buffer);
    this.#floats = new Float32Array(this.#bytes.buffer);
  }

  /** False when a sample is not finite: x − x is 0 for every finite x and NaN for the others. */
  #writeAxis(header: FrameHeader, axis: number, samples: Float32Array): boolean {
    const { format, count } = header;
    const perG = 1 / header.scale[axis];
    let sum = 0;
    switch (format) {
      case 'int16': {
        const start = FRAME_HEADER_BYTES / 2 + axis * count;
        const shorts = this.#shorts;
        for (let i = 0; i < count; i++) {
          const value = samples[i] * perG;
          sum += value - value;
          const counts = Math.floor(value + 0.5);
          shorts[start + i] = counts > INT16_MAX ? INT16_MAX : Math.max(counts, -INT16_MAX - 1);
        }
        break;
      }
      case 'int24': {
        let at = FRAME_HEADER_BYTES + axis * count * 3;
        const bytes = this.#bytes;
        for (let i = 0; i < count; i++, at += 3) {
          const value = samples[i] * perG;
          sum += value - value;
          const whole = Math.floor(value + 0.5);
          const counts =
            whole > INT24_MAX ? INT24_MAX : whole < -INT24_MAX - 1 ? -INT24_MAX - 1 : whole | 0;
          bytes[at] = counts;
          bytes[at + 1] = counts >> 8;
          bytes[at + 2] = counts >> 16;
        }
        break;
      }
      case 'float32': {
        const start = FRAME_HEADER_BYTES / 4 + axis * count;
        const floats = this.#floats;
        for (let i = 0; i < count; i++) {
          const value = Math.fround(samples[i] * perG);
          sum += value - value;
          floats[start + i] = value;
        }
      }
    }
    return sum === 0;
  }
}

const shared = new FrameEncoder();

/** `FrameEncoder.encode` by an encoder that all callers of this process share; it keeps nothing between calls. */
export function encodeFrame(
  header: FrameHeader,
  samples: readonly Float32Array[],
  out?: Uint8Array,
): Uint8Array {
  return shared.encode(header, samples, out);
}

/** Writes the checksum of a frame whose other bytes are ready. */
export function sealFrame(frame: Uint8Array): void {
  const crc = frameCrc(frame);
  writeUint32(frame, FRAME_CRC_OFFSET, crc);
}

/** Gives an encoded frame a new place in the stream without encoding its samples again. */
export function restampFrame(frame: Uint8Array, sequence: number, t0Us: number): void {
  writeUint32(frame, 16, t0Us >>> 0);
  writeUint32(frame, 20, Math.floor(t0Us / 2 ** 32));
  writeUint32(frame, 24, sequence);
  sealFrame(frame);
}

/** Byte by byte, for no DataView has to be made: thousands of frames a second are restamped. */
function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

function writeHeader(view: DataView, header: FrameHeader): void {
  view.setUint32(0, FRAME_MAGIC, true);
  view.setUint8(4, FRAME_VERSION);
  view.setUint8(5, SAMPLE_FORMAT_CODE[header.format]);
  view.setUint8(6, header.axes);
  view.setUint8(7, 0);
  view.setFloat64(8, header.sampleRateHz, true);
  view.setUint32(16, header.t0Us >>> 0, true);
  view.setInt32(20, Math.floor(header.t0Us / 2 ** 32), true);
  view.setUint32(24, header.sequence, true);
  view.setUint32(28, header.count, true);
  for (let axis = 0; axis < FRAME_MAX_AXES; axis++) {
    view.setFloat32(32 + axis * 4, axis < header.axes ? header.scale[axis] : 0, true);
  }
}

function assertEncodable(header: FrameHeader, samples: readonly Float32Array[]): void {
  const { format, axes, count, sampleRateHz, t0Us, sequence } = header;
  if (!(Number.isInteger(axes) && axes >= 1 && axes <= FRAME_MAX_AXES))
    throw unsupported('A frame has 1 to 8 axes.');
  if (!(Number.isInteger(count) && count >= 1 && count <= FRAME_MAX_COUNT)) {
    throw unsupported(`A frame has 1 to ${FRAME_MAX_COUNT} samples per axis.`);
  }
  if (!(sampleRateHz > 0 && sampleRateHz <= FRAME_MAX_RATE_HZ))
    throw unsupported('The sample rate is out of range.');
  if (!(Number.isSafeInteger(t0Us) && t0Us >= 0))
    throw unsupported('The time is not in whole microseconds.');
  if (!(Number.isInteger(sequence) && sequence >= 0 && sequence <= FRAME_MAX_SEQUENCE))
    throw unsupported('The sequence is not a whole number of 32 bits.');
  for (let axis = 0; axis < axes; axis++) {
    if (!isScale(format, header.scale[axis]))
      throw unsupported(`Axis ${axis} has no usable scale.`);
    if ((samples[axis]?.length ?? 0) < count)
      throw unsupported(`Axis ${axis} has fewer than ${count} samples.`);
  }
}

function unsupported(sentence: string): TremoloError {
  return new TremoloError('frame_unsupported', sentence);
}
