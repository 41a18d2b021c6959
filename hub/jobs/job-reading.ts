import { refused } from '#schemas/errors/refused';
import type { DeadLetterCause, Job, JobRow, JobStep } from '#schemas/http/jobs';
import type { JobId, UserId } from '#schemas/ids/ids';
import type { FailureCause, JobNote, JobState } from '#schemas/jobs/job';
import { type JobKindName, jobKind } from '#schemas/jobs/job-kinds';
import type { QueueName } from '#schemas/jobs/queues';
import type { Row, SqlValue } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import type { JobNews } from './job-reports.ts';
import { jobOf } from './job-rows.ts';
import type { KeptJob } from './kept-job.ts';

export interface JobReadingDeps {
  readonly store: Store;
  readonly nameOf: (userId: UserId) => string;
  readonly newsOf: (job: KeptJob) => JobNews | null;
  readonly whyWaits: (job: KeptJob) => readonly JobNote[] | null;
  readonly forecastOf: (job: KeptJob) => number | null;
}

export interface JobFilters {
  readonly limit: number;
  readonly cursor?: string;
  readonly sort?: 'created' | '-created';
  readonly q?: string;
  readonly queue?: QueueName;
  readonly kind?: JobKindName;
  readonly ownerId?: UserId;
  readonly agentId?: string;
  /** Submitted from this moment on, and before that one. */
  readonly from?: number;
  readonly to?: number;
  readonly state?: JobState;
  readonly cause?: FailureCause;
  readonly sentence?: string;
  /** Dead letters that were put away, or those that were not; absent: whatever. */
  readonly archived?: boolean;
}

/** The most rows that are counted: a list of more says only that there are many. */
const COUNT_MAX = 10_000;

/** Jobs as people see them, from the store: a hundred thousand are a page at a time. */
export class JobReading {
  readonly #deps: JobReadingDeps;

  constructor(deps: JobReadingDeps) {
    this.#deps = deps;
  }

  /** Latest first unless sorted otherwise. Throws `request_invalid` for a cursor that is none. */
  async page(filters: JobFilters) {
    const { store } = this.#deps;
    const { limit, cursor, sort = '-created' } = filters;
    if (cursor !== undefined && !/^jb_[0-9A-HJKMNP-TV-Z]{26}$/.test(cursor)) {
      throw refused('cursor_wrong');
    }
    const { where, args, by } = conditions(filters);
    // Ids begin with the time at which they were made.
    const [beyond, order, front] = sort === 'created' ? ['>', 'ASC', ''] : ['<', 'DESC', '~'];
    const rows = await store.read(
      `SELECT * FROM jobs WHERE job_id IN (SELECT job_id FROM jobs ${by} WHERE ${where} AND job_id ${beyond} ?
        ORDER BY job_id ${order} LIMIT ?) ORDER BY job_id ${order}`,
      [...args, cursor ?? front, limit + 1],
    );
    // The only page says by itself how many there are.
    const isAll = cursor === undefined && rows.length <= limit;
    const total = isAll ? rows.length : await this.#count(where, args, by);
    const items = rows.slice(0, limit).map((row) => this.#rowOf(row));
    return {
      items,
      nextCursor: rows.length > limit ? (items.at(-1)?.jobId ?? null) : null,
      total,
    };
  }

  /** Null: more than anybody counts. */
  async #count(where: string, args: readonly SqlValue[], by: string): Promise<number | null> {
    const [{ n }] = await this.#deps.store.read(
      `SELECT count(*) AS n FROM (SELECT 1 FROM jobs ${by} WHERE ${where} LIMIT ${COUNT_MAX + 1})`,
      [...args],
    );
    return Number(n) > COUNT_MAX ? null : Number(n);
  }

  /** Throws `not_found`. */
  async one(jobId: JobId): Promise<Job> {
    const [row] = await this.#deps.store.read('SELECT * FROM jobs WHERE job_id = ?', [jobId]);
    if (row === undefined) throw refused('job_unknown');
    const job = jobOf(row);
    return {
      ...this.#rowOf(row),
      arguments: { ...job.arguments } as Job['arguments'],
      needs: job.needs,
      limits: job.limits,
      dependsOn: [...job.dependsOn],
      progress: (this.#deps.newsOf(job)?.progress ?? job.progress) as Job['progress'],
      result: job.result as Job['result'],
      failure: job.failure,
    };
  }

  async history(jobId: JobId): Promise<JobStep[]> {
    const rows = await this.#deps.store.read(
      'SELECT * FROM job_history WHERE job_id = ? ORDER BY step',
      [jobId],
    );
    return rows.map((row) => ({
      step: Number(row.step),
      atMs: Number(row.at_ms),
      attempt: Number(row.attempt),
      happened: String(row.happened),
      state: row.state as JobState,
      agentId: row.agent_id as string | null,
      actorName: row.actor_id === null ? null : this.#deps.nameOf(row.actor_id as UserId),
      cause: row.cause as string | null,
      ...noteIn(row.note),
    }));
  }

  /** How many dead letters wait for somebody; no more than ten thousand are counted. */
  async deadLetters(): Promise<number> {
    const [{ n }] = await this.#deps.store.read<{ n: number }>(
      "SELECT count(*) AS n FROM (SELECT 1 FROM jobs WHERE state = 'failed' AND archived_ms IS NULL LIMIT 10000)",
    );
    return n;
  }

  /** What dead letters failed of, the most frequent first. */
  async causes(): Promise<DeadLetterCause[]> {
    const rows = await this.#deps.store.read(
      `SELECT failure ->> 'cause' AS cause, kind, failure ->> 'sentence' AS sentence,
        max(failure -> 'reason') AS reason, count(*) AS jobs,
        count(DISTINCT owner_id) AS people, max(ended_ms) AS last_ms
        FROM jobs WHERE state = 'failed' AND archived_ms IS NULL
        GROUP BY 1, 2, 3 ORDER BY jobs DESC, last_ms DESC LIMIT 100`,
    );
    return rows.map((row) => ({
      cause: row.cause as FailureCause,
      kind: row.kind as JobKindName,
      sentence: String(row.sentence),
      ...(row.reason !== null && { reason: JSON.parse(String(row.reason)) }),
      jobs: Number(row.jobs),
      people: Number(row.people),
      lastMs: Number(row.last_ms),
    }));
  }

  #rowOf(row: Row): JobRow {
    const { nameOf, newsOf, whyWaits, forecastOf } = this.#deps;
    const job = jobOf(row);
    const waits = whyWaits(job);
    const said = job.failure ?? job.note;
    return {
      jobId: job.jobId,
      kind: job.kind,
      queue: job.queue,
      state: job.state,
      ownerId: job.ownerId,
      ownerName: nameOf(job.ownerId),
      createdMs: job.createdMs,
      notBeforeMs: job.notBeforeMs,
      startedMs: job.startedMs,
      endedMs: job.endedMs,
      attempt: job.attempt,
      retriesLeft: job.retriesLeft,
      agentId: job.agentId,
      gpu: job.gpu,
      gpuInstance: job.gpuInstance,
      share: newsOf(job)?.share ?? job.share,
      isEnding: job.cancelAskedMs !== null,
      isPausing: job.pauseAskedMs !== null && job.cancelAskedMs === null,
      yieldsTo: job.yieldsTo,
      preemptible: job.preemptible,
      hasCheckpoint: jobKind(job.kind).hasCheckpoint,
      waits: waits?.map(({ sentence }) => sentence).join(' ') ?? null,
      ...(waits !== null && { waitsBecause: [...waits] }),
      forecastMs: forecastOf(job),
      cause: job.failure?.cause ?? null,
      sentence: said?.sentence ?? null,
      ...(said?.reason !== undefined && { reason: said.reason }),
      archivedMs: row.archived_ms as number | null,
    };
  }
}

/** What was said at a step of the history. */
function noteIn(kept: SqlValue): Pick<JobStep, 'note' | 'reason'> {
  if (kept === null) return { note: null };
  const { sentence, reason }: JobNote = JSON.parse(String(kept));
  return { note: sentence, ...(reason !== undefined && { reason }) };
}

/** The filters as SQL; what a person wrote goes in as arguments only. */
function conditions(filters: JobFilters): { where: string; args: SqlValue[]; by: string } {
  const { q, queue, kind, ownerId, agentId, from, to, state, cause, sentence, archived } = filters;
  const all: [string, SqlValue | undefined][] = [
    ['queue = ?', queue],
    ['kind = ?', kind],
    ['owner_id = ?', ownerId],
    ['agent_id = ?', agentId],
    ['created_ms >= ?', from],
    ['created_ms < ?', to],
    ['state = ?', state],
    ["failure ->> 'cause' = ?", cause],
    ["failure ->> 'sentence' = ?", sentence],
    ['instr(words, ?) > 0', q?.toLowerCase()],
  ];
  const asked = all.filter((one): one is [string, SqlValue] => one[1] !== undefined);
  const parts = asked.map(([sql]) => sql);
  if (archived !== undefined) parts.push(`archived_ms IS ${archived ? 'NOT ' : ''}NULL`);
  // What stands in the index is found by reading it from end to end, whatever is combined; one state or one person sooner.
  const isInIndex = cause === undefined && sentence === undefined;
  const isAlone = parts.length === 1 && (state !== undefined || ownerId !== undefined);
  return {
    where: ['1 = 1', ...parts].join(' AND '),
    args: asked.map(([, value]) => value),
    by: isInIndex && !isAlone ? 'INDEXED BY jobs_list' : '',
  };
}
