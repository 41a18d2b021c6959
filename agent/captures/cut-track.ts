import { type Stretch, TRACK_SAMPLES_MAX, TRACK_STRETCHES_MAX } from '#schemas/captures/track';
import { SAMPLE_BYTES } from '#schemas/frames/frame';
import { axisBytes, type KeptFrame, type SensorRing } from './sensor-ring.ts';

/** A window of time, by the sensor’s clock; the end is not in it. */
export interface TimeWindow {
  readonly fromUs: number;
  readonly toUs: number;
}

export interface CutTrack {
  /** Counts as they came, little-endian, one after the other. */
  readonly raw: Uint8Array<ArrayBuffer>;
  readonly samples: number;
  readonly stretches: Stretch[];
}

/** What a ring holds of one axis within the window; null when that is nothing. Where samples are missing a new stretch begins. */
export function cutTrack(ring: SensorRing, axis: number, window: TimeWindow): CutTrack | null {
  const { signal } = ring;
  if (signal === null || axis >= signal.axes) return null;
  const width = SAMPLE_BYTES[signal.format];
  const pieces: Uint8Array[] = [];
  const stretches: Stretch[] = [];
  let samples = 0;
  for (const frame of ring.frames()) {
    const { from, to } = within(frame, signal.sampleRateHz, window);
    if (from >= to || samples + to - from > TRACK_SAMPLES_MAX) continue;
    if (samples === 0 || !frame.isNext) {
      if (stretches.length === TRACK_STRETCHES_MAX) break;
      const t0Us = Math.round(frame.t0Us + (from / signal.sampleRateHz) * 1e6);
      stretches.push({ from: samples, t0Us });
    }
    pieces.push(axisBytes(frame, signal.format, axis, from, to));
    samples += to - from;
  }
  if (samples === 0) return null;
  const raw = new Uint8Array(samples * width);
  let at = 0;
  for (const piece of pieces) {
    raw.set(piece, at);
    at += piece.length;
  }
  return { raw, samples, stretches };
}

/** Which samples of a frame lie in the window. */
function within({ t0Us, count }: KeptFrame, rateHz: number, { fromUs, toUs }: TimeWindow) {
  const sampleAt = (us: number) => Math.ceil(((us - t0Us) / 1e6) * rateHz - 1e-6);
  const clamp = (sample: number) => Math.max(0, Math.min(count, sample));
  return { from: clamp(sampleAt(fromUs)), to: clamp(sampleAt(toUs)) };
}
