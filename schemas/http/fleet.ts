import { z } from 'zod';
import { AgentLogLine } from '#schemas/broker/operation';
import { AFTER_DRAIN, AgentLimits } from '#schemas/fleet/operation';
import type { RouteRow } from '#schemas/http/route-row';
import { AgentState } from '#schemas/http/system';
import { JobId } from '#schemas/ids/ids';
import { JobState } from '#schemas/jobs/job';
import { TimeMs } from '#schemas/units/units';

/** A job that an agent has, or is being given. */
export const AllocatedJob = z.strictObject({
  jobId: JobId,
  kind: z.string(),
  state: JobState,
  /** Index of its GPU; null: it has none. */
  gpu: z.number().int().nonnegative().nullable(),
  /** The MIG device of that GPU; null: the whole card. */
  gpuInstance: z.string().nullable(),
});
export type AllocatedJob = z.infer<typeof AllocatedJob>;

/** What would happen to the work of an agent if it went now. */
export const Departure = z.strictObject({
  points: z.number().int().nonnegative(),
  moves: z.array(z.strictObject({ agentId: z.string(), points: z.number().int().positive() })),
  /** Points that no other agent has room for. */
  pointsWithoutRoom: z.number().int().nonnegative(),
  jobs: z.array(AllocatedJob),
});
export type Departure = z.infer<typeof Departure>;

export const GPU_STATES = ['available', 'busy', 'maintenance', 'error'] as const;

/** Which jobs and which points use a GPU. */
export const AllocatedGpu = z.strictObject({
  index: z.number().int().nonnegative(),
  uuid: z.string(),
  name: z.string(),
  state: z.enum(GPU_STATES),
  /** Share of the time in which it worked, 0…1; null: not supported. */
  utilisation: z.number().nullable(),
  memoryUsedMb: z.number().nullable(),
  memoryTotalMb: z.number().nullable(),
  jobs: z.array(AllocatedJob),
  /** Lanes whose processes the driver sees on it. */
  lanes: z.array(z.number().int().nonnegative()),
  /** Points of those lanes. */
  points: z.number().int().nonnegative(),
});
export type AllocatedGpu = z.infer<typeof AllocatedGpu>;

export const AgentAllocation = z.strictObject({
  agentId: z.string(),
  status: AgentState.shape.status,
  gpus: z.array(AllocatedGpu),
  /** What works on the processor, or where the driver does not say on which GPU. */
  elsewhere: z.strictObject({
    jobs: z.array(AllocatedJob),
    lanes: z.array(z.number().int().nonnegative()),
    points: z.number().int().nonnegative(),
  }),
});
export type AgentAllocation = z.infer<typeof AgentAllocation>;

export const AgentLog = z.strictObject({
  /** Null: the agent has not answered yet. */
  epoch: z.string().nullable(),
  /** The first line that there still is; earlier ones are only in the log of its machine. */
  oldest: z.number().int().nonnegative(),
  lines: z.array(AgentLogLine),
});
export type AgentLog = z.infer<typeof AgentLog>;

export const NewMaintenance = z.strictObject({
  reason: z.string().trim().min(3).max(200),
  untilMs: TimeMs,
});
export type NewMaintenance = z.infer<typeof NewMaintenance>;

const AgentParams = z.object({ agentId: z.string().max(80) });
const GpuParams = z.object({ agentId: z.string().max(80), gpuUuid: z.string().max(80) });

export const FLEET_ROUTES = {
  allocation: {
    method: 'GET',
    path: '/api/v1/fleet/allocation',
    permission: 'system:read',
    tag: 'fleet',
    summary: 'Which jobs and which points use which GPU.',
    answer: z.strictObject({ agents: z.array(AgentAllocation) }),
  },
  agent: {
    method: 'GET',
    path: '/api/v1/agents/:agentId',
    permission: 'system:read',
    tag: 'fleet',
    summary: 'One agent.',
    params: AgentParams,
    answer: AgentState,
    errors: ['not_found'],
  },
  departure: {
    method: 'GET',
    path: '/api/v1/agents/:agentId/departure',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary: 'What would happen to points and jobs of an agent if it went now.',
    params: AgentParams,
    answer: Departure,
    errors: ['not_found'],
  },
  drainAgent: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/drain',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary:
      'Moves the points of an agent away, lets its jobs finish, gives it no others, and then has it stay, stop or start again.',
    params: AgentParams,
    body: z.strictObject({ after: z.enum(AFTER_DRAIN).default('stop') }),
    answer: AgentState,
    errors: ['not_found', 'conflict'],
  },
  resumeAgent: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/resume',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary: 'Takes a drain, or an order that the agent has not followed yet, back.',
    params: AgentParams,
    answer: AgentState,
    errors: ['not_found'],
  },
  terminateAgent: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/terminate',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary:
      'Ends an agent now: its jobs go back to their queues, its points move where there is room.',
    params: AgentParams,
    answer: AgentState,
    idempotent: true,
    errors: ['not_found', 'conflict'],
  },
  restartAgent: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/restart',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary: 'Has an agent start again now; a drain with `after: restart` lets it finish first.',
    params: AgentParams,
    answer: AgentState,
    idempotent: true,
    errors: ['not_found', 'conflict'],
  },
  maintainAgent: {
    method: 'PUT',
    path: '/api/v1/agents/:agentId/maintenance',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary: 'Keeps points and jobs from an agent until a time.',
    params: AgentParams,
    body: NewMaintenance,
    answer: AgentState,
    errors: ['not_found'],
  },
  endAgentMaintenance: {
    method: 'DELETE',
    path: '/api/v1/agents/:agentId/maintenance',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary: 'Ends the maintenance of an agent before its time.',
    params: AgentParams,
    answer: AgentState,
    errors: ['not_found'],
  },
  maintainGpu: {
    method: 'PUT',
    path: '/api/v1/agents/:agentId/gpus/:gpuUuid/maintenance',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary: 'Keeps jobs from a GPU until a time.',
    params: GpuParams,
    body: NewMaintenance,
    answer: AgentState,
    errors: ['not_found'],
  },
  endGpuMaintenance: {
    method: 'DELETE',
    path: '/api/v1/agents/:agentId/gpus/:gpuUuid/maintenance',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary: 'Ends the maintenance of a GPU before its time.',
    params: GpuParams,
    answer: AgentState,
    errors: ['not_found'],
  },
  limitAgent: {
    method: 'PUT',
    path: '/api/v1/agents/:agentId/limits',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary: 'Sets labels, jobs at once and the share for live points that an agent is held to.',
    params: AgentParams,
    body: AgentLimits,
    answer: AgentState,
    errors: ['not_found'],
  },
  agentLog: {
    method: 'GET',
    path: '/api/v1/agents/:agentId/log',
    permission: 'fleet:operate',
    tag: 'fleet',
    summary:
      'The last lines of an agent and its lanes. Asking has the agent send them for the next seconds: the first answer may hold none yet.',
    params: AgentParams,
    query: z.object({
      after: z.coerce.number().int().nonnegative().default(0),
      q: z.string().max(200).optional(),
      level: z.enum(['info', 'warn', 'error']).default('info'),
    }),
    answer: AgentLog,
    errors: ['not_found'],
  },
} as const satisfies Record<string, RouteRow>;
