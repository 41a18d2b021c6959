import { crc32 } from 'node:zlib';
import { FRAME_CRC_OFFSET, FRAME_HEADER_BYTES } from '#schemas/frames/frame';

/** CRC-32 (IEEE 802.3) of a frame: the header before the checksum, then the samples after it. */
export function frameCrc(bytes: Uint8Array): number {
  const head = crc32(bytes.subarray(0, FRAME_CRC_OFFSET));
  return crc32(bytes.subarray(FRAME_HEADER_BYTES), head) >>> 0;
}
