import { TremoloError } from '#schemas/errors/tremolo-error';
import type { JobId, UserId } from '#schemas/ids/ids';
import { isFinal } from '#schemas/jobs/job';
import type { Clock } from '../clock.ts';
import type { Actor } from '../store/actor.ts';
import type { AuditEntry, Json } from '../store/audit-entry.ts';
import type { Store } from '../store/store.ts';
import { jobEntry } from './job-entries.ts';
import { insertJob, insertStep, jobOf, updateJob } from './job-rows.ts';
import type { JobValues, KeptJob } from './kept-job.ts';
import { type JobCommand, type TransitionRules, transition } from './transition.ts';

export interface JobBookDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly rules: TransitionRules;
  /** Told of each job that stands differently now, after it is kept. */
  readonly onChanged: (job: KeptJob) => void;
}

/** What goes along with a command. */
export interface Along {
  /** A person who does it; absent: it happened by itself. */
  readonly actor?: Actor;
  /** What the audit trail is told besides. */
  readonly details?: Readonly<Record<string, Json>>;
  /** The command is for this attempt; of any other it says nothing. */
  readonly attempt?: number;
  readonly agentId?: string;
  /** Other arguments for the attempts to come. */
  readonly arguments?: JobValues;
  /** What the attempt told last. */
  readonly told?: Pick<KeptJob, 'progress' | 'share'>;
}

/**
 * All jobs that have not ended, in memory; all of them in the store. One change of a job after the other, each kept with its
 * line of history, and its audit entry, before it is true.
 */
export class JobBook {
  readonly #deps: JobBookDeps;
  readonly #live = new Map<JobId, KeptJob>();
  readonly #owned = new Map<UserId, Set<JobId>>();
  readonly #turns = new Map<JobId, Promise<unknown>>();

  constructor(deps: JobBookDeps) {
    this.#deps = deps;
  }

  /** Recalls what has not ended. */
  async start(): Promise<void> {
    const rows = await this.#deps.store.read(
      `SELECT * FROM jobs WHERE state IN ('queued', 'paused', 'leased', 'running') ORDER BY job_id`,
    );
    for (const row of rows) {
      const job = jobOf(row);
      this.#remember(job);
    }
  }

  /** Those that have not ended, oldest first. */
  live(): IterableIterator<KeptJob> {
    return this.#live.values();
  }

  get size(): number {
    return this.#live.size;
  }

  /** How many that have not ended are this person’s. */
  sizeOf(ownerId: UserId): number {
    return this.#owned.get(ownerId)?.size ?? 0;
  }

  liveOne(jobId: JobId): KeptJob | null {
    return this.#live.get(jobId) ?? null;
  }

  /** The job, ended or not; null when there is none. */
  async find(jobId: JobId): Promise<KeptJob | null> {
    const live = this.#live.get(jobId);
    if (live !== undefined) return live;
    const [row] = await this.#deps.store.read('SELECT * FROM jobs WHERE job_id = ?', [jobId]);
    return row === undefined ? null : jobOf(row);
  }

  /** The job that was made of the request with this key. */
  async findSubmitted(submitKey: string): Promise<KeptJob | null> {
    const [row] = await this.#deps.store.read('SELECT * FROM jobs WHERE submit_key = ?', [
      submitKey,
    ]);
    return row === undefined ? null : jobOf(row);
  }

  async add(job: KeptJob, actor: Actor, entry: AuditEntry): Promise<void> {
    const atMs = job.createdMs;
    await this.#deps.store.record(
      [insertJob(job), insertStep(job, { happened: 'submit', atMs, actorId: actor.userId })],
      [entry],
    );
    this.#know(job);
  }

  /** The job after the command, or null when it cannot happen to it as it stands. */
  apply(jobId: JobId, command: JobCommand, along: Along = {}): Promise<KeptJob | null> {
    return this.inTurn(jobId, () => this.#apply(jobId, command, along));
  }

  /** Runs `work` when all that was asked of this job before is done. */
  inTurn<Value>(jobId: JobId, work: () => Promise<Value>): Promise<Value> {
    const before = this.#turns.get(jobId) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#turns.set(jobId, turn);
    const done = () => {
      if (this.#turns.get(jobId) === turn) this.#turns.delete(jobId);
    };
    turn.then(done, done);
    return turn;
  }

  async #apply(jobId: JobId, command: JobCommand, along: Along): Promise<KeptJob | null> {
    const { store, clock, rules } = this.#deps;
    const job = await this.find(jobId);
    if (job === null) return null;
    if (along.attempt !== undefined && along.attempt !== job.attempt) return null;
    if (along.agentId !== undefined && along.agentId !== job.agentId) return null;
    const nowMs = clock();
    const standing = transition(job, command, nowMs, rules);
    if (standing === null) return null;
    const given = along.arguments ?? job.arguments;
    const after = { ...job, ...standing, ...along.told, arguments: given };
    const actorId = along.actor?.userId ?? null;
    const kept = await store.record(
      [updateJob(job, after), insertStep(after, { happened: command.kind, atMs: nowMs, actorId })],
      [jobEntry({ command, before: job, after, actor: along.actor, details: along.details })],
    );
    if (kept === null) {
      throw new TremoloError('internal', 'A job was changed by two at once.');
    }
    this.#know(after);
    return after;
  }

  #know(job: KeptJob): void {
    if (isFinal(job.state)) {
      this.#live.delete(job.jobId);
      this.#owned.get(job.ownerId)?.delete(job.jobId);
    } else this.#remember(job);
    this.#deps.onChanged(job);
  }

  #remember(job: KeptJob): void {
    this.#live.set(job.jobId, job);
    const owned = this.#owned.get(job.ownerId) ?? new Set();
    this.#owned.set(job.ownerId, owned.add(job.jobId));
  }
}
