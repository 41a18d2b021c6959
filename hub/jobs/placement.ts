import type { JobNeeds } from '#schemas/jobs/job';
import { QUEUES } from '#schemas/jobs/queues';
import type { JobAgent, JobGpu } from './job-agent.ts';
import type { KeptJob } from './kept-job.ts';

/** Waiting so long is worth one step of priority, so that nothing waits for ever. */
const AGEING_MS = 5 * 60_000;
/** What each job that a group already has at work takes from the priority of its next. */
const SHARE_COST = 2;

/** A job that an agent has, or is being given. */
export interface HeldJob {
  readonly agentId: string;
  readonly gpu: number | null;
  readonly needs: JobNeeds;
  /** Whose share it counts as. */
  readonly group: string;
}

export interface Place {
  readonly agentId: string;
  readonly gpu: number | null;
}

export interface Placed extends Place {
  readonly job: KeptJob;
}

/** Everything that decides who is next and where. */
export interface PlacementView {
  /** Jobs that may start: due, not held back, all that they depend on done. Of equal ones the first is enough. */
  readonly ready: Iterable<KeptJob>;
  readonly held: readonly HeldJob[];
  readonly agents: readonly JobAgent[];
  readonly nowMs: number;
  readonly groupOf: (job: KeptJob) => string;
  /** What an agent measured of itself; the faster is taken first. */
  readonly speedOf: (agentId: string) => number;
}

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

/** The next job and its place, or null when nothing that waits fits anywhere now. */
export function nextPlacement(view: PlacementView): Placed | null {
  const { ready, held, agents, nowMs, groupOf } = view;
  if (!agents.some((agent) => freeSlots(agent, held) > 0)) return null;
  const atWork = Map.groupBy(held, ({ group }) => group);
  // Jobs of a kind with equal needs fit in the same places: with thousands waiting, each is looked for once.
  const places = new Map<string, Place | null>();
  let best: { job: KeptJob; place: Place; score: number } | null = null;
  for (const job of ready) {
    const score =
      QUEUES[job.queue].priority +
      (nowMs - job.queuedMs) / AGEING_MS -
      SHARE_COST * (atWork.get(groupOf(job))?.length ?? 0);
    if (best !== null && score <= best.score) continue;
    const key = needsKey(job);
    let place = places.get(key);
    if (place === undefined) {
      place = placeFor(job, view);
      places.set(key, place);
    }
    if (place !== null) best = { job, place, score };
  }
  return best === null ? null : { job: best.job, ...best.place };
}

const KEYS = new WeakMap<JobNeeds, string>();

/** Equal for jobs that fit in the same places. */
export function needsKey({ kind, needs }: KeptJob): string {
  const known = KEYS.get(needs) ?? JSON.stringify(needs);
  KEYS.set(needs, known);
  return `${kind} ${known}`;
}

function placeFor(job: KeptJob, { agents, held, speedOf }: PlacementView): Place | null {
  const places = agents.flatMap((agent) => {
    if (!couldRun(job, agent)) return [];
    const free = freeSlots(agent, held);
    if (free <= 0) return [];
    const gpu = usesGpu(job.needs) ? freeGpu(job.needs, agent, held) : null;
    if (gpu === undefined) return [];
    return [{ agentId: agent.agentId, gpu, used: agent.slots - free }];
  });
  const [best] = places.toSorted(
    (a, b) =>
      a.used - b.used ||
      speedOf(b.agentId) - speedOf(a.agentId) ||
      (a.agentId < b.agentId ? -1 : 1),
  );
  return best === undefined ? null : { agentId: best.agentId, gpu: best.gpu };
}

function freeSlots(agent: JobAgent, held: readonly HeldJob[]): number {
  return agent.slots - held.filter(({ agentId }) => agentId === agent.agentId).length;
}

/** A GPU with room: to itself, or among jobs that all share. Undefined: there is none now. */
function freeGpu(needs: JobNeeds, agent: JobAgent, held: readonly HeldJob[]): number | undefined {
  return agent.gpus.find((gpu) => {
    const on = held.filter((one) => one.agentId === agent.agentId && one.gpu === gpu.index);
    if (on.length > 0 && !(needs.sharesGpu && on.every((one) => one.needs.sharesGpu))) return false;
    const taken = on.reduce((sum, one) => sum + (one.needs.gpuMemoryMb ?? 0), 0);
    return isLargeEnough(gpu, taken + (needs.gpuMemoryMb ?? 0));
  })?.index;
}

/** A card that does not say how much memory it has is taken only by what asks for none. */
function isLargeEnough({ memoryTotalMb }: JobGpu, neededMb: number): boolean {
  return neededMb === 0 || (memoryTotalMb !== null && memoryTotalMb >= neededMb);
}
