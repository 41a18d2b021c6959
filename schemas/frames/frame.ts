/**
 * The waveform frame: one MQTT message of a sensor. Little-endian.
 *
 * | offset | type    | field                                                        |
 * |--------|---------|--------------------------------------------------------------|
 * | 0      | u32     | magic 0x4D525454, the bytes "TTRM"                           |
 * | 4      | u8      | version, 1                                                   |
 * | 5      | u8      | sample format: 1 int16, 2 int24, 3 float32                   |
 * | 6      | u8      | axes, 1–8                                                    |
 * | 7      | u8      | reserved, 0                                                  |
 * | 8      | f64     | sample rate, Hz per axis                                     |
 * | 16     | i64     | t0: time of the first sample, µs UTC                         |
 * | 24     | u32     | sequence, wraps to 0 after 2³²−1                             |
 * | 28     | u32     | count: samples per axis                                      |
 * | 32     | f32 × 8 | scale: unit (g) per count for each axis; unused axes 0       |
 * | 64     | u32     | CRC-32 (IEEE 802.3) of bytes 0–63 and of everything after 68 |
 * | 68     |         | samples, planar: all of axis 0, then all of axis 1 …         |
 */
export const FRAME_MAGIC = 0x4d525454;
export const FRAME_VERSION = 1;
export const FRAME_HEADER_BYTES = 68;
export const FRAME_CRC_OFFSET = 64;
export const FRAME_MAX_AXES = 8;
/** 2²⁰ samples per axis: no sensor buffers more, and a damaged count must not ask for gigabytes. */
export const FRAME_MAX_COUNT = 1 << 20;
/** The sequence after this one is 0. */
export const FRAME_MAX_SEQUENCE = 0xffff_ffff;
/** No header names a higher rate, Hz. */
export const FRAME_MAX_RATE_HZ = 10_000_000;

export const SAMPLE_FORMATS = ['int16', 'int24', 'float32'] as const;
export type SampleFormat = (typeof SAMPLE_FORMATS)[number];

export const SAMPLE_FORMAT_CODE: Record<SampleFormat, number> = { int16: 1, int24: 2, float32: 3 };
export const SAMPLE_BYTES: Record<SampleFormat, number> = { int16: 2, int24: 3, float32: 4 };

/** What a frame's header says. `t0Us` is µs UTC; `scale[axis]` is g per count. */
export interface FrameHeader {
  format: SampleFormat;
  axes: number;
  sampleRateHz: number;
  t0Us: number;
  sequence: number;
  count: number;
  scale: Float32Array;
}

/** Why bytes are not a frame. A closed list: every loss counter is named for one of these. */
export const FRAME_FAULTS = [
  'too_short',
  'bad_magic',
  'unknown_version',
  'unknown_format',
  'bad_axes',
  'bad_rate',
  'bad_time',
  'bad_count',
  'bad_scale',
  'bad_length',
  'bad_crc',
  'bad_sample',
] as const;
export type FrameFault = (typeof FRAME_FAULTS)[number];

const FULL_COUNT: Record<SampleFormat, number> = { int16: 2 ** 15, int24: 2 ** 23, float32: 1 };
const FLOAT32_MAX = 3.4028234663852886e38;

/** Whether a scale (g per count) is a number above 0 with which the format's full scale is still a float32. */
export function isScale(format: SampleFormat, scale: number): boolean {
  return scale > 0 && scale * FULL_COUNT[format] <= FLOAT32_MAX;
}

/** Bytes of a whole frame. */
export function frameBytes(format: SampleFormat, axes: number, count: number): number {
  return FRAME_HEADER_BYTES + axes * count * SAMPLE_BYTES[format];
}

/** Sequence number after `sequence`, with the 32-bit wrap. */
export function nextSequence(sequence: number): number {
  return (sequence + 1) >>> 0;
}
