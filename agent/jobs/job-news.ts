import type { JobAttempt } from '#schemas/jobs/job';
import {
  type JobLogLine,
  type JobReport,
  LOG_BATCH_MAX,
  LOG_LINE_CHARACTERS_MAX,
  LOG_LINES_MAX,
} from '#schemas/jobs/messages';
import type { JobValues } from './job-messages.ts';

/** Lines that wait for a broker that is away; of more only the number says that they were there. */
const WAITING_MAX = 2_000;

export interface JobNewsOptions {
  readonly agentId: string;
  readonly attempt: JobAttempt;
  readonly clock: () => number;
  /** False: the broker is away. */
  readonly publish: (report: JobReport) => boolean;
}

/** What a job says and tells, gathered: however much it is, it goes out in few messages and with an end. */
export class JobNews {
  readonly #options: JobNewsOptions;
  readonly #waiting: JobLogLine[] = [];
  #lines = 0;
  #told: { share: number | null; progress: JobValues } | null = null;

  constructor(options: JobNewsOptions) {
    this.#options = options;
  }

  /** One line of the log; beyond the most that is kept, nothing. */
  say(text: string): void {
    if (this.#lines >= LOG_LINES_MAX) return;
    this.#lines++;
    if (this.#waiting.length >= WAITING_MAX) return;
    const isLast = this.#lines === LOG_LINES_MAX;
    this.#waiting.push({
      line: this.#lines,
      atMs: Math.round(this.#options.clock()),
      text: isLast ? 'What it says from here on is not kept.' : cut(text),
    });
  }

  /** How far it is; only the latest goes out. */
  tell(share: number | null, progress: JobValues): void {
    this.#told = { share, progress };
  }

  /** Sends what there is. To be called a few times a second, and before the end is reported. */
  flush(): void {
    const { agentId, attempt, clock, publish } = this.#options;
    while (this.#waiting.length > 0 || this.#told !== null) {
      const log = this.#waiting.slice(0, LOG_BATCH_MAX);
      const { jobId, attempt: number } = attempt;
      const atMs = Math.round(clock());
      const isSent = publish({
        ...{ what: 'news', agentId, jobId, attempt: number, atMs, log },
        share: this.#told?.share ?? null,
        progress: this.#told?.progress ?? null,
      });
      if (!isSent) return;
      this.#waiting.splice(0, log.length);
      this.#told = null;
    }
  }
}

/** Whole characters only: half of one is none that JSON can carry. */
function cut(text: string): string {
  return text.slice(0, LOG_LINE_CHARACTERS_MAX).toWellFormed();
}
