import type { JobId } from '#schemas/ids/ids';
import type { KeptJob } from './kept-job.ts';
import type { HeldJob, RoomView } from './place-for.ts';
import { nextPlacement } from './placement.ts';

/** Further ahead nothing is foretold: each run that takes longer than usual moves all that come after it. */
const FORETOLD_MAX = 200;

export interface ForecastView extends Omit<RoomView, 'held'> {
  /** Jobs that wait and may start, row by row, each row in its order: of a row the first is always next. */
  readonly rows: readonly (readonly KeptJob[])[];
  readonly held: readonly HeldJobUntil[];
  readonly nowMs: number;
  readonly groupOf: (job: KeptJob) => string;
  /** How long such a job takes; null: unknown. */
  readonly usualMs: (job: KeptJob) => number | null;
}

export interface HeldJobUntil extends HeldJob {
  /** When it ends, going by what is known; null: nobody knows. */
  readonly untilMs: number | null;
}

/**
 * When each waiting job is likely to begin: the line is played forward by the very rules by which jobs are given out. A job that
 * waits for one of which nobody knows how long it takes is not in it.
 */
export function forecast(view: ForecastView): Map<JobId, number> {
  const begins = new Map<JobId, number>();
  const heads = view.rows.map(() => 0);
  let held = [...view.held];
  let { nowMs } = view;
  while (begins.size < FORETOLD_MAX) {
    const ready = view.rows.flatMap((row, i) => row[heads[i]] ?? []);
    if (ready.length === 0) break;
    const placed = nextPlacement({ ...view, ready, held, nowMs });
    if (placed !== null) {
      const { job, ...place } = placed;
      heads[view.rows.findIndex((row, i) => row[heads[i]] === job)]++;
      begins.set(job.jobId, nowMs);
      const usualMs = view.usualMs(job);
      const untilMs = usualMs === null ? null : nowMs + usualMs;
      held.push({ ...place, needs: job.needs, group: view.groupOf(job), untilMs });
      continue;
    }
    const next = Math.min(...held.map(({ untilMs }) => untilMs ?? Number.POSITIVE_INFINITY));
    if (next === Number.POSITIVE_INFINITY) break;
    nowMs = Math.max(nowMs, next);
    held = held.filter(({ untilMs }) => untilMs === null || untilMs > nowMs);
  }
  return begins;
}
