import { PARTITION_ROUTES } from '#schemas/http/partition';
import type { Flows } from '../flows.ts';
import { type Route, route } from './route.ts';

/** How GPUs are partitioned, and having them partitioned otherwise. */
export function partitionRoutes({ rooms }: Flows): Route[] {
  const { partitioning, partitionBook } = rooms;
  return [
    route(PARTITION_ROUTES.partition, ({ params }) =>
      partitioning.look(params.agentId, params.gpuUuid),
    ),
    route(PARTITION_ROUTES.partitionRuns, async ({ params }) => ({
      runs: await partitionBook.of(params.agentId, params.gpuUuid),
    })),
    route(PARTITION_ROUTES.planPartition, ({ params, body }) =>
      partitioning.plan(params.agentId, params.gpuUuid, body.wanted),
    ),
    route(PARTITION_ROUTES.applyPartition, ({ params, body, actor }) =>
      partitioning.apply(params.agentId, params.gpuUuid, body.fingerprint, actor),
    ),
  ];
}
