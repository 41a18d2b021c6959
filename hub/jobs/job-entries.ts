import type { AuditEventName } from '#schemas/audit/events';
import { type Actor, SYSTEM_ACTOR } from '../store/actor.ts';
import type { AuditEntry, Json } from '../store/audit-entry.ts';
import type { KeptJob } from './kept-job.ts';
import type { JobCommand } from './transition.ts';

type Kind = JobCommand['kind'];

/** What each command is on the audit trail; of failing, what became of the job says it. */
const EVENTS = {
  lease: 'job.leased',
  refuse: 'job.refused',
  start: 'job.started',
  succeed: 'job.succeeded',
  cancel: 'job.cancelled',
  cancelled: 'job.ended',
  pause: 'job.held',
  yield: 'job.preempted',
  paused: 'job.paused',
  resume: 'job.released',
  skip: 'job.skipped',
  retry: 'job.retried',
} as const satisfies Record<Exclude<Kind, 'fail'>, AuditEventName>;

export interface Happened {
  readonly command: JobCommand;
  /** Who had it when it happened. */
  readonly before: KeptJob;
  readonly after: KeptJob;
  /** Absent: it happened by itself. */
  readonly actor?: Actor;
  readonly details?: Readonly<Record<string, Json>>;
}

/** The entry of the audit trail for one change of a job: there is one for every change, whoever made it. */
export function jobEntry({ command, before, after, actor, details }: Happened): AuditEntry {
  const { jobId, kind, attempt, state } = after;
  const hasFailed = command.kind === 'fail';
  return {
    event: hasFailed ? failureEvent(state) : EVENTS[command.kind],
    actor: actor ?? SYSTEM_ACTOR,
    ...(hasFailed ? { outcome: 'failed' as const } : {}),
    resourceId: jobId,
    details: {
      ...{ kind, attempt, from: before.state, to: state },
      agentId: after.agentId ?? before.agentId,
      ...(hasFailed ? { cause: command.failure.cause } : {}),
      ...(command.kind === 'yield' ? { to_job: command.to } : {}),
      ...details,
    },
  };
}

function failureEvent(state: KeptJob['state']): AuditEventName {
  if (state === 'failed') return 'job.failed';
  return state === 'cancelled' ? 'job.ended' : 'job.interrupted';
}
