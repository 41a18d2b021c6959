import { z } from 'zod';
import {
  GpuUuid,
  Partition,
  PartitionLayout,
  PartitionPlan,
  PartitionRun,
  PartitionState,
} from '#schemas/broker/partition';
import type { RouteRow } from '#schemas/http/route-row';
import { AgentId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/** One partitioning as the hub keeps it. */
export const PartitionRow = z.strictObject({
  runId: PartitionRun.shape.runId,
  agentId: AgentId,
  gpuUuid: GpuUuid,
  state: PartitionState,
  askedMs: TimeMs,
  askedBy: z.string(),
  endedMs: TimeMs.nullable(),
  plan: PartitionPlan,
  /** What the agent says of it; null: nothing yet. */
  run: PartitionRun.nullable(),
});
export type PartitionRow = z.infer<typeof PartitionRow>;

/** A GPU and everything that says whether and how it can be partitioned. */
export const GpuPartition = z.strictObject({
  /** Null: see `trouble`. */
  partition: Partition.nullable(),
  /** Why it is not known how the GPU is, in a sentence. */
  trouble: z.string().nullable(),
  /** Whether the site allows it: the setting `migAdminEnabled`. */
  isAllowed: z.boolean(),
  /** The latest first. */
  runs: z.array(PartitionRow),
});
export type GpuPartition = z.infer<typeof GpuPartition>;

const GpuParams = z.object({ agentId: AgentId, gpuUuid: GpuUuid });

export const PARTITION_ROUTES = {
  partition: {
    method: 'GET',
    path: '/api/v1/agents/:agentId/gpus/:gpuUuid/partition',
    permission: 'system:read',
    tag: 'system',
    summary:
      'How a GPU is partitioned (MIG), what its driver offers, who is at work on it, and what was done to it lately.',
    params: GpuParams,
    answer: GpuPartition,
    errors: ['not_found'],
  },
  partitionRuns: {
    method: 'GET',
    path: '/api/v1/agents/:agentId/gpus/:gpuUuid/partition/runs',
    permission: 'system:read',
    tag: 'system',
    summary: 'The latest partitionings of a GPU, with each command and what it said.',
    params: GpuParams,
    answer: z.strictObject({ runs: z.array(PartitionRow) }),
  },
  planPartition: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/gpus/:gpuUuid/partition/plans',
    permission: 'fleet:partition',
    tag: 'system',
    summary:
      'Says what would be done to partition a GPU: every command, what goes, what comes, what stands in the way. Changes nothing.',
    params: GpuParams,
    body: z.strictObject({ wanted: PartitionLayout }),
    answer: PartitionPlan,
    errors: ['not_found', 'conflict'],
  },
  applyPartition: {
    method: 'POST',
    path: '/api/v1/agents/:agentId/gpus/:gpuUuid/partition/runs',
    permission: 'fleet:partition',
    tag: 'system',
    summary:
      'Does what a plan of the last ten minutes said, if it is still true and nothing is on the GPU. What fails is undone.',
    params: GpuParams,
    body: z.strictObject({ fingerprint: PartitionPlan.shape.fingerprint }),
    answer: PartitionRow,
    status: 202,
    idempotent: true,
    errors: ['not_found', 'conflict'],
  },
} as const satisfies Record<string, RouteRow>;
