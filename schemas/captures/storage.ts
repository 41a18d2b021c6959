import { z } from 'zod';
import { CaptureId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

const count = z.number().int().nonnegative();

/** What captures take up, against what they may, and what goes next. */
export const CaptureStorage = z.strictObject({
  /** Where the samples lie. */
  kind: z.enum(['folder', 's3']),
  captures: count,
  protectedCaptures: count,
  /** On the disk; what several captures share counts once. */
  bytes: count,
  protectedBytes: count,
  /** As the sensors sent it. */
  rawBytes: count,
  maxBytes: count,
  keptDays: z.number().positive(),
  isDiskLow: z.boolean(),
  /** Captures that alarms wanted and that were too many of one machine, or had no room; points that gave nothing. */
  refused: count,
  missing: count,
  /** The next that retention removes, the first of them first. */
  next: z
    .array(
      z.strictObject({
        captureId: CaptureId,
        atMs: TimeMs,
        machine: z.string().nullable(),
        bytes: count,
        /** Null: as soon as room is needed. */
        removedAfterMs: TimeMs.nullable(),
        why: z.enum(['age', 'room']),
      }),
    )
    .max(20),
});
export type CaptureStorage = z.infer<typeof CaptureStorage>;
