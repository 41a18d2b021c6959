import type { z } from 'zod';
import type { QueueName } from '#schemas/jobs/queues';

/**
 * One kind of job, as its folder of schemas says it: what it is given, what it tells while it runs, and what comes of it.
 * `agent/jobs/kinds/<kind>/run.ts` does it.
 */
export interface JobKind {
  readonly kind: string;
  /** One sentence for the person who submits one. */
  readonly says: string;
  /** Where it waits unless it is submitted elsewhere. */
  readonly queue: QueueName;
  readonly arguments: z.ZodObject;
  readonly progress: z.ZodObject;
  readonly result: z.ZodObject;
  /** Whether it keeps where it stands, and goes on from there: then it can be paused while it runs. */
  readonly hasCheckpoint: boolean;
  /** SHA-256 of the files of the hub that it needs, by its arguments: whoever has such a job may fetch them. */
  readonly filesOf?: (given: Readonly<Record<string, unknown>>) => readonly string[];
  readonly limits: { readonly timeS: number; readonly memoryMb: number };
}
