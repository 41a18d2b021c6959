import type { GpuReport } from '#schemas/broker/gpu';
import type { LaneReport } from '#schemas/broker/messages';
import type { AgentAllocation, AllocatedGpu, AllocatedJob } from '#schemas/http/fleet';
import type { AgentState } from '#schemas/http/system';

/** Which jobs and which points of an agent use which of its GPUs: jobs as they were given, lanes as the driver sees them. */
export function allocationOf(agent: AgentState, jobs: readonly AllocatedJob[]): AgentAllocation {
  const { agentId, status, heartbeat, operation } = agent;
  const lanes = heartbeat?.lanes ?? [];
  const out = new Set(operation.maintenance.map(({ gpuUuid }) => gpuUuid));
  const gpus = (heartbeat?.gpu?.gpus ?? []).map((gpu) =>
    gpuOf(gpu, jobs, lanes, out.has(gpu.uuid) || out.has(null)),
  );
  const onGpu = new Set(gpus.flatMap((gpu) => gpu.lanes));
  const indexes = new Set(gpus.map(({ index }) => index));
  const rest = lanes.filter(({ lane }) => !onGpu.has(lane));
  return {
    agentId,
    status,
    gpus,
    elsewhere: {
      jobs: jobs.filter(({ gpu }) => gpu === null || !indexes.has(gpu)),
      lanes: rest.map(({ lane }) => lane),
      points: pointsOf(rest),
    },
  };
}

function gpuOf(
  gpu: GpuReport,
  jobs: readonly AllocatedJob[],
  lanes: readonly LaneReport[],
  isOut: boolean,
): AllocatedGpu {
  const { index, uuid, name, utilisation, memoryUsedMb, memoryTotalMb } = gpu;
  const seen = gpu.detail?.processes ?? [];
  const on = lanes.filter(({ lane }) => seen.some((process) => process.lane === lane));
  const given = jobs.filter((job) => job.gpu === index);
  const isBusy = given.length > 0 || seen.length > 0;
  const usable = isBusy ? ('busy' as const) : ('available' as const);
  return {
    ...{ index, uuid, name, utilisation, memoryUsedMb, memoryTotalMb },
    state: gpu.state === 'lost' ? 'error' : isOut ? 'maintenance' : usable,
    jobs: given,
    lanes: on.map(({ lane }) => lane),
    points: pointsOf(on),
  };
}

const pointsOf = (lanes: readonly LaneReport[]) =>
  lanes.reduce((sum, { points }) => sum + points, 0);
