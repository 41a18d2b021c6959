import type { JobId } from '#schemas/ids/ids';
import type { JobAgent } from './job-agent.ts';
import type { KeptJob } from './kept-job.ts';
import { couldRun, usesGpu } from './place-for.ts';

export interface WaitingView {
  readonly nowMs: number;
  readonly agents: readonly JobAgent[];
  readonly isQueuePaused: boolean;
  /** What it depends on that has not succeeded yet. */
  readonly awaited: readonly JobId[];
  /** When it is likely to begin; null: there is too little to go by. */
  readonly forecastMs: number | null;
}

/** In one sentence why the job does not run yet; null when it does, or has ended. */
export function whyWaits(job: KeptJob, view: WaitingView): string | null {
  if (job.state === 'paused') return 'Somebody holds it back.';
  if (job.state === 'leased') return `${job.agentId} was asked and has not answered yet.`;
  if (job.state !== 'queued') return null;
  if (view.awaited.length > 0) return `Waits for ${counted(view.awaited.length, 'other job')}.`;
  if (job.notBeforeMs > view.nowMs) {
    const when = `${new Date(job.notBeforeMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    return job.attempt > 0 ? `Is tried again at ${when}.` : `Is to start at ${when}.`;
  }
  if (view.isQueuePaused) return `The queue ${job.queue} is stopped.`;
  return whyNoPlace(job, view);
}

function whyNoPlace(job: KeptJob, { agents, forecastMs, nowMs }: WaitingView): string {
  const able = agents.filter((agent) => couldRun(job, agent));
  if (able.length > 0) {
    const when = forecastMs === null ? '' : `, forecast ${clockTime(forecastMs, nowMs)}`;
    const said = job.note === null ? '' : ` ${job.note}`;
    return `${whatIsTaken(job, able)}${when}.${said}`;
  }
  if (agents.length === 0) return 'No agent that does jobs is connected.';
  return `Needs ${whatIsMissing(job, agents)}`;
}

/** What those that could do it have none of now. */
function whatIsTaken({ needs }: KeptJob, able: readonly JobAgent[]): string {
  const among = counted(able.length, 'agent');
  if (able.every(({ isBehind }) => isBehind)) return `Live diagnosis needs all of ${among}`;
  if (needs.gpuMemoryMb !== null) {
    return `Needs ${memory(needs.gpuMemoryMb)} of GPU memory; none free on ${among}`;
  }
  if (usesGpu(needs)) return `Needs a GPU; none free on ${among}`;
  return `${among} could do it; none is free now`;
}

/** The time of the day, with the day where it is not today’s. */
function clockTime(atMs: number, nowMs: number): string {
  const [day, time] = new Date(atMs).toISOString().slice(0, 16).split('T');
  const today = new Date(nowMs).toISOString().slice(0, 10);
  return `${day === today ? '' : `${day} `}${time} UTC`;
}

function memory(mb: number): string {
  return mb % 1_024 === 0 ? `${mb / 1_024} GB` : `${mb} MB`;
}

/** The first thing that no connected agent has, each looked for among those that have what came before. */
function whatIsMissing({ kind, needs }: KeptJob, agents: readonly JobAgent[]): string {
  const { agentId, labels, provider, gpuMemoryMb } = needs;
  const among = (left: readonly JobAgent[]) => counted(left.length, 'agent');
  const named = agents.filter((agent) => agentId === null || agent.agentId === agentId);
  if (named.length === 0) return `the agent ${agentId}, which is not there.`;
  const doing = named.filter((agent) => agent.kinds.includes(kind) && agent.slots > 0);
  if (doing.length === 0) return `an agent that does ${kind}; none of ${among(named)} does.`;
  const labelled = doing.filter((agent) => labels.every((label) => agent.labels.includes(label)));
  if (labelled.length === 0) return `the label ${labels.join(', ')}; none of ${among(doing)} has.`;
  const accelerated = labelled.filter(
    (agent) => provider === 'cpu' || agent.provider === 'cuda' || agent.provider === 'tensorrt',
  );
  if (accelerated.length === 0) return `CUDA; it works on none of ${among(labelled)}.`;
  if (usesGpu(needs) && accelerated.every(({ gpus }) => gpus.length === 0)) {
    return `a GPU; none of ${among(accelerated)} has one.`;
  }
  const sizes = accelerated.flatMap(({ gpus }) => gpus.map(({ memoryTotalMb }) => memoryTotalMb));
  const largest = Math.max(0, ...sizes.filter((size) => size !== null));
  return `${memory(gpuMemoryMb ?? 0)} of GPU memory; the largest GPU of ${among(accelerated)} has ${memory(largest)}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
