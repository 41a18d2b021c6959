import type { JobId } from '#schemas/ids/ids';
import { QUEUES, type QueueName } from '#schemas/jobs/queues';
import type { KeptJob } from './kept-job.ts';
import { couldRun, type HeldJob, type Place, placeFor, type RoomView } from './place-for.ts';
import { strengthOf } from './placement.ts';

/** Waiting jobs that are looked at: of the others, none is more urgent. */
const LOOKED_AT = 8;

/** A job at work, as one that is more urgent sees it. */
export interface JobAtWork extends HeldJob {
  readonly jobId: JobId;
  readonly queue: QueueName;
  readonly preemptible: boolean;
  /** How urgent it was when it began. */
  readonly strength: number;
  readonly sinceMs: number;
  /** It was asked to end or to stand still: its place is free soon. */
  readonly isLeaving: boolean;
}

export interface PreemptionView extends RoomView {
  readonly held: readonly JobAtWork[];
  readonly ready: Iterable<KeptJob>;
  readonly nowMs: number;
  /** A job that only just began is left alone, else it would get nowhere. */
  readonly atLeastMs: number;
}

export interface Preemption {
  readonly job: KeptJob;
  readonly victims: readonly JobAtWork[];
}

/**
 * The most urgent job that fits nowhere now, and would if less urgent ones made room; null: there is none. To be asked when
 * nothing that waits fits anywhere.
 */
export function nextPreemption(view: PreemptionView): Preemption | null {
  if (!view.held.some((one) => one.preemptible && !one.isLeaving)) return null;
  const staying = view.held.filter((one) => !one.isLeaving);
  const waiting = [...view.ready]
    .toSorted((a, b) => strengthOf(b, view.nowMs) - strengthOf(a, view.nowMs))
    .slice(0, LOOKED_AT);
  for (const job of waiting) {
    // Somebody goes already, and it has room then.
    if (placeFor(job, { ...view, held: staying }) !== null) continue;
    const victims = view.agents
      .filter((agent) => couldRun(job, agent))
      .map(({ agentId }) => victimsOn(agentId, job, staying, view))
      .filter((some) => some !== null)
      .toSorted((a, b) => a.length - b.length || a[0].strength - b[0].strength);
    if (victims.length > 0) return { job, victims: victims[0] };
  }
  return null;
}

/** The fewest of the weakest that are enough, or null when all of them are not. */
function victimsOn(
  agentId: string,
  job: KeptJob,
  staying: readonly JobAtWork[],
  view: PreemptionView,
): JobAtWork[] | null {
  const agents = view.agents.filter((agent) => agent.agentId === agentId);
  const weaker = staying
    .filter((one) => one.agentId === agentId && canGiveWay(one, job, view))
    .toSorted((a, b) => a.strength - b.strength || b.sinceMs - a.sinceMs);
  const roomWithout = (gone: readonly JobAtWork[]): Place | null =>
    placeFor(job, { ...view, agents, held: staying.filter((one) => !gone.includes(one)) });
  const alone = weaker.find((one) => roomWithout([one]) !== null);
  if (alone !== undefined) return [alone];
  for (let count = 2; count <= weaker.length; count++) {
    const some = weaker.slice(0, count);
    if (roomWithout(some) !== null) return needed(some, (gone) => roomWithout(gone) !== null);
  }
  return null;
}

/** Without those that would go for nothing, the strongest of them staying first. */
function needed(some: JobAtWork[], isEnough: (gone: readonly JobAtWork[]) => boolean) {
  return some.toReversed().reduce((left, one) => {
    const without = left.filter((other) => other !== one);
    return isEnough(without) ? without : left;
  }, some);
}

/** Less urgent by its queue, and not grown more urgent than the other by waiting: else it would never be done. */
function canGiveWay(one: JobAtWork, job: KeptJob, { nowMs, atLeastMs }: PreemptionView): boolean {
  return (
    one.preemptible &&
    QUEUES[one.queue].priority < QUEUES[job.queue].priority &&
    one.strength < strengthOf(job, nowMs) &&
    nowMs - one.sinceMs >= atLeastMs
  );
}
