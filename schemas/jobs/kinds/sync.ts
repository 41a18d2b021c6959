import { z } from 'zod';
import { Sha256 } from '#schemas/http/agent-files';
import type { JobKind } from '#schemas/jobs/job-kind';

/** Brings models to an agent before it needs them. */
export const SYNC = {
  kind: 'sync',
  says: 'An agent fetches models from the hub before it needs them.',
  queue: 'default',
  arguments: z.strictObject({
    models: z.array(Sha256).min(1).max(16).describe('By their SHA-256.'),
  }),
  progress: z.strictObject({
    /** Of the models, from 1. */
    model: z.number().int().positive(),
    models: z.number().int().positive(),
    /** Of this one. */
    bytes: z.number().int().nonnegative(),
    bytesOfAll: z.number().int().nonnegative(),
  }),
  result: z.strictObject({
    models: z
      .array(
        z.strictObject({
          sha256: Sha256,
          name: z.string(),
          version: z.string(),
          bytes: z.number().int().positive(),
          /** The agent had it already. */
          wasThere: z.boolean(),
        }),
      )
      .max(16),
  }),
  hasCheckpoint: false,
  filesOf: (given) => given.models as string[],
  limits: { timeS: 3_600, memoryMb: 1_024 },
} as const satisfies JobKind;
