import { z } from 'zod';
import { CaptureId, PointId } from '#schemas/ids/ids';
import { MachineFacts } from '#schemas/plant/machine-facts';
import { FaultLabel } from '#schemas/readings/finding';

/** Tracks that one set of labelled captures has at most. */
export const DATASET_TRACKS_MAX = 4_000;

/** From this confidence on a label holds; below it, it is not known whether it does. */
export const LABEL_HOLDS_FROM = 0.5;

/**
 * Labelled captures as jobs learn from them: which tracks, what holds in each, and of which labels that is known. What nobody said
 * of a labelled capture does not hold. Named by the SHA-256 of this file, so that the same name always means the same data.
 */
export const CaptureDataset = z.strictObject({
  version: z.literal(1),
  tracks: z
    .array(
      z.strictObject({
        /** Of the track’s file. */
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        captureId: CaptureId,
        pointId: PointId,
        labels: z.array(FaultLabel),
        known: z.array(FaultLabel).min(1),
        facts: MachineFacts,
      }),
    )
    .min(1)
    .max(DATASET_TRACKS_MAX),
});
export type CaptureDataset = z.infer<typeof CaptureDataset>;
