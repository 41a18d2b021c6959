import type { GpuReport } from '#schemas/broker/gpu';
import type { AgentState } from '#schemas/http/system';

/** A GPU, or an instance of one in MIG mode, as placement sees it. */
export interface JobGpu {
  readonly index: number;
  /** The MIG device; null: the whole card. */
  readonly instance: string | null;
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
      ({ state, uuid, isChanging }) => state === 'ok' && isChanging !== true && !out.has(uuid),
    );
    return [
      {
        agentId,
        kinds: jobs.kinds,
        slots: Math.min(jobs.slots, limits.slots ?? jobs.slots),
        labels: [...new Set([...jobs.labels, ...limits.labels])],
        provider: provider.inUse,
        gpus: gpus.flatMap(jobGpusOf),
        isBehind: (heartbeat?.lanes ?? []).some(({ pointsShed = 0 }) => pointsShed > 0),
      },
    ];
  });
}

/**
 * A program that is given a card in MIG mode gets its first instance and no other (NVIDIA MIG User Guide, "CUDA Device
 * Enumeration"); another one it gets by its name, which drivers from 470 on tell. Without instances there is nothing.
 */
function jobGpusOf({ index, memoryTotalMb, memoryUsedMb, detail }: GpuReport): JobGpu[] {
  if (detail?.mig.mode !== 'enabled') {
    return [{ index, instance: null, memoryTotalMb, memoryUsedMb }];
  }
  const { instances } = detail.mig;
  const areNamed = instances.every(({ uuid }) => typeof uuid === 'string');
  return (areNamed ? instances : instances.slice(0, 1)).map((one) => ({
    ...{ index, instance: one.uuid ?? null },
    ...{ memoryTotalMb: one.memoryTotalMb, memoryUsedMb: one.memoryUsedMb },
  }));
}
