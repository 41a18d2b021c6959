import { z } from 'zod';
import { PointId, SensorId } from '#schemas/ids/ids';
import { SampleRateHz, SignalUnit, TimeUs } from '#schemas/units/units';

/** The longest stretch of time that one capture asks for, before and after its trigger together. */
export const CAPTURE_SECONDS_MAX = 120;
/** No track has more samples: two minutes at 51.2 kHz, and some room. */
export const TRACK_SAMPLES_MAX = 8 * 1024 * 1024;
/** Breaks in one track beyond which the rest is left out: such a stream is no record of anything. */
export const TRACK_STRETCHES_MAX = 1_000;
/** No file of a track is larger. */
export const TRACK_BYTES_MAX = 4 * TRACK_SAMPLES_MAX + 262_144;

/** Samples that follow each other without a break. Between two stretches something was lost: nothing is ever filled in. */
export const Stretch = z.strictObject({
  /** Which sample of the track it begins with. */
  from: z.number().int().nonnegative().max(TRACK_SAMPLES_MAX),
  /** When that sample was taken, by the sensor’s clock. */
  t0Us: TimeUs,
});
export type Stretch = z.infer<typeof Stretch>;

/** What one axis of one sensor gave for a capture, as it lies in the head of the track’s file. */
export const TrackFacts = z.strictObject({
  pointId: PointId,
  sensorId: SensorId,
  axis: z.number().int().min(0).max(7),
  /** How the sensor sent it; counts are kept as they came. */
  format: z.enum(['int16', 'int24', 'float32']),
  unit: SignalUnit,
  /** Unit per count. */
  scale: z.number().positive(),
  sampleRateHz: SampleRateHz,
  samples: z.number().int().positive().max(TRACK_SAMPLES_MAX),
  stretches: z.array(Stretch).min(1).max(TRACK_STRETCHES_MAX),
  /** How far the sensor’s clock was off when the window was taken by the time of arrival; null: it was near enough. */
  clockOffMs: z.number().nullable(),
  /** Of the counts, little-endian and one after the other, as `samples` of `format`. */
  rawSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type TrackFacts = z.infer<typeof TrackFacts>;
