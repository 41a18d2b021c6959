import { SAMPLE_BYTES, type SampleFormat } from '#schemas/frames/frame';

const FULL_COUNT: Record<SampleFormat, number> = { int16: 2 ** 15, int24: 2 ** 23, float32: 1 };
/** What one MQTT message usually carries: 8192 samples of int16. */
const FRAME_PAYLOAD_BYTES = 16 * 1024;

/** Unit per count of a converter whose full scale is ± `range`; floating-point samples are the unit itself. */
export function fullScale(format: SampleFormat, range: number): number {
  return format === 'float32' ? 1 : range / FULL_COUNT[format];
}

/** Samples per axis of a 16 KiB frame. */
export function usualFrameSamples(format: SampleFormat, axes: number): number {
  return Math.floor(FRAME_PAYLOAD_BYTES / (SAMPLE_BYTES[format] * axes));
}
