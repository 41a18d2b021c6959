import { said } from '#schemas/errors/said';
import type { JobId } from '#schemas/ids/ids';
import type { JobFailure } from '#schemas/jobs/job';
import { jobKind } from '#schemas/jobs/job-kinds';
import { JOB_JSON_MAX, type JobReceipt, type JobReport } from '#schemas/jobs/messages';
import type { JobBook } from './job-book.ts';
import type { JobLog } from './job-log.ts';
import type { JobValues, KeptJob } from './kept-job.ts';
import type { JobCommand } from './transition.ts';

export interface JobReportsDeps {
  readonly book: JobBook;
  readonly jobLog: JobLog;
  /** A job told how far it is, or said something. */
  readonly onNews: (jobId: JobId) => void;
  readonly receipt: (agentId: string, receipt: JobReceipt) => void;
}

/** What a job told last. */
export interface JobNews {
  readonly attempt: number;
  readonly share: number | null;
  readonly progress: JobValues | null;
}

/**
 * Takes what agents report. Only the latest attempt of a job, and only the agent that has it, changes anything; what came too
 * late, or twice, is receipted all the same, so that it is not repeated for ever.
 */
export class JobReports {
  readonly #deps: JobReportsDeps;
  readonly #news = new Map<JobId, JobNews>();

  constructor(deps: JobReportsDeps) {
    this.#deps = deps;
  }

  newsOf(job: Pick<KeptJob, 'jobId' | 'attempt'>): JobNews | null {
    const news = this.#news.get(job.jobId);
    return news?.attempt === job.attempt ? news : null;
  }

  /** Nothing more is told of a job that ended: its result says it. */
  ended(jobId: JobId): void {
    this.#news.delete(jobId);
  }

  /** Without a receipt, as when the store cannot keep it, the agent repeats it. */
  async take(report: JobReport): Promise<void> {
    if (report.what === 'news') {
      await this.#takeNews(report);
      return;
    }
    const { jobId, attempt, agentId, what } = report;
    const isTaken = await this.#settle(report);
    this.#deps.receipt(agentId, { jobId, attempt, what, isTaken });
  }

  /** True when the report is what became of the job, just now or when it was first told. */
  async #settle(report: Exclude<JobReport, { what: 'news' }>): Promise<boolean> {
    const { jobId, attempt, agentId } = report;
    const { book } = this.#deps;
    const job = await book.find(jobId);
    if (job === null || job.attempt !== attempt || job.agentId !== agentId) return false;
    const command = commandOf(report, job);
    const news = this.newsOf(job);
    const told = news === null ? {} : { told: { progress: news.progress, share: news.share } };
    if ((await book.apply(jobId, command, { attempt, agentId, ...told })) !== null) return true;
    const now = await book.find(jobId);
    return now?.state === 'succeeded' && now.attempt === attempt && command.kind === 'succeed';
  }

  async #takeNews(report: Extract<JobReport, { what: 'news' }>): Promise<void> {
    const { jobId, attempt, agentId, log } = report;
    const { book, jobLog, onNews } = this.#deps;
    const job = await book.find(jobId);
    // Lines can come after the end: they went another way than the report of it.
    if (job === null || job.attempt !== attempt || job.agentId !== agentId) return;
    await jobLog.add(jobId, attempt, log);
    const live = book.liveOne(jobId);
    if (live?.attempt === attempt) this.#note(report, live);
    onNews(jobId);
  }

  #note(report: Extract<JobReport, { what: 'news' }>, live: KeptJob): void {
    const { jobId, attempt, share } = report;
    const last = this.newsOf(live);
    const progress = progressOf(report, live) ?? last?.progress ?? null;
    this.#news.set(jobId, { attempt, share: share ?? last?.share ?? null, progress });
  }
}

function commandOf(report: Exclude<JobReport, { what: 'news' }>, job: KeptJob): JobCommand {
  if (report.what === 'refused')
    return { kind: 'refuse', note: { sentence: report.sentence, reason: report.reason } };
  if (report.what === 'started') return { kind: 'start' };
  if (report.outcome === 'failed') return { kind: 'fail', failure: report.failure };
  // That it was cancelled is only news where somebody asked for it; else its agent gave it up.
  if (report.outcome === 'cancelled') {
    return job.cancelAskedMs === null ? givenUp(report.agentId) : { kind: 'cancelled' };
  }
  if (report.outcome === 'paused') {
    return job.pauseAskedMs === null ? givenUp(report.agentId) : { kind: 'paused' };
  }
  const result = jobKind(job.kind).result.safeParse(report.result);
  const isSmall = JSON.stringify(report.result).length <= JOB_JSON_MAX;
  if (result.success && isSmall) {
    return { kind: 'succeed', result: result.data as JobValues };
  }
  return { kind: 'fail', failure: badResult(report.agentId) };
}

function givenUp(agentId: string): JobCommand {
  const ended = said('job_given_up', { agent: agentId });
  return { kind: 'fail', failure: { cause: 'agent_restarted', ...ended, traceback: null } };
}

function badResult(agentId: string): JobFailure {
  const strange = said('job_result_strange', { agent: agentId });
  return { cause: 'invalid', ...strange, traceback: null };
}

function progressOf(
  { progress }: Extract<JobReport, { what: 'news' }>,
  { kind }: KeptJob,
): JobValues | null {
  if (progress === null) return null;
  const parsed = jobKind(kind).progress.safeParse(progress);
  return parsed.success ? (parsed.data as JobValues) : null;
}
