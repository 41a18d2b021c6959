import type { JobId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import { type ForecastView, forecast } from './forecast.ts';
import type { JobTimes } from './job-times.ts';
import type { KeptJob } from './kept-job.ts';
import type { JobAtWork } from './preemption.ts';

/** It is played forward no more often, however many look at it. */
const EVERY_MS = 5_000;
/** Of less nothing follows: a job loads and warms up first. */
const SHARE_MIN = 0.05;

export interface JobOutlookDeps extends Pick<ForecastView, 'groupOf' | 'speedOf'> {
  readonly clock: Clock;
  readonly times: JobTimes;
  readonly agents: () => ForecastView['agents'];
  readonly line: () => { rows: ForecastView['rows']; held: readonly JobAtWork[] };
  readonly liveOne: (jobId: JobId) => KeptJob | null;
  /** How far a job says it is, 0…1. */
  readonly shareOf: (job: KeptJob) => number | null;
}

/** When waiting jobs are likely to begin, looked at anew every few seconds while somebody wants to know. */
export class JobOutlook {
  readonly #deps: JobOutlookDeps;
  #known: { atMs: number; begins: Map<JobId, number> } | null = null;

  constructor(deps: JobOutlookDeps) {
    this.#deps = deps;
  }

  /** Null where history does not allow it, or so many are ahead that it would be guesswork. */
  beginOf(job: KeptJob): number | null {
    if (job.state !== 'queued') return null;
    const nowMs = this.#deps.clock();
    if (this.#known === null || nowMs - this.#known.atMs >= EVERY_MS) {
      this.#known = { atMs: nowMs, begins: this.#look(nowMs) };
    }
    const atMs = this.#known.begins.get(job.jobId);
    // What should have begun by now is late: nobody knows how much.
    return atMs === undefined || atMs <= nowMs ? null : Math.round(atMs);
  }

  #look(nowMs: number): Map<JobId, number> {
    const { agents, groupOf, speedOf, line, times } = this.#deps;
    const { rows, held } = line();
    return forecast({
      ...{ rows, groupOf, speedOf, nowMs, agents: agents() },
      held: held.map((one) => ({ ...one, untilMs: this.#untilMs(one, nowMs) })),
      usualMs: ({ kind }) => times.usualMs(kind),
    });
  }

  /** By how far it is, where it says so; else by how long its kind takes. */
  #untilMs({ jobId, sinceMs }: JobAtWork, nowMs: number): number | null {
    const job = this.#deps.liveOne(jobId);
    if (job === null) return nowMs;
    const share = this.#deps.shareOf(job);
    if (share !== null && share >= SHARE_MIN) {
      return nowMs + ((nowMs - sinceMs) * (1 - share)) / share;
    }
    const usualMs = this.#deps.times.usualMs(job.kind);
    return usualMs === null ? null : Math.max(nowMs, sinceMs + usualMs);
  }
}
