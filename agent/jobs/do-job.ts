import { refused } from '#schemas/errors/refused';
import { describeError, TremoloError } from '#schemas/errors/tremolo-error';
import {
  type JobFailure,
  type JobNote,
  JobReason,
  SENTENCE_MAX,
  TRACEBACK_MAX,
} from '#schemas/jobs/job';
import type { JobKind } from '#schemas/jobs/job-kind';
import { JOB_KINDS } from '#schemas/jobs/job-kinds';
import type { JobOffer } from '#schemas/jobs/messages';
import type { RunJob } from './job-context.ts';
import type { JobFiles } from './job-files.ts';
import type { FromJob, JobFolders, JobValues } from './job-messages.ts';
import type { JobTools } from './job-tools.ts';

export interface DoJobOptions {
  readonly offer: JobOffer;
  readonly folders: JobFolders;
  readonly tools: JobTools;
  readonly files: JobFiles;
  /** Aborted when the job is to stand still. */
  readonly pausing: AbortSignal;
  readonly send: (message: FromJob) => void;
}

/** Does one job and says how it ended. Never throws. */
export async function doJob(options: DoJobOptions): Promise<void> {
  const { offer, folders, tools, files, pausing, send } = options;
  try {
    const kind = kindNamed(offer.kind);
    const { run } = (await import(`./kinds/${kind.kind}/run.ts`)) as { run: RunJob };
    const given = kind.arguments.parse(offer.arguments);
    const result = await run({
      arguments: given as never,
      provider: offer.provider,
      ...folders,
      tools,
      files,
      pausing,
      tell: (share, progress) => send({ kind: 'told', share, progress }),
      say: (text) => send({ kind: 'said', text }),
    });
    if (result === null && pausing.aborted) send({ kind: 'paused' });
    else send({ kind: 'done', result: (result ?? {}) as JobValues });
  } catch (error) {
    send({ kind: 'failed', failure: failureOf(offer.kind, error) });
  }
}

/** Only names of the table become part of a path. */
function kindNamed(name: string): JobKind {
  const kind = Object.values(JOB_KINDS).find((one) => one.kind === name);
  if (kind === undefined) throw refused('job_kind_unknown', { kind: name });
  return kind;
}

/** What the caller has to mend does not pass by itself; of anything else nobody knows. */
function failureOf(kind: string, error: unknown): JobFailure {
  const isCallers = error instanceof TremoloError && error.turn === 'caller';
  const isForm = error instanceof Error && error.name === 'ZodError';
  return {
    cause: isCallers || isForm ? 'invalid' : 'failed',
    ...noteOf(error, isForm ? refused('job_arguments_wrong', { kind }) : knownOf(error)),
    traceback: tracebackOf(error),
  };
}

/** The error of the closed list that it comes down to; null: none. */
function knownOf(error: unknown): TremoloError | null {
  if (error instanceof TremoloError) return error;
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  return isFull ? refused('job_disk_full') : null;
}

/** In English all that is known, and the reason as far as it can be sent. */
function noteOf(error: unknown, known: TremoloError | null): JobNote {
  const words = known === null || error instanceof TremoloError ? error : known;
  const sentence = describeError(words).slice(0, SENTENCE_MAX).toWellFormed();
  const reason = JobReason.safeParse(known?.reason).data;
  return { sentence, ...(reason !== undefined && { reason }) };
}

function tracebackOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const cause = error.cause === undefined ? null : tracebackOf(error.cause);
  const own = error.stack ?? error.message;
  const all = cause === null ? own : `${own}\ncaused by ${cause}`;
  return all.slice(0, TRACEBACK_MAX).toWellFormed();
}
