import { z } from 'zod';

/** What the samples of about one second say of the sensor itself. Null: it cannot be told of such samples. */
export const SensorHealth = z.strictObject({
  /** Share of samples at the ends of the range. */
  clippedShare: z.number().min(0).max(1),
  /** All samples are the same. */
  isFlat: z.boolean(),
  /** Mean of the samples beside gravity, as a share of the largest sample that the format carries. */
  biasShare: z.number().min(-1).max(1).nullable(),
  /** Share of the energy that is white noise right up to half the sample rate; near 1 with a broken cable. */
  noiseShare: z.number().min(0).max(1).nullable(),
  /** By how much the samples come slower than declared, parts in a million; negative: faster. */
  slowPpm: z.number().nullable(),
});
export type SensorHealth = z.infer<typeof SensorHealth>;
