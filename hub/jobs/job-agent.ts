import type { AgentState } from '#schemas/http/system';

/** A GPU as placement sees it. */
export interface JobGpu {
  readonly index: number;
  readonly memoryTotalMb: number | null;
}

/** An agent as placement sees it: what it can do, whatever it does now. */
export interface JobAgent {
  readonly agentId: string;
  readonly kinds: readonly string[];
  readonly slots: number;
  readonly labels: readonly string[];
  readonly provider: string;
  readonly gpus: readonly JobGpu[];
}

/** The agents that can be given jobs now: those that are there, do not drain, and do jobs at all. */
export function jobAgents(states: readonly AgentState[]): JobAgent[] {
  return states.flatMap(({ agentId, status, description, heartbeat }) => {
    if (status !== 'online' || description?.jobs === undefined) return [];
    const gpus = (heartbeat?.gpu?.gpus ?? []).filter(({ state }) => state === 'ok');
    return [
      {
        agentId,
        ...description.jobs,
        provider: description.provider.inUse,
        gpus: gpus.map(({ index, memoryTotalMb }) => ({ index, memoryTotalMb })),
      },
    ];
  });
}
