import type { JobRow } from '#schemas/http/jobs';
import { JOB_ROUTES } from '#schemas/http/jobs';
import type { JobId } from '#schemas/ids/ids';
import { isFinal } from '#schemas/jobs/job';
import { request } from '../../http/request.ts';
import type { Session } from '../../session/session.ts';

export const JOB_ACTIONS = [
  'cancel',
  'hold',
  'pause',
  'release',
  'retry',
  'archive',
  'delete',
] as const;
/** What a person can do with a job that is there. */
export type JobAction = (typeof JOB_ACTIONS)[number];

/** Who wants to do something with jobs. */
export interface JobPerson {
  readonly userId: string;
  readonly mayOperate: boolean;
  readonly maySubmit: boolean;
}

/** The person of this session; reads its signal. */
export function jobPerson(session: Session): JobPerson {
  const state = session.state.value;
  return {
    userId: state.kind === 'person' ? state.info.user.userId : '',
    mayOperate: session.may('job:operate'),
    maySubmit: session.may('job:submit'),
  };
}

type Standing = Pick<
  JobRow,
  'state' | 'isEnding' | 'isPausing' | 'yieldsTo' | 'hasCheckpoint' | 'ownerId' | 'archivedMs'
>;

/** What of it is possible with this job for this person now, as the hub decides it too. */
export function actionsOf(job: Standing, person: JobPerson): JobAction[] {
  const { state, isEnding, isPausing, yieldsTo, hasCheckpoint, ownerId, archivedMs } = job;
  const isAtWork = state === 'running' || state === 'leased';
  // One that makes room for another would come back by itself: a person can still have it stand.
  const isStanding = isPausing && yieldsTo === null;
  const isOwn = ownerId === person.userId;
  const can: Record<JobAction, boolean> = {
    cancel: !isFinal(state) && !isEnding && (person.mayOperate || (person.maySubmit && isOwn)),
    hold: state === 'queued' && person.mayOperate,
    pause: isAtWork && hasCheckpoint && !isEnding && !isStanding && person.mayOperate,
    release: state === 'paused' && person.mayOperate,
    retry: isFinal(state) && state !== 'succeeded' && person.mayOperate,
    archive: state === 'failed' && archivedMs === null && person.mayOperate,
    delete: state === 'failed' && person.mayOperate,
  };
  return JOB_ACTIONS.filter((action) => can[action]);
}

/** Does it. Throws what `request` throws. */
export async function act(action: JobAction, jobId: JobId): Promise<void> {
  const params = { jobId };
  switch (action) {
    case 'cancel':
      await request(JOB_ROUTES.cancelJob, { params });
      return;
    case 'hold':
    case 'pause':
      await request(JOB_ROUTES.holdJob, { params });
      return;
    case 'release':
      await request(JOB_ROUTES.releaseJob, { params });
      return;
    case 'retry':
      await request(JOB_ROUTES.retryJob, { params, body: {} });
      return;
    case 'archive':
      await request(JOB_ROUTES.archiveDeadLetter, { params });
      return;
    case 'delete':
      await request(JOB_ROUTES.deleteDeadLetter, { params });
  }
}
