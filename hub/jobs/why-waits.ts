import { REASONS } from '#schemas/errors/reasons';
import { filled, type Said, said } from '#schemas/errors/said';
import type { JobId } from '#schemas/ids/ids';
import type { JobNote } from '#schemas/jobs/job';
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

/** Why the job does not run yet, in a sentence or two; null when it does, or has ended. */
export function whyWaits(job: KeptJob, view: WaitingView): readonly JobNote[] | null {
  if (job.state === 'queued') return whyQueued(job, view);
  if (job.state === 'paused') return [said('waits_held')];
  return job.state === 'leased' ? [said('waits_answer', { agent: job.agentId ?? '' })] : null;
}

function whyQueued(job: KeptJob, view: WaitingView): readonly JobNote[] {
  if (view.awaited.length > 0) return [said('waits_jobs', { count: view.awaited.length })];
  if (job.notBeforeMs > view.nowMs) {
    const when = { whenMs: job.notBeforeMs };
    return [job.attempt > 0 ? said('waits_retry', when) : said('waits_start', when)];
  }
  if (view.isQueuePaused) return [said('waits_queue', { queue: job.queue })];
  const able = view.agents.filter((agent) => couldRun(job, agent));
  if (able.length > 0) {
    const taken = whatIsTaken(job, able, view);
    return job.note === null ? [taken] : [taken, job.note];
  }
  return [view.agents.length === 0 ? said('waits_nobody') : whatIsMissing(job, view.agents)];
}

type Taken = 'waits_live' | 'waits_memory' | 'waits_gpu' | 'waits_room';

/** What those that could do it have none of now, and when that is likely to change. */
function whatIsTaken(
  { needs }: KeptJob,
  able: readonly JobAgent[],
  { forecastMs, nowMs }: WaitingView,
): Said {
  const isLive = able.every(({ isBehind }) => isBehind);
  const ofGpu: Taken = usesGpu(needs) ? 'waits_gpu' : 'waits_room';
  const lacking: Taken = needs.gpuMemoryMb === null ? ofGpu : 'waits_memory';
  const taken: Taken = isLive ? 'waits_live' : lacking;
  const name = forecastMs === null ? taken : (`${taken}_until` as const);
  const about = {
    count: able.length,
    ...(taken === 'waits_memory' && { memory: memory(needs.gpuMemoryMb ?? 0) }),
    ...(forecastMs !== null && { forecastMs }),
  };
  const shown = (hole: string, value: string | number) =>
    hole === 'forecastMs' ? clockTime(Number(value), nowMs) : String(value);
  return { sentence: filled(REASONS[name][1], about, shown), reason: { name, about } };
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
function whatIsMissing({ kind, needs }: KeptJob, agents: readonly JobAgent[]): Said {
  const { agentId, labels, provider, gpuMemoryMb } = needs;
  const named = agents.filter((agent) => agentId === null || agent.agentId === agentId);
  if (named.length === 0) return said('needs_agent', { agent: agentId ?? '' });
  const doing = named.filter((agent) => agent.kinds.includes(kind) && agent.slots > 0);
  if (doing.length === 0) return said('needs_kind', { kind, count: named.length });
  const labelled = doing.filter((agent) => labels.every((label) => agent.labels.includes(label)));
  if (labelled.length === 0) {
    return said('needs_label', { labels: labels.join(', '), count: doing.length });
  }
  const accelerated = labelled.filter(
    (agent) => provider === 'cpu' || agent.provider === 'cuda' || agent.provider === 'tensorrt',
  );
  if (accelerated.length === 0) return said('needs_cuda', { count: labelled.length });
  const count = accelerated.length;
  if (usesGpu(needs) && accelerated.every(({ gpus }) => gpus.length === 0)) {
    return said('needs_gpu', { count });
  }
  const sizes = accelerated.flatMap(({ gpus }) => gpus.map(({ memoryTotalMb }) => memoryTotalMb));
  const largest = memory(Math.max(0, ...sizes.filter((size) => size !== null)));
  return said('needs_memory', { memory: memory(gpuMemoryMb ?? 0), count, largest });
}
