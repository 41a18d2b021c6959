import { z } from 'zod';
import { GpuState } from '#schemas/broker/gpu';
import { HostState } from '#schemas/broker/host';
import { AgentId, ChangeId, PointId, SensorId } from '#schemas/ids/ids';
import { JobAttempt } from '#schemas/jobs/job';
import { JobRoom } from '#schemas/jobs/messages';
import { MachineFacts } from '#schemas/plant/machine-facts';
import { Condition, Verdict } from '#schemas/readings/finding';
import { SensorHealth } from '#schemas/readings/sensor-health';
import { SampleRateHz, SignalUnit, TimeMs } from '#schemas/units/units';

/** Retained status of a sensor or an agent; `offline` is also the last will. */
export const PartyStatus = z.strictObject({
  status: z.enum(['online', 'draining', 'offline']),
  atMs: TimeMs.nullable(),
  /** Of an agent: which of its runs says so. */
  epoch: z.string().max(40).optional(),
});
export type PartyStatus = z.infer<typeof PartyStatus>;

/** One axis of a sensor and what it is mounted on, as far as whoever provisioned the sensor said. */
export const AxisDescription = z.strictObject({
  axis: z.number().int().min(0).max(7),
  name: z.string().max(80),
  facts: MachineFacts,
});

/** What a sensor says of itself. `machine` names the machine; axes become points of it. */
export const SensorDescription = z.strictObject({
  sensorId: SensorId,
  sampleRateHz: SampleRateHz,
  unit: SignalUnit,
  machine: z.string().max(80).nullable(),
  /** Where the data comes from, for the person: "simulated", "replay of …", a part number. */
  origin: z.string().max(120),
  axes: z.array(AxisDescription).min(1).max(8),
});
export type SensorDescription = z.infer<typeof SensorDescription>;

export const AgentDescription = z.strictObject({
  agentId: AgentId,
  /** New at each start of the agent: outbox sequences count within one epoch. */
  epoch: z.string().max(40),
  version: z.string().max(32),
  /** What of the messages it understands: `AGENT_PROTOCOL`. */
  protocol: z.number().int().positive().optional(),
  /** Name of its machine. */
  host: z.string().max(253).optional(),
  /** Whether it keeps its credential itself, and so can have it renewed. */
  renewsCredential: z.boolean().optional(),
  lanes: z.number().int().min(1).max(256),
  /** Windows a second that this agent measured itself to carry, all lanes together. */
  capacityWindowsPerSecond: z.number().positive(),
  provider: z.strictObject({
    asked: z.string().max(24),
    inUse: z.string().max(24),
    /** Why the one in use is not the one asked for. */
    reason: z.string().max(240).nullable(),
  }),
  model: z.strictObject({ name: z.string(), version: z.string(), sha256: z.string() }).nullable(),
  /** Why no model is in use, where one was to be. */
  modelRefusal: z.string().max(240).nullable().optional(),
  /** Absent from agents that do no jobs. */
  jobs: JobRoom.optional(),
});
export type AgentDescription = z.infer<typeof AgentDescription>;

/** Losses of one sensor or lane since the agent started; every way to lose data has its counter. */
export const LOSS_COUNTERS = [
  'framesDamaged',
  'framesRepeated',
  'framesLate',
  'framesMissing',
  'framesRefused',
  'windowsDropped',
  'gaps',
  'viewsDropped',
  'summariesDropped',
] as const;
export type LossCounter = (typeof LOSS_COUNTERS)[number];
export const LossCounters = z.record(z.enum(LOSS_COUNTERS), z.number().int().nonnegative());
export type LossCounters = z.infer<typeof LossCounters>;

export const LaneReport = z.strictObject({
  lane: z.number().int().nonnegative(),
  state: z.enum(['starting', 'running', 'restarting']),
  restarts: z.number().int().nonnegative(),
  points: z.number().int().nonnegative(),
  /** Of these, points that the lane has no time for: their windows are counted as dropped. */
  pointsShed: z.number().int().nonnegative().optional(),
  windowsPerSecond: z.number().nonnegative(),
  windowsDiagnosed: z.number().int().nonnegative(),
  /** Windows that only filled a context: right after a sensor's first frame and after each gap. */
  windowsWarming: z.number().int().nonnegative(),
  batchMean: z.number().nonnegative(),
  /** Median and 99th percentile of a window's time inside the lane, from frame to result, ms. */
  p50Ms: z.number().nonnegative().nullable(),
  p99Ms: z.number().nonnegative().nullable(),
  rssMb: z.number().nonnegative(),
  cpuCores: z.number().nonnegative(),
  losses: LossCounters,
  outboxDepth: z.number().int().nonnegative(),
});
export type LaneReport = z.infer<typeof LaneReport>;

export const Heartbeat = z.strictObject({
  agentId: AgentId,
  epoch: z.string().max(40),
  atMs: TimeMs,
  revision: z.number().int().nonnegative(),
  /** How long the broker took to answer last, there and back. */
  brokerDelayMs: z.number().nonnegative().nullable().optional(),
  rssMb: z.number().nonnegative(),
  cpuCores: z.number().nonnegative(),
  host: HostState.optional(),
  /** GPUs of the machine; absent from agents that do not look for any. */
  gpu: GpuState.optional(),
  /** Attempts that it has now: naming one renews its lease. */
  jobs: z.array(JobAttempt).max(64).optional(),
  lanes: z.array(LaneReport).max(256),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/** A point as an agent needs to know it. */
export const AssignedPoint = z.strictObject({
  pointId: PointId,
  sensorId: SensorId,
  axis: z.number().int().min(0).max(7),
  unit: SignalUnit,
  /** What its samples are multiplied by, where a person corrected the sensor's own scale. */
  scale: z.number().positive().optional(),
  facts: MachineFacts,
});
export type AssignedPoint = z.infer<typeof AssignedPoint>;

/** The whole share of one agent; a higher revision replaces a lower one. */
export const Assignment = z.strictObject({
  agentId: AgentId,
  revision: z.number().int().nonnegative(),
  /** The run that is to work: of two agents with one identity the other stands by. Absent: whichever hears it. */
  epoch: z.string().max(40).optional(),
  points: z.array(AssignedPoint).max(20_000),
  /** What another agent told last of points that are new here: the agent goes on from it. Heard late, it says nothing any more. */
  told: z.record(PointId, Condition).optional(),
  /** UUIDs of GPUs in maintenance: no lane is to use them. Absent: none. */
  restingGpus: z.array(z.string().max(80)).max(32).optional(),
});
export type Assignment = z.infer<typeof Assignment>;

/** Points whose views are wanted until `untilMs`; an empty list ends all. */
export const Watch = z.strictObject({ points: z.array(PointId).max(256), untilMs: TimeMs });
export type Watch = z.infer<typeof Watch>;

/**
 * The figures of a point over about one second. Null where the unit or the speed forbids the figure: levels in g and
 * mm/s need a declared acceleration. Crest factor, kurtosis and skewness have no unit.
 */
export const Figures = z.strictObject({
  velocityMmS: z.number().nonnegative().nullable(),
  displacementUm: z.number().nonnegative().nullable(),
  accelerationG: z.number().nonnegative().nullable(),
  peakG: z.number().nonnegative().nullable(),
  crest: z.number().nonnegative(),
  kurtosis: z.number(),
  skewness: z.number(),
  envelopeG: z.number().nonnegative().nullable(),
  speedRpm: z.number().positive().nullable(),
  /** `estimated`: read from the vibration itself; absent: somebody or something said the speed. */
  speedSource: z.literal('estimated').optional(),
});
export type Figures = z.infer<typeof Figures>;

export const PointSummary = z.strictObject({
  pointId: PointId,
  /** Time of the last sample that went in. */
  atMs: TimeMs,
  windows: z.number().int().nonnegative(),
  /** Largest velocity, and the rest as means, over the second. */
  figures: Figures,
  verdict: Verdict,
  /** Model probability per label, in the order of FAULT_LABELS; null without a model or while warming. */
  scores: z.array(z.number().min(0).max(1)).length(11).nullable(),
  losses: LossCounters,
  /** Of the sensor itself; absent from agents that do not look. */
  health: SensorHealth.optional(),
});
export type PointSummary = z.infer<typeof PointSummary>;

/** A condition that changed. Never dropped, never repeated: its id makes storing it idempotent. */
export const ConditionChange = z.strictObject({
  changeId: ChangeId,
  pointId: PointId,
  atMs: TimeMs,
  from: Condition,
  to: Condition,
  verdict: Verdict,
  figures: Figures,
});
export type ConditionChange = z.infer<typeof ConditionChange>;

/** The most summaries or changes in one batch, so that no message holds the hub's loop for long. */
export const RESULT_BATCH_MAX = 100;

/**
 * One message of an outbox. `(agentId, lane, epoch, sequence)` names it for ever: the hub stores each at most once
 * and answers with a receipt. Sequences of an outbox rise by one; `epoch` is new when an outbox starts empty.
 */
export const ResultBatch = z.strictObject({
  agentId: AgentId,
  lane: z.number().int().nonnegative(),
  epoch: z.string().max(40),
  sequence: z.number().int().positive(),
  sentMs: TimeMs,
  changes: z.array(ConditionChange).max(RESULT_BATCH_MAX),
  summaries: z.array(PointSummary).max(RESULT_BATCH_MAX),
});
export type ResultBatch = z.infer<typeof ResultBatch>;

/** The hub has committed this batch of this outbox. */
export const Receipt = z.strictObject({
  lane: z.number().int().nonnegative(),
  epoch: z.string().max(40),
  sequence: z.number().int().positive(),
});
export type Receipt = z.infer<typeof Receipt>;
