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
/** The last two say that there was more, and how much. */
const KEPT_MAX = LOG_LINES_MAX - 2;

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
  #beyond = 0;
  #lost = 0;
  #told: { share: number | null; progress: JobValues } | null = null;

  constructor(options: JobNewsOptions) {
    this.#options = options;
  }

  /** Whether all that is to be sent was. */
  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#told === null;
  }

  /** One line of the log; beyond the most that is kept, it is only counted. */
  say(text: string): void {
    if (this.#lines >= KEPT_MAX) {
      if (this.#beyond++ === 0) this.#push(KEPT_MAX + 1, 'What it says from here on is not kept.');
      return;
    }
    this.#lines++;
    if (this.#waiting.length < WAITING_MAX) this.#push(this.#lines, cut(text));
    else this.#lost++;
  }

  /** It says nothing more: how much is missing is the last that is to be read. */
  close(): void {
    const missing = [
      ...(this.#beyond > 0 ? [`${this.#beyond} more lines were not kept`] : []),
      ...(this.#lost > 0 ? [`${this.#lost} lines were lost while the broker was away`] : []),
    ];
    if (missing.length > 0) this.#push(LOG_LINES_MAX, `${missing.join('; ')}.`);
  }

  #push(line: number, text: string): void {
    this.#waiting.push({ line, atMs: Math.round(this.#options.clock()), text });
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
