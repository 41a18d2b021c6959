import { setPriority } from 'node:os';
import { join } from 'node:path';
import { said } from '#schemas/errors/said';
import { describeError } from '#schemas/errors/tremolo-error';
import { type FailureCause, type JobFailure, TRACEBACK_MAX } from '#schemas/jobs/job';
import { hasCheckpoint } from '#schemas/jobs/job-kinds';
import { type JobOffer, LOG_LINE_CHARACTERS_MAX } from '#schemas/jobs/messages';
import { BoundedLines } from './bounded-lines.ts';
import { answerFileAsk, type FileAsk, type JobFiles } from './job-files.ts';
import type { FromJob, JobEnd, JobFolders, JobValues, ToJob } from './job-messages.ts';
import { giveUpFirst, groupMemoryMb, JOB_MARK, killJob, signalGroup } from './process-group.ts';

/** The process of a job. */
export const JOB_MAIN = join(import.meta.dirname, '..', 'job-main.ts');
/** What a process wrote before it went is read for so long at most. */
const LAST_WORDS_MS = 500;
/** A job that is to stand still has so long to reach a point from which it can go on; then its last checkpoint has to do. */
const PAUSE_MAX_MS = 30_000;
/** Last lines of its errors, which say what a process died of. */
const ERROR_LINES = 40;

export interface JobProcessOptions {
  readonly offer: JobOffer;
  readonly clock: () => number;
  readonly folders: JobFolders;
  /** Files of the hub for this job, until the signal is aborted: then nobody needs them any more. */
  readonly filesFor: (signal: AbortSignal) => JobFiles;
  /** What is run, and with which arguments after it; the offer follows as a message. */
  readonly command: readonly string[];
  /** How far below the priority of the lanes it runs, 1…19. */
  readonly niceness: number;
  readonly say: (text: string) => void;
  readonly tell: (share: number | null, progress: JobValues) => void;
  /** It is gone, and so is every process that it began. */
  readonly onEnd: (end: JobEnd) => void;
  readonly log: (message: string) => void;
}

/** Why it is being ended: a limit, a person, or the agent itself. */
export type EndReason =
  | 'cancelled'
  | 'paused'
  | Extract<FailureCause, 'time_limit' | 'memory_limit'>
  | 'agent_restarted';

/**
 * One running job: a process that leads a group of its own, below the priority of the lanes, watched for time and memory, and
 * ended together with all that it began.
 */
export class JobProcess {
  readonly #options: JobProcessOptions;
  readonly #errors: string[] = [];
  #child: Bun.Subprocess<'ignore', 'pipe', 'pipe'> | null = null;
  #reason: EndReason | null = null;
  #said: JobEnd | null = null;
  #isGone = false;
  #read: Promise<unknown> = Promise.resolve();
  readonly #told = Promise.withResolvers<void>();
  readonly #over = new AbortController();
  #lookedMs = 0;
  /** How long it ran, standing still apart. */
  #ranMs = 0;
  #isFrozen = false;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(options: JobProcessOptions) {
    this.#options = options;
  }

  /** Stands it still, with everything that it began, or lets it go on: the lanes come first. Such time does not count as its own. */
  setFrozen(isFrozen: boolean): void {
    if (this.#child === null || this.#isGone || isFrozen === this.#isFrozen) return;
    this.#isFrozen = isFrozen;
    signalGroup(this.#child.pid, isFrozen ? 'SIGSTOP' : 'SIGCONT');
    this.#options.say(
      isFrozen
        ? 'Stands still: live diagnosis needs the machine.'
        : 'Goes on: live diagnosis is up.',
    );
  }

  /** Begins it and gives the number of its process, which is that of its group. */
  start(): number {
    const { offer, folders, command } = this.#options;
    const child = Bun.spawn([...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: ended as a whole, and untouched by a Ctrl-C that is meant for the agent.
      detached: true,
      env: { ...environmentFor(offer), [JOB_MARK]: this.#mark },
      ipc: (message: FromJob) => this.#hear(message),
      onExit: (_, code, signal) =>
        this.#exited(signal === null ? `code ${code}` : `signal ${signal}`),
    });
    this.#child = child;
    this.#lookedMs = this.#options.clock();
    this.#lower(child.pid);
    const words = lines((line) => this.#options.say(line)).read(child.stdout);
    const errors = lines((line) => this.#hearError(line)).read(child.stderr);
    this.#read = Promise.all([words, errors]).catch((error) =>
      this.#options.log(`what a job wrote cannot be read: ${describeError(error)}`),
    );
    child.send({ kind: 'begin', offer, folders } satisfies ToJob);
    return child.pid;
  }

  /** Ends it at once, with everything that it began. */
  end(reason: EndReason): void {
    this.#reason ??= reason;
    // Gone, its number can be another's.
    if (this.#child !== null && !this.#isGone) killJob(this.#child.pid, this.#mark);
  }

  /** Has it stand still as soon as it can go on from where it stands; at once, when its kind keeps no such place. */
  pause(): void {
    if (this.#pause !== undefined || this.#child === null || this.#isGone) return;
    const atOnce = !hasCheckpoint(this.#options.offer.kind);
    this.#pause = setTimeout(() => this.end('paused'), atOnce ? 0 : PAUSE_MAX_MS);
    if (!atOnce) this.#child.send({ kind: 'pause' } satisfies ToJob);
  }

  /** Resolves when it is gone and `onEnd` was told; at once when it was never begun. */
  async gone(): Promise<void> {
    if (this.#child !== null) await this.#told.promise;
  }

  get #mark(): string {
    const { jobId, attempt } = this.#options.offer;
    return `${jobId}.${attempt}`;
  }

  /** Ends it when it has used up its time or its memory. To be called a few times a second. */
  turn(): void {
    if (this.#child === null || this.#isGone) return;
    const { timeS, memoryMb } = this.#options.offer.limits;
    const nowMs = this.#options.clock();
    if (!this.#isFrozen) this.#ranMs += nowMs - this.#lookedMs;
    this.#lookedMs = nowMs;
    if (this.#ranMs >= timeS * 1_000) this.end('time_limit');
    else if ((groupMemoryMb(this.#child.pid) ?? 0) > memoryMb) this.end('memory_limit');
  }

  /** The lanes come first whatever the jobs do. */
  #lower(pid: number): void {
    try {
      setPriority(pid, this.#options.niceness);
      giveUpFirst(pid);
    } catch (error) {
      this.#options.log(`a job runs at the priority of the lanes: ${(error as Error).message}`);
    }
  }

  #hearError(line: string): void {
    this.#options.say(line);
    this.#errors.push(line);
    if (this.#errors.length > ERROR_LINES) this.#errors.shift();
  }

  #hear(message: FromJob): void {
    if (message.kind === 'said') this.#options.say(message.text);
    else if (message.kind === 'told') this.#options.tell(message.share, message.progress);
    else if (message.kind === 'files') this.#answerFiles(message.number, message.ask);
    else {
      this.#said ??= endSaid(message);
      // It waits for this: ended by itself, it could be gone before its last word is here.
      if (this.#child !== null && !this.#isGone) killJob(this.#child.pid, this.#mark);
    }
  }

  #answerFiles(number: number, ask: FileAsk): void {
    const files = this.#options.filesFor(this.#over.signal);
    void answerFileAsk(ask, files, (answer) => {
      if (!this.#isGone) this.#child?.send({ kind: 'files', number, answer } satisfies ToJob);
    });
  }

  async #exited(how: string): Promise<void> {
    this.#isGone = true;
    this.#over.abort();
    clearTimeout(this.#pause);
    // What it began and left behind.
    if (this.#child !== null) killJob(this.#child.pid, this.#mark);
    await Promise.race([this.#read, Bun.sleep(LAST_WORDS_MS)]);
    this.#options.onEnd(this.#endOf(how));
    this.#told.resolve();
  }

  /** What it said counts before how it went: one that was done when it was ended is done. */
  #endOf(how: string): JobEnd {
    if (this.#said !== null) return this.#said;
    if (this.#reason === 'cancelled' || this.#reason === 'paused') return { outcome: this.#reason };
    return { outcome: 'failed', failure: this.#failureOf(this.#reason ?? 'crashed', how) };
  }

  #failureOf(
    cause: Exclude<EndReason, 'cancelled' | 'paused'> | 'crashed',
    how: string,
  ): JobFailure {
    const { timeS, memoryMb } = this.#options.offer.limits;
    const sentences = {
      time_limit: said('job_too_long', { seconds: timeS }),
      memory_limit: said('job_too_large', { memory: memoryMb }),
      agent_restarted: said('job_agent_ended'),
      crashed: said('job_died', { how }),
    };
    const traceback = this.#errors.join('\n').slice(-TRACEBACK_MAX).toWellFormed() || null;
    return { cause, ...sentences[cause], traceback };
  }
}

function endSaid(message: Extract<FromJob, { kind: 'done' | 'paused' | 'failed' }>): JobEnd {
  if (message.kind === 'done') return { outcome: 'succeeded', result: message.result };
  if (message.kind === 'paused') return { outcome: 'paused' };
  return { outcome: 'failed', failure: message.failure };
}

const lines = (take: (line: string) => void) => new BoundedLines(LOG_LINE_CHARACTERS_MAX, take);

/** What the process of a job may know of its surroundings: not how the agent signs in. */
function environmentFor({ gpu, gpuInstance }: JobOffer): Record<string, string | undefined> {
  const open = Object.entries(process.env).filter(([name]) => !name.startsWith('TREMOLO_'));
  return {
    ...Object.fromEntries(open),
    CUDA_VISIBLE_DEVICES: gpu === null ? '' : (gpuInstance ?? String(gpu)),
    // As nvidia-smi numbers them; CUDA's own order begins with the fastest.
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID',
  };
}
