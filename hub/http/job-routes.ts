import { JOB_ROUTES } from '#schemas/http/jobs';
import type { Principal } from '../access/principal.ts';
import type { Flows } from '../flows.ts';
import type { JobBy } from '../jobs/job-by.ts';
import { type Route, route } from './route.ts';

/** Jobs, queues and dead letters. */
export function jobRoutes({ rooms }: Flows): Route[] {
  const { jobs, jobIntake, jobQueues, jobFigures, jobReading, jobLog } = rooms;
  return [
    route(JOB_ROUTES.jobs, ({ query }) => jobReading.page(query)),
    route(JOB_ROUTES.submitJob, async ({ body, principal, context }) => {
      const key = context.req.header('idempotency-key') ?? null;
      const { jobId } = await jobIntake.submit(body, jobByOf(principal), key);
      return jobReading.one(jobId);
    }),
    route(JOB_ROUTES.job, ({ params }) => jobReading.one(params.jobId)),
    route(JOB_ROUTES.cancelJob, async ({ params: { jobId }, principal }) => {
      await jobs.cancel(jobId, jobByOf(principal));
      return jobReading.one(jobId);
    }),
    route(JOB_ROUTES.holdJob, async ({ params: { jobId }, principal }) => {
      await jobs.hold(jobId, jobByOf(principal));
      return jobReading.one(jobId);
    }),
    route(JOB_ROUTES.releaseJob, async ({ params: { jobId }, principal }) => {
      await jobs.release(jobId, jobByOf(principal));
      return jobReading.one(jobId);
    }),
    route(JOB_ROUTES.retryJob, async ({ params: { jobId }, body, principal }) => {
      await jobs.retry(jobId, body.arguments, jobByOf(principal));
      return jobReading.one(jobId);
    }),
    route(JOB_ROUTES.jobLog, async ({ params: { jobId }, query }) => {
      const job = await jobs.wanted(jobId);
      const attempt = query.attempt ?? job.attempt;
      return { attempt, lines: await jobLog.read(jobId, { ...query, attempt }) };
    }),
    route(JOB_ROUTES.jobHistory, async ({ params: { jobId } }) => {
      await jobs.wanted(jobId);
      return { steps: await jobReading.history(jobId) };
    }),
    route(JOB_ROUTES.queues, async () => ({
      queues: await jobQueues.states(),
      kinds: await jobFigures.lastMonth(),
    })),
    route(JOB_ROUTES.pauseQueue, ({ params, actor }) => jobQueues.pause(params.queue, actor)),
    route(JOB_ROUTES.resumeQueue, async ({ params, actor }) => {
      await jobQueues.resume(params.queue, actor);
      rooms.dispatcher.wake();
    }),
    route(JOB_ROUTES.purgeQueue, async ({ params, body, actor }) => ({
      cancelled: await jobQueues.purge(params.queue, body.confirm, actor),
    })),
    route(JOB_ROUTES.deadLetters, ({ query }) => jobReading.page({ ...query, state: 'failed' })),
    route(JOB_ROUTES.deadLetterCauses, async () => ({ causes: await jobReading.causes() })),
    route(JOB_ROUTES.archiveDeadLetter, ({ params, principal }) =>
      jobs.archive(params.jobId, jobByOf(principal)),
    ),
    route(JOB_ROUTES.deleteDeadLetter, ({ params, principal }) =>
      jobs.remove(params.jobId, jobByOf(principal)),
    ),
  ];
}

/** On whose behalf a request acts upon jobs. */
export function jobByOf({ userId, keyId, permissions, actor }: Principal): JobBy {
  const mayOperate = permissions.has('job:operate');
  return { userId, submitter: keyId ?? userId, mayOperate, actor };
}
