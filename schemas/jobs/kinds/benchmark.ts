import { z } from 'zod';
import type { JobKind } from '#schemas/jobs/job-kind';

/** How fast an agent computes features, runs the model and trains: measured on itself, beside what it does anyway. */
export const BENCHMARK = {
  kind: 'benchmark',
  says: 'An agent measures how fast it computes features, runs the model and trains.',
  queue: 'default',
  hasCheckpoint: false,
  arguments: z.strictObject({
    secondsEach: z
      .number()
      .min(0.05)
      .max(30)
      .default(2)
      .describe('How long each of the three is measured.'),
  }),
  progress: z.strictObject({ measuring: z.enum(['features', 'inference', 'training']) }),
  result: z.strictObject({
    provider: z.enum(['cpu', 'cuda']),
    /** Windows a second, on one core. */
    featuresPerSecond: z.number().positive(),
    /** Windows a second through the model, in batches. */
    inferencePerSecond: z.number().positive(),
    /** Rows a second in training steps. */
    trainingPerSecond: z.number().positive(),
    trainingStepMs: z.number().positive(),
  }),
  limits: { timeS: 300, memoryMb: 2_048 },
} as const satisfies JobKind;
