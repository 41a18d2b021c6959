import { type Said, said } from '#schemas/errors/said';
import type { JobId } from '#schemas/ids/ids';
import type { JobAttempt } from '#schemas/jobs/job';
import type { JobCancel, JobOffer, JobReceipt, JobReport } from '#schemas/jobs/messages';
import { errorField, type Log } from '../log.ts';
import type { JobLedger, LedgerEntry } from './job-ledger.ts';
import type { JobEnd } from './job-messages.ts';
import { JobNews } from './job-news.ts';
import type { EndReason, JobProcessOptions } from './job-process.ts';
import { groupOf, isProcessOf, killJob } from './process-group.ts';

/** What was not receipted is said again after so long. */
const SAY_AGAIN_MS = 2_000;
const TURN_MS = 250;
const GUARD_MS = 1_000;
/** Jobs whose last words wait for the broker. */
const LAST_WORDS_MAX = 16;
/** As many as a heartbeat can name; there are as many slots at most. */
const NAMED_MAX = 64;

/** One job at work; `JobProcess` is one. */
export interface RunningJob {
  /** Gives the number of its process. */
  start(): number;
  /** Has it stand still as soon as it can go on from where it stands. */
  pause(): void;
  /** Looks whether it has used up what it may. To be called a few times a second. */
  turn(): void;
  /** Stands it still, or lets it go on. */
  setFrozen(isFrozen: boolean): void;
  end(reason: EndReason): void;
  gone(): Promise<void>;
}

/** All of a process but what only whoever makes it knows. */
export type LaunchOptions = Omit<
  JobProcessOptions,
  'command' | 'niceness' | 'folders' | 'filesFor'
>;

export interface JobRunnerOptions {
  readonly agentId: string;
  readonly slots: number;
  readonly kinds: readonly string[];
  /** Whether the lanes need the machine for themselves now. */
  readonly lanesNeedAll: () => boolean;
  readonly ledger: JobLedger;
  readonly clock: () => number;
  readonly log: Log;
  /** Makes one, not yet started. */
  readonly launch: (options: LaunchOptions) => RunningJob;
  /** Nothing of this job will be asked any more. */
  readonly forgotten: (jobId: JobId) => void;
  /** False: the broker is away. */
  readonly publish: (report: JobReport) => boolean;
}

interface Work {
  readonly offer: JobOffer;
  readonly news: JobNews;
  readonly process: RunningJob;
  isStartReceipted: boolean;
  startSaidMs: number;
}

const NOT_STARTED = {
  cause: 'crashed',
  ...said('job_not_started'),
  traceback: null,
} as const;

const keyOf = ({ jobId, attempt }: JobAttempt) => `${jobId}.${attempt}`;

/** Does the jobs that the hub offers, and tells of each until the hub knows. */
export class JobRunner {
  readonly #options: JobRunnerOptions;
  readonly #work = new Map<string, Work>();
  /** When the end of an attempt was last told. */
  readonly #toldMs = new Map<string, number>();
  #isStopping = false;
  #guardedMs = Number.NEGATIVE_INFINITY;
  #areFrozen = false;
  /** Of jobs that ended while the broker was away. */
  #lastWords: JobNews[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(options: JobRunnerOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier process of this agent left: what it had at work is over. */
  start(): void {
    const { ledger } = this.#options;
    ledger.start();
    for (const entry of ledger.all()) if (entry.state === 'running') this.#abandon(entry);
    this.#timer = setInterval(() => this.turn(), TURN_MS);
  }

  /** Ends what is at work: the hub gives it to another, or to this one when it is back. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const all = [...this.#work.values()];
    for (const { process } of all) process.end('agent_restarted');
    await Promise.all(all.map(({ process }) => process.gone()));
    clearInterval(this.#timer);
  }

  /** What it has: at work, or ended and not yet known to the hub. */
  attempts(): JobAttempt[] {
    const { ledger } = this.#options;
    const of = (state: LedgerEntry['state']) => ledger.all().filter((one) => one.state === state);
    return [...of('running'), ...of('ended')]
      .slice(0, NAMED_MAX)
      .map(({ jobId, attempt }) => ({ jobId, attempt }));
  }

  /** The job to which a process of this machine belongs: the first process of a job leads the group of all that it begins. */
  jobOf(pid: number): JobId | null {
    const running = this.#options.ledger.all().filter((one) => one.state === 'running');
    if (running.length === 0) return null;
    const group = groupOf(pid);
    return running.find((one) => one.pid !== null && one.pid === group)?.jobId ?? null;
  }

  /** The hub offers an attempt, perhaps not for the first time. */
  offer(offer: JobOffer): void {
    const { ledger, log } = this.#options;
    const known = ledger.of(offer);
    if (known !== null) {
      this.#tellAgain(known);
      return;
    }
    // An earlier attempt of this job is not ours any more, and what it keeps belongs to this one.
    for (const work of this.#work.values()) {
      if (work.offer.jobId === offer.jobId) work.process.end('cancelled');
    }
    const refusal = this.#refusalOf(offer);
    if (refusal !== null) {
      this.#publish(offer, { what: 'refused', ...refusal });
      return;
    }
    try {
      this.#begin(offer);
    } catch (error) {
      log('error', 'a job cannot begin', { jobId: offer.jobId, ...errorField(error) });
      this.#publish(offer, { what: 'refused', ...said('agent_cannot_begin') });
    }
  }

  /** The hub wants it ended or to stand still, or knows that it is not ours any more. */
  cancel({ isPause, ...attempt }: JobCancel): void {
    const work = this.#work.get(keyOf(attempt));
    const known = this.#options.ledger.of(attempt);
    if (work !== undefined && isPause) work.process.pause();
    else if (work !== undefined) work.process.end('cancelled');
    else if (known !== null) this.#tellAgain(known);
  }

  /** The hub has stored what was reported. */
  receipt({ what, isTaken, ...attempt }: JobReceipt): void {
    const { ledger } = this.#options;
    const work = this.#work.get(keyOf(attempt));
    if (what === 'started' && work !== undefined) work.isStartReceipted = true;
    const entry = ledger.of(attempt);
    if (what !== 'ended' || entry?.state !== 'ended') return;
    this.#keep({ ...entry, state: isTaken ? 'receipted' : 'void' });
  }

  /** The broker is back: nothing that was on its way is known to have arrived. */
  reconnected(): void {
    this.#toldMs.clear();
    for (const work of this.#work.values()) work.startSaidMs = Number.NEGATIVE_INFINITY;
    this.turn();
  }

  /** Tells what is new, and again what was not receipted. To be called a few times a second. */
  turn(): void {
    const nowMs = this.#options.clock();
    if (nowMs - this.#guardedMs >= GUARD_MS) this.#guard(nowMs);
    for (const work of this.#work.values()) {
      work.process.turn();
      work.news.flush();
      if (!work.isStartReceipted && nowMs - work.startSaidMs >= SAY_AGAIN_MS) {
        work.startSaidMs = nowMs;
        this.#publish(work.offer, { what: 'started' });
      }
    }
    for (const news of this.#lastWords) news.flush();
    this.#lastWords = this.#lastWords.filter((news) => !news.isEmpty);
    for (const entry of this.#options.ledger.all()) {
      const toldMs = this.#toldMs.get(keyOf(entry)) ?? Number.NEGATIVE_INFINITY;
      if (entry.state === 'ended' && nowMs - toldMs >= SAY_AGAIN_MS) this.#tellAgain(entry);
    }
    for (const jobId of this.#options.ledger.forgetOld()) this.#options.forgotten(jobId);
  }

  /** Jobs give way to the lanes as long as it takes. */
  #guard(nowMs: number): void {
    this.#guardedMs = nowMs;
    this.#areFrozen = this.#options.lanesNeedAll();
    for (const { process } of this.#work.values()) process.setFrozen(this.#areFrozen);
  }

  #refusalOf({ kind }: JobOffer): Said | null {
    const { kinds, slots, agentId } = this.#options;
    if (this.#isStopping) return said('agent_stopping', { agent: agentId });
    if (!kinds.includes(kind)) return said('agent_not_kind', { agent: agentId, kind });
    if (this.#areFrozen) return said('agent_live', { agent: agentId });
    if (this.#work.size >= slots) return said('agent_full', { agent: agentId });
    return null;
  }

  #begin(offer: JobOffer): void {
    const { agentId, clock, ledger, log, launch, publish } = this.#options;
    const { jobId, attempt } = offer;
    const news = new JobNews({ agentId, attempt: { jobId, attempt }, clock, publish });
    const process = launch({
      offer,
      clock,
      say: (text) => news.say(text),
      tell: (share, progress) => news.tell(share, progress),
      onEnd: (end) => this.#ended(offer, end),
      log: (message) => log('warn', message, { jobId }),
    });
    const startSaidMs = Number.NEGATIVE_INFINITY;
    const atMs = Math.round(clock());
    // On the disk before it begins: killed at any moment, this agent knows that it was given it.
    ledger.keep({ jobId, attempt, state: 'running', atMs, pid: null, report: null });
    this.#work.set(keyOf(offer), { offer, news, process, isStartReceipted: false, startSaidMs });
    try {
      const pid = process.start();
      this.#keep({ jobId, attempt, state: 'running', atMs, pid, report: null });
      this.turn();
    } catch (error) {
      log('error', 'the process of a job does not start', { jobId, ...errorField(error) });
      this.#ended(offer, { outcome: 'failed', failure: NOT_STARTED });
    }
  }

  #ended(offer: JobOffer, end: JobEnd): void {
    const work = this.#work.get(keyOf(offer));
    if (work !== undefined) this.#finish(work.news);
    this.#work.delete(keyOf(offer));
    this.#close(offer, end);
  }

  /** The last lines say the most: while the broker is away they wait for it. */
  #finish(news: JobNews): void {
    news.close();
    news.flush();
    if (news.isEmpty) return;
    this.#lastWords.push(news);
    if (this.#lastWords.length > LAST_WORDS_MAX) this.#lastWords.shift();
  }

  /** Keeps how it ended, and tells it. */
  #close({ jobId, attempt }: JobAttempt, end: JobEnd): void {
    const { agentId, clock } = this.#options;
    const atMs = Math.round(clock());
    const report: JobReport = { ...end, what: 'ended', agentId, jobId, attempt, atMs };
    const entry = { jobId, attempt, state: 'ended' as const, atMs, pid: null, report };
    this.#keep(entry);
    this.#tellAgain(entry);
  }

  /** The agent died while it ran, and its process with it, or should have. */
  #abandon({ jobId, attempt, pid }: LedgerEntry): void {
    if (pid !== null && isProcessOf(pid, [jobId, String(attempt)])) {
      killJob(pid, keyOf({ jobId, attempt }));
    }
    const ended = said('job_agent_ended');
    const failure = { cause: 'agent_restarted' as const, ...ended, traceback: null };
    this.#close({ jobId, attempt }, { outcome: 'failed', failure });
  }

  #tellAgain(entry: LedgerEntry): void {
    const work = this.#work.get(keyOf(entry));
    if (work !== undefined) this.#publish(work.offer, { what: 'started' });
    if (entry.report === null) return;
    this.#toldMs.set(keyOf(entry), this.#options.clock());
    this.#options.publish(entry.report);
  }

  #keep(entry: LedgerEntry): void {
    const { ledger, log } = this.#options;
    try {
      ledger.keep(entry);
    } catch (error) {
      log('error', 'what became of a job is kept in memory only', errorField(error));
      ledger.keepInMemory(entry);
    }
  }

  #publish(
    { jobId, attempt }: JobAttempt,
    told: { what: 'started' } | ({ what: 'refused' } & Said),
  ): void {
    const { agentId, clock, publish } = this.#options;
    publish({ ...told, agentId, jobId, attempt, atMs: Math.round(clock()) });
  }
}
