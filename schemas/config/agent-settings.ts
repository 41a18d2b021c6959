import { z } from 'zod';
import { AgentId } from '#schemas/ids/ids';
import { JobLabel } from '#schemas/jobs/job';

export const PROVIDERS = ['auto', 'tensorrt', 'cuda', 'webgpu', 'cpu'] as const;

/** All settings of an agent, with every default. `agent/config` reads them from `tremolo-agent.toml` and TREMOLO_AGENT_… variables. */
export const AgentSettings = z.strictObject({
  agentId: AgentId.default('agent-1'),
  dataDir: z.string().default('.data/agent'),
  broker: z
    .strictObject({
      url: z
        .string()
        .regex(/^mqtts?:\/\//)
        .default('mqtt://127.0.0.1:1883'),
      username: z.string().nullable().default(null),
      password: z.string().nullable().default(null),
      caFile: z.string().nullable().default(null),
      /** Where the credential is kept that joining gave, and that the hub replaces from time to time; set by joining. */
      credentialFile: z.string().nullable().default(null),
    })
    .prefault({}),
  /** 0: one lane per core, also on a machine of two that carries hub and broker (docs/performance.md). */
  lanes: z.number().int().min(0).max(256).default(0),
  provider: z.enum(PROVIDERS).default('auto'),
  /** Model file; null: the built-in baseline. */
  modelFile: z.string().nullable().default(null),
  batch: z
    .strictObject({
      maxWindows: z.number().int().min(1).max(1024).default(64),
      maxDelayMs: z.number().positive().max(1000).default(10),
    })
    .prefault({}),
  outbox: z
    .strictObject({
      /** Oldest summaries go first beyond this; condition changes are never dropped. */
      maxMb: z.number().positive().default(256),
      /** Batches sent and not yet receipted. */
      inFlight: z.number().int().positive().default(32),
      resendAfterMs: z.number().int().positive().default(5_000),
    })
    .prefault({}),
  /** Where Prometheus finds `/metrics` of this agent alone; null: nowhere, for the hub tells of all agents. No sign-in: loopback. */
  metricsPort: z.number().int().min(0).max(65_535).nullable().default(null),
  files: z
    .strictObject({
      /** Of models and other files that come from the hub or go there, so that frames have the way. */
      maxMbPerSecond: z.number().positive().max(10_000).default(20),
    })
    .prefault({}),
  jobs: z
    .strictObject({
      /** Jobs at once; 0: none. They run below the lanes' priority. */
      slots: z.number().int().min(0).max(64).default(1),
      /** How far below the lanes, as `nice` counts: at 19 a busy machine has next to no time for jobs. */
      niceness: z.number().int().min(1).max(19).default(19),
      /** What jobs can ask for by name. */
      labels: z.array(JobLabel).max(32).default([]),
      /** A folder of recordings whose faults are known, for jobs that score models; null: none. */
      recordingsDir: z.string().min(1).nullable().default(null),
      /** What an attempt is known by after it ended, in case it is offered again. */
      rememberedHours: z.number().positive().default(24),
    })
    .prefault({}),
  captures: z
    .strictObject({
      /** Seconds of raw signal that are kept of each sensor, so that a capture has what was before its trigger. */
      keptSeconds: z.number().min(1).max(600).default(30),
      /** Memory for that, all lanes together: with many sensors each is kept for less long. */
      maxMemoryMb: z.number().positive().max(65_536).default(256),
      /** Disk for captures that the hub does not have yet; beyond it no more are made. */
      maxDiskMb: z.number().positive().default(1_024),
    })
    .prefault({}),
  gpu: z
    .strictObject({
      /** Whether the hub may have this machine's GPUs partitioned (MIG): said here, on the machine, and nowhere else. */
      partitioning: z.boolean().default(false),
    })
    .prefault({}),
  /** The tool of NVIDIA's driver; found on PATH unless it is a path. */
  nvidiaSmi: z.string().min(1).default('nvidia-smi'),
  /**
   * What starts the agent again when it is told to: the service above it, when it ends with 75, or a process of its own. `auto`:
   * the service when systemd started it.
   */
  restartBy: z.enum(['auto', 'service', 'self']).default('auto'),
  /** 0: measure at start. */
  capacityWindowsPerSecond: z.number().nonnegative().default(0),
});
export type AgentSettings = z.infer<typeof AgentSettings>;
