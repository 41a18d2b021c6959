import { z } from 'zod';
import { MigUuid } from '#schemas/broker/gpu';
import { AgentId } from '#schemas/ids/ids';
import { JobAttempt, JobFailure, JobLabel, JobLimits, JobNote } from '#schemas/jobs/job';
import { TimeMs } from '#schemas/units/units';

/** Bytes of arguments, progress or result as JSON: what is larger goes another way than the broker. */
export const JOB_JSON_MAX = 32_768;
/** Lines of one attempt that are kept; the rest is said to be missing. */
export const LOG_LINES_MAX = 10_000;
export const LOG_LINE_CHARACTERS_MAX = 1_000;
/** Lines in one message. */
export const LOG_BATCH_MAX = 100;

const KindName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
/** Of any kind; whoever knows the kind reads it by its schema. */
const Values = z.record(z.string().max(60), z.json());

/** What an agent says it can do besides diagnosing. */
export const JobRoom = z.strictObject({
  kinds: z.array(KindName).max(64),
  /** Jobs at once. */
  slots: z.number().int().min(0).max(64),
  labels: z.array(JobLabel).max(32),
});
export type JobRoom = z.infer<typeof JobRoom>;

/** The hub gives one attempt of a job to one agent; repeated until it answers. */
export const JobOffer = JobAttempt.extend({
  kind: KindName,
  arguments: Values,
  provider: z.enum(['cpu', 'cuda']),
  /** Index of the GPU that it gets; null: none. */
  gpu: z.number().int().nonnegative().nullable(),
  /** The MIG device of that GPU that it gets; absent: the whole card, or its first instance. */
  gpuInstance: MigUuid.optional(),
  limits: JobLimits,
});
export type JobOffer = z.infer<typeof JobOffer>;

export const JobLogLine = z.strictObject({
  /** From 1 within the attempt; a number that is missing is a line that was lost. */
  line: z.number().int().positive(),
  atMs: TimeMs,
  text: z.string().max(LOG_LINE_CHARACTERS_MAX),
});
export type JobLogLine = z.infer<typeof JobLogLine>;

const Report = JobAttempt.extend({ agentId: AgentId, atMs: TimeMs });
const Ended = Report.extend({ what: z.literal('ended') });

/**
 * `started` and `ended` are repeated until the hub receipts them; `refused` is not, for the hub asks again; `news` is of use only
 * now.
 */
export const JobReport = z.discriminatedUnion('what', [
  Report.extend({ what: z.literal('refused'), ...JobNote.shape }),
  Report.extend({ what: z.literal('started') }),
  Report.extend({
    what: z.literal('news'),
    /** How far it is, 0…1; null: unknown. */
    share: z.number().min(0).max(1).nullable(),
    progress: Values.nullable(),
    log: z.array(JobLogLine).max(LOG_BATCH_MAX),
  }),
  z.discriminatedUnion('outcome', [
    Ended.extend({ outcome: z.literal('succeeded'), result: Values }),
    Ended.extend({ outcome: z.literal('failed'), failure: JobFailure }),
    Ended.extend({ outcome: z.literal('cancelled') }),
    /** It stands still, as it was asked to, and what it needs to go on is kept. */
    Ended.extend({ outcome: z.literal('paused') }),
  ]),
]);
export type JobReport = z.infer<typeof JobReport>;

/** The hub knows of this report: it need not be repeated. */
export const JobReceipt = JobAttempt.extend({
  what: z.enum(['refused', 'started', 'ended']),
  /** Whether it counts: what an attempt says after the job was given to another comes to nothing, its result too. */
  isTaken: z.boolean(),
});
export type JobReceipt = z.infer<typeof JobReceipt>;

/** This attempt is to end now; with `isPause`, as soon as it stands where it can go on from. */
export const JobCancel = JobAttempt.extend({ isPause: z.boolean().default(false) });
export type JobCancel = z.infer<typeof JobCancel>;
