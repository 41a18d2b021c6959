import type { JobNeeds } from '#schemas/jobs/job';
import { QUEUES } from '#schemas/jobs/queues';
import type { KeptJob } from './kept-job.ts';
import {
  freeSlots,
  homeOf,
  likeliestGpu,
  type Place,
  placeFor,
  type RoomView,
  usesGpu,
} from './place-for.ts';

/** Waiting so long is worth one step of priority, so that nothing waits for ever. */
const AGEING_MS = 5 * 60_000;
/** What each job that a group already has at work takes from the priority of its next. */
const SHARE_COST = 2;
/** From then on a GPU is kept free for a job that small ones, sharing it, would keep from it for ever. */
const RESERVE_AFTER_MS = 5 * 60_000;

export interface Placed extends Place {
  readonly job: KeptJob;
}

/** Everything that decides who is next and where. */
export interface PlacementView extends RoomView {
  /** Jobs that may start: due, not held back, all that they depend on done. Of equal ones the first is enough. */
  readonly ready: Iterable<KeptJob>;
  readonly nowMs: number;
  readonly groupOf: (job: KeptJob) => string;
}

/** How urgent a job is by itself, whoever else waits: its queue, and how long it has waited. */
export function strengthOf({ queue, queuedMs }: KeptJob, nowMs: number): number {
  return QUEUES[queue].priority + (nowMs - queuedMs) / AGEING_MS;
}

/** The next job and its place, or null when nothing that waits fits anywhere now. */
export function nextPlacement(view: PlacementView): Placed | null {
  if (!view.agents.some((agent) => freeSlots(agent, view.held) > 0)) return null;
  const reserved = new Set<string>();
  // Jobs of a kind with equal needs fit in the same places: with thousands waiting, each is looked for once.
  const hopeless = new Set<string>();
  for (const job of mostUrgentFirst(view)) {
    const key = `${needsKey(job)} ${homeOf(job) ?? ''}`;
    const place = hopeless.has(key) ? null : placeFor(job, { ...view, reserved });
    if (place !== null) return { job, ...place };
    hopeless.add(key);
    if (usesGpu(job.needs) && view.nowMs - job.queuedMs >= RESERVE_AFTER_MS) {
      const gpu = likeliestGpu(job, view);
      if (gpu !== null) reserved.add(gpu);
    }
  }
  return null;
}

function mostUrgentFirst({ ready, held, nowMs, groupOf }: PlacementView): KeptJob[] {
  const atWork = Map.groupBy(held, ({ group }) => group);
  const cost = (job: KeptJob) => SHARE_COST * (atWork.get(groupOf(job))?.length ?? 0);
  return Array.from(ready, (job) => ({ job, score: strengthOf(job, nowMs) - cost(job) }))
    .toSorted((a, b) => b.score - a.score || (a.job.jobId < b.job.jobId ? -1 : 1))
    .map(({ job }) => job);
}

const KEYS = new WeakMap<JobNeeds, string>();

/** Equal for jobs that fit in the same places. */
export function needsKey({ kind, needs }: KeptJob): string {
  const known = KEYS.get(needs) ?? JSON.stringify(needs);
  KEYS.set(needs, known);
  return `${kind} ${known}`;
}
