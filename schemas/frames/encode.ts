import { TremoloError } from '#schemas/errors/tremolo-error';
import { frameCrc } from '#schemas/frames/crc32';
import {
  FRAME_CRC_OFFSET,
  FRAME_HEADER_BYTES,
  FRAME_MAGIC,
  FRAME_MAX_AXES,
  FRAME_MAX_COUNT,
  FRAME_VERSION,
  type FrameHeader,
  frameBytes,
  SAMPLE_FORMAT_CODE,
} from '#schemas/frames/frame';

const INT24_MAX = 8_388_607;
const LIMIT = { int16: 32_767, int24: INT24_MAX } as const;

/**
 * Writes a frame into `out` (or new bytes of the right size) and returns exactly its bytes.
 * `samples[axis]` holds at least `header.count` values in g; integer formats round to the nearest count and
 * clip at full scale, as a real converter does.
 * Throws `frame_unsupported` when the header or the samples cannot make a frame.
 */
export function encodeFrame(
  header: FrameHeader,
  samples: readonly Float32Array[],
  out: Uint8Array = new Uint8Array(frameBytes(header.format, header.axes, header.count)),
): Uint8Array {
  assertEncodable(header, samples);
  const length = frameBytes(header.format, header.axes, header.count);
  if (out.byteLength < length) throw unsupported(`The frame needs ${length} bytes.`);
  const bytes = out.subarray(0, length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  writeHeader(view, header);
  let at = FRAME_HEADER_BYTES;
  for (let axis = 0; axis < header.axes; axis++)
    at = writeAxis(view, at, header, axis, samples[axis]);
  sealFrame(bytes);
  return bytes;
}

/** Writes the checksum of a frame whose other bytes are ready. */
export function sealFrame(frame: Uint8Array): void {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  view.setUint32(FRAME_CRC_OFFSET, frameCrc(frame), true);
}

/** Gives an encoded frame a new place in the stream without encoding its samples again. */
export function restampFrame(frame: Uint8Array, sequence: number, t0Us: number): void {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  writeTime(view, t0Us);
  view.setUint32(24, sequence, true);
  sealFrame(frame);
}

function writeHeader(view: DataView, header: FrameHeader): void {
  view.setUint32(0, FRAME_MAGIC, true);
  view.setUint8(4, FRAME_VERSION);
  view.setUint8(5, SAMPLE_FORMAT_CODE[header.format]);
  view.setUint8(6, header.axes);
  view.setUint8(7, 0);
  view.setFloat64(8, header.sampleRateHz, true);
  writeTime(view, header.t0Us);
  view.setUint32(24, header.sequence, true);
  view.setUint32(28, header.count, true);
  for (let axis = 0; axis < FRAME_MAX_AXES; axis++) {
    view.setFloat32(32 + axis * 4, axis < header.axes ? header.scale[axis] : 0, true);
  }
}

function writeTime(view: DataView, t0Us: number): void {
  view.setUint32(16, t0Us >>> 0, true);
  view.setInt32(20, Math.floor(t0Us / 2 ** 32), true);
}

function writeAxis(
  view: DataView,
  start: number,
  header: FrameHeader,
  axis: number,
  samples: Float32Array,
): number {
  const { format, count } = header;
  const scale = header.scale[axis];
  let at = start;
  if (format === 'float32') {
    for (let i = 0; i < count; i++, at += 4) view.setFloat32(at, samples[i] / scale, true);
    return at;
  }
  const limit = LIMIT[format];
  for (let i = 0; i < count; i++) {
    const counts = Math.max(-limit - 1, Math.min(limit, Math.round(samples[i] / scale)));
    view.setInt16(at, counts, true);
    at += 2;
    if (format === 'int24') view.setInt8(at++, counts >> 16);
  }
  return at;
}

function assertEncodable(header: FrameHeader, samples: readonly Float32Array[]): void {
  const { axes, count, sampleRateHz, t0Us } = header;
  if (!(Number.isInteger(axes) && axes >= 1 && axes <= FRAME_MAX_AXES))
    throw unsupported('A frame has 1 to 8 axes.');
  if (!(Number.isInteger(count) && count >= 1 && count <= FRAME_MAX_COUNT)) {
    throw unsupported(`A frame has 1 to ${FRAME_MAX_COUNT} samples per axis.`);
  }
  if (!(sampleRateHz > 0 && sampleRateHz <= 10_000_000))
    throw unsupported('The sample rate is out of range.');
  if (!(Number.isSafeInteger(t0Us) && t0Us >= 0))
    throw unsupported('The time is not in whole microseconds.');
  for (let axis = 0; axis < axes; axis++) {
    const scale = header.scale[axis];
    if (!(scale > 0 && Number.isFinite(scale))) throw unsupported(`Axis ${axis} has no scale.`);
    if ((samples[axis]?.length ?? 0) < count)
      throw unsupported(`Axis ${axis} has fewer than ${count} samples.`);
  }
}

function unsupported(sentence: string): TremoloError {
  return new TremoloError('frame_unsupported', sentence);
}
