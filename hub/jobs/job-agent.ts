import type { GpuReport } from '#schemas/broker/gpu';
import type { AgentState } from '#schemas/http/system';

/** A GPU as placement sees it. */
export interface JobGpu {
  readonly index: number;
  readonly memoryTotalMb: number | null;
  /** By whatever runs on it, lanes and jobs included. */
  readonly memoryUsedMb: number | null;
}

/** An agent as placement sees it: what it can do, whatever it does now. */
export interface JobAgent {
  readonly agentId: string;
  readonly kinds: readonly string[];
  readonly slots: number;
  readonly labels: readonly string[];
  readonly provider: string;
  readonly gpus: readonly JobGpu[];
  /** Its lanes need all that it has: until they are up with their windows it is given nothing more. */
  readonly isBehind: boolean;
}

/**
 * The agents that can be given jobs now: those that are there, neither drain nor are in maintenance, and do jobs at all; without
 * GPUs in maintenance, within the limits that people set, with the labels that they gave.
 */
export function jobAgents(states: readonly AgentState[]): JobAgent[] {
  return states.flatMap(({ agentId, status, description, heartbeat, operation }) => {
    if (status !== 'online' || description?.jobs === undefined) return [];
    const { jobs, provider } = description;
    const { limits, maintenance } = operation;
    const out = new Set(maintenance.map(({ gpuUuid }) => gpuUuid));
    const gpus = (heartbeat?.gpu?.gpus ?? []).filter(
      ({ state, uuid }) => state === 'ok' && !out.has(uuid),
    );
    return [
      {
        agentId,
        kinds: jobs.kinds,
        slots: Math.min(jobs.slots, limits.slots ?? jobs.slots),
        labels: [...new Set([...jobs.labels, ...limits.labels])],
        provider: provider.inUse,
        gpus: gpus.flatMap(jobGpuOf),
        isBehind: (heartbeat?.lanes ?? []).some(({ pointsShed = 0 }) => pointsShed > 0),
      },
    ];
  });
}

/**
 * A program that is given a card in MIG mode gets its first instance and no other (NVIDIA MIG User Guide, "CUDA Device
 * Enumeration"); without instances it gets nothing.
 */
function jobGpuOf({ index, memoryTotalMb, memoryUsedMb, detail }: GpuReport): JobGpu[] {
  if (detail?.mig.mode !== 'enabled') return [{ index, memoryTotalMb, memoryUsedMb }];
  const [first] = detail.mig.instances;
  if (first === undefined) return [];
  return [{ index, memoryTotalMb: first.memoryTotalMb, memoryUsedMb: first.memoryUsedMb }];
}
