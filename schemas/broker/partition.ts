import { z } from 'zod';
import { AgentId, JobId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** A GPU by the name that it keeps for ever. It becomes an argument of a command, so nothing else fits. */
export const GpuUuid = z.string().regex(/^GPU-[0-9A-Za-z-]{1,60}$/, 'the UUID of a GPU');

/** One set of one GPU's instances holds so many at most: NVIDIA's cards make seven, or twelve of the newest. */
const INSTANCES_MAX = 16;
export const COMMAND_OUTPUT_MAX = 4_000;

const count = z.number().int().nonnegative();

/** A size of instance that the card offers, as `nvidia-smi mig -lgip` and `-lgipp` list it. */
export const PartitionProfile = z.strictObject({
  profileId: count.max(1_000),
  /** Such as `3g.20gb`. */
  name: z.string().max(40),
  /** How many fit when there is nothing else. */
  total: count,
  memoryGib: z.number().nonnegative(),
  multiprocessors: count,
  /** Where it may begin, and how many places it takes; null: the driver did not say. */
  placement: z.strictObject({ starts: z.array(count).max(64), size: count }).nullable(),
});
export type PartitionProfile = z.infer<typeof PartitionProfile>;

/** One instance that is there, as `-lgi` and `-lci` list it. */
export const PartitionInstance = z.strictObject({
  gpuInstance: count,
  profileId: count,
  name: z.string().max(40),
  start: count,
  size: count,
  compute: z.array(z.strictObject({ computeInstance: count, name: z.string().max(40) })).max(16),
});
export type PartitionInstance = z.infer<typeof PartitionInstance>;

/** How a GPU is to be partitioned. */
export const PartitionLayout = z
  .strictObject({
    mode: z.enum(['enabled', 'disabled']),
    instances: z
      .array(
        z.strictObject({
          profileId: count.max(1_000),
          /** Null: where it fits. */
          start: count.max(64).nullable().default(null),
          /** Without a compute instance nothing can use it. */
          hasCompute: z.boolean().default(true),
        }),
      )
      .max(INSTANCES_MAX),
  })
  .refine(({ mode, instances }) => mode === 'enabled' || instances.length === 0, {
    error: 'Without MIG there are no instances.',
  });
export type PartitionLayout = z.infer<typeof PartitionLayout>;

/** Somebody’s process on the GPU, and where it is one of our jobs, which. */
export const PartitionProcess = z.strictObject({
  pid: count,
  name: z.string().max(160),
  gpuInstance: count.nullable(),
  jobId: JobId.nullable(),
});
export type PartitionProcess = z.infer<typeof PartitionProcess>;

/** A GPU as its driver tells of it. `mode` null: it has no MIG. */
export const Partition = z.strictObject({
  gpuUuid: GpuUuid,
  mode: z.enum(['enabled', 'disabled']).nullable(),
  /** What it becomes with the next reset. */
  pendingMode: z.enum(['enabled', 'disabled']).nullable(),
  /** Null: the driver lists none, as some do while MIG is off. */
  profiles: z.array(PartitionProfile).max(64).nullable(),
  instances: z.array(PartitionInstance).max(INSTANCES_MAX),
  processes: z.array(PartitionProcess).max(64),
  /** Why it cannot be partitioned now, in sentences; none: it can. */
  obstacles: z.array(z.string().max(300)).max(16),
});
export type Partition = z.infer<typeof Partition>;

const Command = z.array(z.string().max(300)).max(16);

/** What would be done, before anything is. */
export const PartitionPlan = z.strictObject({
  gpuUuid: GpuUuid,
  before: PartitionLayout,
  wanted: PartitionLayout,
  commands: z.array(Command).max(16),
  /** What will be there; `start` null: the driver chooses. */
  after: z
    .array(
      z.strictObject({
        profileId: count,
        name: z.string().max(40),
        start: count.nullable(),
        memoryGib: z.number().nonnegative().nullable(),
      }),
    )
    .max(INSTANCES_MAX),
  goes: z.array(PartitionInstance).max(INSTANCES_MAX),
  /** What brings back what is there now. */
  wayBack: z.array(Command).max(16),
  obstacles: z.array(z.string().max(300)).max(16),
  /** Of all this: another one later means that something changed. */
  fingerprint: z.string().length(43),
});
export type PartitionPlan = z.infer<typeof PartitionPlan>;

/**
 * `asked`: the agent has not said that it has it. `restored`: it failed, and what was there before is back. `stuck`: it failed,
 * and so did the way back: a person has to look. `unanswered`: the agent never took it up.
 */
export const PARTITION_STATES = [
  'asked',
  'running',
  'restoring',
  'applied',
  'refused',
  'restored',
  'stuck',
  'unanswered',
] as const;
export const PartitionState = z.enum(PARTITION_STATES);
export type PartitionState = z.infer<typeof PartitionState>;

/** Whether the GPU is taken by it. */
export function isPartitioning(state: PartitionState): boolean {
  return state === 'asked' || state === 'running' || state === 'restoring';
}

/** One command that was given, and all that it said. */
export const PartitionStep = z.strictObject({
  way: z.enum(['there', 'back']),
  command: Command,
  startedMs: TimeMs,
  /** Null while it runs, and for ever where the agent died with it. */
  endedMs: TimeMs.nullable(),
  exitCode: z.number().int().nullable(),
  output: z.string().max(COMMAND_OUTPUT_MAX),
});
export type PartitionStep = z.infer<typeof PartitionStep>;

/** One partitioning as the agent keeps it on its disk. */
export const PartitionRun = z.strictObject({
  runId: z.string().regex(/^pr_[0-9A-HJKMNP-TV-Z]{26}$/),
  gpuUuid: GpuUuid,
  state: PartitionState,
  /** What came of it, or went wrong. */
  sentence: z.string().max(300).nullable(),
  startedMs: TimeMs,
  endedMs: TimeMs.nullable(),
  before: PartitionLayout,
  wanted: PartitionLayout,
  steps: z.array(PartitionStep).max(48),
  /** Where it is stuck: what a person may type. */
  byHand: z.array(Command).max(16),
});
export type PartitionRun = z.infer<typeof PartitionRun>;

const askId = z.string().max(40);

/** What the hub asks of an agent: to look, to plan without touching anything, or to do what was planned. */
export const PartitionOrder = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('look'), askId, gpuUuid: GpuUuid }),
  z.strictObject({ what: z.literal('plan'), askId, gpuUuid: GpuUuid, wanted: PartitionLayout }),
  z.strictObject({
    what: z.literal('apply'),
    runId: PartitionRun.shape.runId,
    gpuUuid: GpuUuid,
    wanted: PartitionLayout,
    fingerprint: z.string().length(43),
  }),
]);
export type PartitionOrder = z.infer<typeof PartitionOrder>;

/** What it answers to a question. */
export const PartitionAnswer = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('seen'), agentId: AgentId, askId, partition: Partition }),
  z.strictObject({ what: z.literal('planned'), agentId: AgentId, askId, plan: PartitionPlan }),
  z.strictObject({
    what: z.literal('refused'),
    agentId: AgentId,
    askId,
    sentence: z.string().max(300),
  }),
]);
export type PartitionAnswer = z.infer<typeof PartitionAnswer>;

/** The latest partitioning of an agent, retained: told anew at each change and each connection. */
export const PartitionNews = z.strictObject({ agentId: AgentId, run: PartitionRun });
export type PartitionNews = z.infer<typeof PartitionNews>;
