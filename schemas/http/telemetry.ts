import { z } from 'zod';
import { PreflightReport } from '#schemas/broker/preflight';
import { TrendQuery, TrendResolution } from '#schemas/http/points';
import type { RouteRow } from '#schemas/http/route-row';
import { TimeMs } from '#schemas/units/units';

/** A figure in each bucket; null where the machine did not tell it. */
export const Buckets = z.strictObject({
  min: z.array(z.number().nullable()),
  mean: z.array(z.number().nullable()),
  max: z.array(z.number().nullable()),
});
export type Buckets = z.infer<typeof Buckets>;

/** Columns of equal length; a bucket in which nothing was heard is absent, never invented. */
const timeline = {
  resolution: TrendResolution,
  /** How long a bucket is; two that lie further apart have a gap between them. */
  bucketMs: z.number().int().positive(),
  atMs: z.array(TimeMs),
};

export const HOST_FIGURES = [
  'cpuShare',
  'memoryUsedShare',
  'diskUsedShare',
  'receivedBytesPerSecond',
  'sentBytesPerSecond',
  'temperatureC',
] as const;
export type HostFigure = (typeof HOST_FIGURES)[number];

export const HostTelemetry = z.strictObject({
  ...timeline,
  cpuShare: Buckets,
  memoryUsedShare: Buckets,
  diskUsedShare: Buckets,
  receivedBytesPerSecond: Buckets,
  sentBytesPerSecond: Buckets,
  temperatureC: Buckets,
});
export type HostTelemetry = z.infer<typeof HostTelemetry>;

export const GPU_FIGURES = [
  'utilisation',
  'memoryUsedMb',
  'temperatureC',
  'powerW',
  'powerLimitW',
  'clockMhz',
  'memoryClockMhz',
] as const;
export type GpuFigure = (typeof GPU_FIGURES)[number];

/** A GPU as it is kept: by the identity that its maker gave it, wherever it was put since. */
export const KeptGpu = z.strictObject({
  uuid: z.string(),
  agentId: z.string(),
  index: z.number().int().nonnegative(),
  name: z.string(),
  memoryTotalMb: z.number().nullable(),
  /** When it was last told of, to the hour. */
  seenMs: TimeMs,
});
export type KeptGpu = z.infer<typeof KeptGpu>;

/** Units as in an agent's heartbeat: shares 0…1, MiB, °C, W, MHz. */
export const GpuTelemetry = z.strictObject({
  gpu: KeptGpu,
  ...timeline,
  utilisation: Buckets,
  memoryUsedMb: Buckets,
  temperatureC: Buckets,
  powerW: Buckets,
  powerLimitW: Buckets,
  clockMhz: Buckets,
  memoryClockMhz: Buckets,
  /** Shares of the time in which it was slowed down by heat, and in which the driver had lost it. */
  hotShare: z.array(z.number()),
  lostShare: z.array(z.number()),
});
export type GpuTelemetry = z.infer<typeof GpuTelemetry>;

const means = z.array(z.number().nullable());

/** Means of many GPUs over the same slots of time, oldest first; null where nothing was told. */
export const GpuOverview = z.strictObject({
  firstMs: TimeMs,
  slotMs: z.number().int().positive(),
  slots: z.number().int().nonnegative(),
  gpus: z.array(
    KeptGpu.extend({ utilisation: means, memoryUsedMb: means, temperatureC: means, powerW: means }),
  ),
});
export type GpuOverview = z.infer<typeof GpuOverview>;

export const GpuOverviewQuery = z.object({
  from: z.coerce.number().int().nonnegative(),
  to: z.coerce.number().int().nonnegative(),
  slots: z.coerce.number().int().min(2).max(240).default(60),
  agentId: z.string().max(80).optional(),
});
export type GpuOverviewQuery = z.infer<typeof GpuOverviewQuery>;

export const AgentPreflight = z.strictObject({
  /** Null: nothing was told since the hub started. */
  report: PreflightReport.nullable(),
});
export type AgentPreflight = z.infer<typeof AgentPreflight>;

const AgentParams = z.object({ agentId: z.string().max(80) });
const GpuParams = z.object({
  agentId: z.string().max(80),
  index: z.coerce.number().int().min(0).max(255),
});

export const TELEMETRY_ROUTES = {
  agentTelemetry: {
    method: 'GET',
    path: '/api/v1/agents/:agentId/telemetry',
    permission: 'system:read',
    tag: 'fleet',
    summary: 'Load, disk, network and temperature of an agent’s machine over time.',
    params: AgentParams,
    query: TrendQuery,
    answer: HostTelemetry,
    errors: ['not_found'],
  },
  gpuTelemetry: {
    method: 'GET',
    path: '/api/v1/agents/:agentId/gpus/:index/telemetry',
    permission: 'system:read',
    tag: 'fleet',
    summary: 'Figures of the GPU that has this number on the agent’s machine, over time.',
    params: GpuParams,
    query: TrendQuery,
    answer: GpuTelemetry,
    errors: ['not_found'],
  },
  gpuOverview: {
    method: 'GET',
    path: '/api/v1/gpus/telemetry',
    permission: 'system:read',
    tag: 'fleet',
    summary: 'Means of all GPUs, or those of one agent, over the same slots of time.',
    query: GpuOverviewQuery,
    answer: GpuOverview,
  },
  agentPreflight: {
    method: 'GET',
    path: '/api/v1/agents/:agentId/preflight',
    permission: 'system:read',
    tag: 'fleet',
    summary: 'What an agent last found of its own machine, with what to do.',
    params: AgentParams,
    answer: AgentPreflight,
    errors: ['not_found'],
  },
  askPreflight: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/preflight',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary: 'Has an agent look at its machine again; it tells within half a minute.',
    params: AgentParams,
    status: 202,
    answer: z.strictObject({ askedMs: TimeMs }),
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
