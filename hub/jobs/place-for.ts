import type { JobNeeds } from '#schemas/jobs/job';
import { hasCheckpoint } from '#schemas/jobs/job-kinds';
import type { JobAgent, JobGpu } from './job-agent.ts';
import type { KeptJob } from './kept-job.ts';

/** Where a job is done. */
export interface Place {
  readonly agentId: string;
  readonly gpu: number | null;
  /** The MIG device of that GPU; null: the whole card. */
  readonly gpuInstance: string | null;
}

/** A job that an agent has, or is being given. */
export interface HeldJob extends Place {
  readonly needs: JobNeeds;
  /** Whose share it counts as. */
  readonly group: string;
}

/** What decides where there is room. */
export interface RoomView {
  readonly held: readonly HeldJob[];
  readonly agents: readonly JobAgent[];
  /** What an agent measured of itself; the faster is taken first. */
  readonly speedOf: (agentId: string) => number;
  /** GPUs that are kept free for another job, as `gpuKey` names them. */
  readonly reserved?: ReadonlySet<string>;
}

/** Names a GPU, or one instance of it, among those of all agents. */
export const gpuKey = (agentId: string, { index, instance }: JobGpu): string =>
  `${agentId} ${index} ${instance ?? ''}`;

const isOn = (one: HeldJob, agentId: string, { index, instance }: JobGpu): boolean =>
  one.agentId === agentId && one.gpu === index && one.gpuInstance === instance;

export function usesGpu({ provider, gpuMemoryMb }: JobNeeds): boolean {
  return provider === 'cuda' || gpuMemoryMb !== null;
}

/** Whether the agent could ever have the job, were it idle. */
export function couldRun({ kind, needs }: Pick<KeptJob, 'kind' | 'needs'>, agent: JobAgent) {
  return (
    agent.slots > 0 &&
    agent.kinds.includes(kind) &&
    (needs.agentId === null || needs.agentId === agent.agentId) &&
    needs.labels.every((label) => agent.labels.includes(label)) &&
    (needs.provider === 'cpu' || agent.provider === 'cuda' || agent.provider === 'tensorrt') &&
    (!usesGpu(needs) || agent.gpus.some((gpu) => isLargeEnough(gpu, needs.gpuMemoryMb ?? 0)))
  );
}

/** The best place with room now, or null. One that goes on from a checkpoint is best where that lies. */
export function placeFor(job: KeptJob, view: RoomView): Place | null {
  const { agents, held, speedOf } = view;
  const home = homeOf(job);
  const places = agents.flatMap((agent) => {
    if (agent.isBehind || !couldRun(job, agent)) return [];
    const free = freeSlots(agent, held);
    if (free <= 0) return [];
    const gpu = usesGpu(job.needs) ? freeGpu(job.needs, agent, view) : null;
    if (gpu === undefined) return [];
    const { agentId } = agent;
    const place = { agentId, gpu: gpu?.index ?? null, gpuInstance: gpu?.instance ?? null };
    return [{ ...place, used: agent.slots - free, isAway: agentId !== home }];
  });
  const [best] = places.toSorted(
    (a, b) =>
      Number(a.isAway) - Number(b.isAway) ||
      a.used - b.used ||
      speedOf(b.agentId) - speedOf(a.agentId) ||
      (a.agentId < b.agentId ? -1 : 1),
  );
  if (best === undefined) return null;
  const { agentId, gpu, gpuInstance } = best;
  return { agentId, gpu, gpuInstance };
}

/** Who has the checkpoint of the job, if there can be one. */
export function homeOf({ kind, lastAgentId }: KeptJob): string | null {
  return hasCheckpoint(kind) ? lastAgentId : null;
}

export function freeSlots(agent: JobAgent, held: readonly HeldJob[]): number {
  return agent.slots - held.filter(({ agentId }) => agentId === agent.agentId).length;
}

/** Of the GPUs that are large enough the one with the fewest jobs: it is free the soonest. */
export function likeliestGpu(job: KeptJob, { agents, held }: RoomView): string | null {
  const all = agents
    .filter((agent) => couldRun(job, agent))
    .flatMap(({ agentId, gpus }) =>
      gpus
        .filter((gpu) => isLargeEnough(gpu, job.needs.gpuMemoryMb ?? 0))
        .map((gpu) => ({
          key: gpuKey(agentId, gpu),
          jobs: held.filter((one) => isOn(one, agentId, gpu)).length,
        })),
    )
    .toSorted((a, b) => a.jobs - b.jobs || (a.key < b.key ? -1 : 1));
  return all[0]?.key ?? null;
}

/** A GPU with room: to itself, or among jobs that all share. Undefined: there is none now. */
function freeGpu(
  needs: JobNeeds,
  agent: JobAgent,
  { held, reserved }: RoomView,
): JobGpu | undefined {
  return agent.gpus.find((gpu) => {
    if (reserved?.has(gpuKey(agent.agentId, gpu))) return false;
    const on = held.filter((one) => isOn(one, agent.agentId, gpu));
    if (on.length > 0 && !(needs.sharesGpu && on.every((one) => one.needs.sharesGpu))) return false;
    const jobs = on.reduce((sum, one) => sum + (one.needs.gpuMemoryMb ?? 0), 0);
    // Lanes that diagnose on it have theirs already, and whatever else runs there.
    const taken = Math.max(jobs, gpu.memoryUsedMb ?? 0);
    const wanted = needs.gpuMemoryMb ?? 0;
    return wanted === 0 || isLargeEnough(gpu, taken + wanted);
  });
}

/** A card that does not say how much memory it has is taken only by what asks for none. */
function isLargeEnough({ memoryTotalMb }: JobGpu, neededMb: number): boolean {
  return neededMb === 0 || (memoryTotalMb !== null && memoryTotalMb >= neededMb);
}
