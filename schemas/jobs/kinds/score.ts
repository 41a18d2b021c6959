import { z } from 'zod';
import type { JobKind } from '#schemas/jobs/job-kind';
import { FAULT_LABELS, FaultLabel } from '#schemas/readings/finding';

/** Steps of probability that the calibration is told in. */
export const CALIBRATION_BINS = 10;
const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);
const LABELS_MAX = FAULT_LABELS.length;

/** Measures a model on recordings whose faults are known, none of which it learned from. */
export const SCORE = {
  kind: 'score',
  says: 'An agent measures how well a model tells faults on recordings whose faults are known.',
  queue: 'evaluation',
  hasCheckpoint: false,
  filesOf: ({ model, captures }) =>
    [model, captures].filter((sha256) => typeof sha256 === 'string'),
  arguments: z.strictObject({
    model: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null)
      .describe(
        'The SHA-256 of the model’s file; without one, the model that Tremolo brings along.',
      ),
    source: z
      .enum(['synthesized', 'recordings'])
      .default('synthesized')
      .describe('Made-up machines, or the recordings with known faults that lie on the agent.'),
    captures: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .default(null)
      .describe('A set of labelled captures to score on instead: made from the list of captures.'),
    seed: z
      .number()
      .int()
      .min(0)
      .max(4_294_967_295)
      .default(1)
      .describe(
        'The same seed gives the same machines, whichever the model: so models are compared.',
      ),
    recordings: z
      .number()
      .int()
      .min(50)
      .max(50_000)
      .default(4_000)
      .describe('Recordings of machines, most of them with faults.'),
    healthyRecordings: z
      .number()
      .int()
      .min(50)
      .max(50_000)
      .default(2_000)
      .describe('Recordings of machines without any, for the false alarms.'),
  }),
  progress: z.strictObject({
    stage: z.enum(['recordings', 'healthy', 'scoring']),
    done: count,
    of: count,
  }),
  result: z.strictObject({
    source: z.enum(['synthesized', 'recordings', 'captures']),
    model: z.strictObject({
      name: z.string(),
      version: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    recordings: count,
    healthyRecordings: count,
    /** Means over the labels for which there is one. */
    macro: z.strictObject({ f1: share.nullable(), auroc: share.nullable() }),
    labels: z
      .array(
        z.strictObject({
          label: FaultLabel,
          threshold: share,
          /** Recordings in which it holds. */
          holds: count,
          found: count,
          /** Found, and does not hold. */
          falselyFound: count,
          /** Null: it was never found, so that nothing can be said. */
          precision: share.nullable(),
          /** Null: it held nowhere. */
          recall: share.nullable(),
          f1: share.nullable(),
          auroc: share.nullable(),
        }),
      )
      .max(LABELS_MAX),
    /** Of the healthy recordings, the share in which anything was found; null: there were none. */
    falseAlarms: share.nullable(),
    /**
     * Row by row what holds, the last row being nothing; column by column what was found, the last being nothing. A recording with
     * several faults counts in the row of each.
     */
    confusion: z
      .array(z.array(count).max(LABELS_MAX + 1))
      .max(LABELS_MAX + 1)
      .meta({ names: [...FAULT_LABELS, 'nothing'], down: 'holds', across: 'found' }),
    calibration: z.strictObject({
      /** By how much probabilities miss how often the label holds, weighted by how many there are. */
      expectedError: share,
      brier: share,
      bins: z
        .array(z.strictObject({ from: share, to: share, scores: count, mean: share, holds: share }))
        .max(CALIBRATION_BINS),
    }),
  }),
  limits: { timeS: 7_200, memoryMb: 4_096 },
} as const satisfies JobKind;
