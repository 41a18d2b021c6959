import { z } from 'zod';
import { AgentDescription, Heartbeat, LossCounters } from '#schemas/broker/messages';
import { AgentOperation } from '#schemas/fleet/operation';
import { SystemCondition } from '#schemas/fleet/system-condition';
import { AgentTrouble } from '#schemas/http/agent-trouble';
import type { RouteRow } from '#schemas/http/route-row';
import { AgentId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

export const PartHealth = z.strictObject({
  part: z.enum(['hub', 'store', 'broker', 'agents', 'disk']),
  state: z.enum(['up', 'degraded', 'down']),
  /** How long the part took to answer, or null where it does not answer. */
  delayMs: z.number().nonnegative().nullable(),
  /** One sentence for the person, when not simply up. */
  detail: z.string().max(240).nullable(),
});
export type PartHealth = z.infer<typeof PartHealth>;

/** `/api/v1/health`: live as long as the process answers; ready when the store takes writes. */
export const Health = z.strictObject({
  live: z.literal(true),
  ready: z.boolean(),
  version: z.string(),
  uptimeS: z.number().nonnegative(),
  parts: z.array(PartHealth),
});
export type Health = z.infer<typeof Health>;

/** `draining`: its points move away for good; `maintenance`: until a time. Both do their work as long as they have it. */
export const AGENT_STATUSES = ['online', 'draining', 'maintenance', 'offline'] as const;

export const AgentState = z.strictObject({
  agentId: AgentId,
  status: z.enum(AGENT_STATUSES),
  lastHeardMs: TimeMs.nullable(),
  assignedPoints: z.number().int().nonnegative(),
  loadWindowsPerSecond: z.number().nonnegative(),
  description: AgentDescription.nullable(),
  heartbeat: Heartbeat.nullable(),
  troubles: z.array(AgentTrouble).max(8),
  /** How people operate it. */
  operation: AgentOperation,
});
export type AgentState = z.infer<typeof AgentState>;

/** Losses that the hub itself counts, since it started. */
export const HUB_LOSS_COUNTERS = [
  'batchesRepeated',
  'batchesInvalid',
  'resultsUnknownPoint',
  'resultsStale',
  /** From further in the future than a wrong clock may be: refused. */
  'resultsAhead',
  'viewsDroppedSlowClient',
  'messagesInvalid',
  'storeRetries',
  /** Rows of telemetry for which there was no room while nothing could be written. */
  'telemetryDropped',
  /** Process values that nobody could take: no Sparkplug, or too many of them. */
  'valuesRefused',
  /** Rows of the history of process values for which there was no room while nothing could be written. */
  'valuesDropped',
] as const;
export type HubLossCounter = (typeof HUB_LOSS_COUNTERS)[number];

export const BrokerState = z.strictObject({
  kind: z.enum(['embedded', 'external']),
  url: z.string(),
  connected: z.boolean(),
  sinceMs: TimeMs.nullable(),
  restarts: z.number().int().nonnegative(),
  clients: z.number().int().nonnegative().nullable(),
  messagesPerSecond: z.number().nonnegative().nullable(),
  bytesPerSecond: z.number().nonnegative().nullable(),
  refusedConnections: z.number().int().nonnegative().nullable(),
  refusedPublishes: z.number().int().nonnegative().nullable(),
  rateLimited: z.number().int().nonnegative().nullable(),
  droppedSlowSubscriber: z.number().int().nonnegative().nullable(),
});
export type BrokerState = z.infer<typeof BrokerState>;

/** How the hub is asked, and how it answers. */
export const RequestFigures = z.strictObject({
  /** Requests of the last minute. */
  perMinute: z.number().int().nonnegative(),
  /** Of the last minute; null: there were none. */
  p95Ms: z.number().nonnegative().nullable(),
  /** Answered by a 5xx. */
  failedLastHour: z.number().int().nonnegative(),
});
export type RequestFigures = z.infer<typeof RequestFigures>;

/** The System screen: everything that runs and everything that was lost. */
export const SystemState = z.strictObject({
  atMs: TimeMs,
  hub: z.strictObject({
    version: z.string(),
    uptimeS: z.number().nonnegative(),
    rssMb: z.number().nonnegative(),
    loopDelayP99Ms: z.number().nonnegative(),
    databaseMb: z.number().nonnegative(),
    diskFreeMb: z.number().nonnegative().nullable(),
    storageFull: z.boolean(),
    screens: z.number().int().nonnegative(),
    /** People of whom a session is open. */
    people: z.number().int().nonnegative(),
    requests: RequestFigures,
    losses: z.record(z.enum(HUB_LOSS_COUNTERS), z.number().int().nonnegative()),
  }),
  broker: BrokerState,
  agents: z.array(AgentState),
  sensors: z.strictObject({ known: z.number().int(), online: z.number().int() }),
  /** Sum over all lanes of all agents. */
  losses: LossCounters,
  /** What is wrong with hub, agents and GPUs now, critical first. */
  conditions: z.array(SystemCondition),
});
export type SystemState = z.infer<typeof SystemState>;

export const AgentList = z.strictObject({ agents: z.array(AgentState) });

export const SYSTEM_ROUTES = {
  health: {
    method: 'GET',
    path: '/api/v1/health',
    permission: 'public',
    tag: 'system',
    summary: 'How every part is.',
    answer: Health,
  },
  healthLive: {
    method: 'GET',
    path: '/api/v1/health/live',
    permission: 'public',
    tag: 'system',
    summary: 'Answers as long as the process lives.',
    answer: z.strictObject({ live: z.literal(true) }),
  },
  healthReady: {
    method: 'GET',
    path: '/api/v1/health/ready',
    permission: 'public',
    tag: 'system',
    summary: 'Whether the store takes writes; 503 when it does not.',
    answer: z.strictObject({ ready: z.boolean() }),
  },
  system: {
    method: 'GET',
    path: '/api/v1/system',
    permission: 'system:read',
    tag: 'system',
    summary: 'Everything that runs, and everything that was lost.',
    answer: SystemState,
  },
  agents: {
    method: 'GET',
    path: '/api/v1/agents',
    permission: 'system:read',
    tag: 'system',
    summary: 'All agents.',
    answer: AgentList,
  },
} as const satisfies Record<string, RouteRow>;
