import type { TopicName } from '#schemas/broker/topics';
import type { HubSettings } from '#schemas/config/hub-settings';
import type { AllocatedJob } from '#schemas/http/fleet';
import type { UserId } from '#schemas/ids/ids';
import type { Clock } from './clock.ts';
import type { Events } from './events.ts';
import type { Fleet } from './fleet/fleet.ts';
import { Dispatcher } from './jobs/dispatcher.ts';
import { type JobAgent, jobAgents } from './jobs/job-agent.ts';
import { JobBook } from './jobs/job-book.ts';
import { JobFigures } from './jobs/job-figures.ts';
import { JobIntake } from './jobs/job-intake.ts';
import { JobLog } from './jobs/job-log.ts';
import { JobOutlook } from './jobs/job-outlook.ts';
import { JobParents } from './jobs/job-parents.ts';
import { JobQueues } from './jobs/job-queues.ts';
import { JobReading } from './jobs/job-reading.ts';
import { JobReports } from './jobs/job-reports.ts';
import { JobSpeeds } from './jobs/job-speeds.ts';
import { JobTimes } from './jobs/job-times.ts';
import { JobUpkeep } from './jobs/job-upkeep.ts';
import { Jobs } from './jobs/jobs.ts';
import { isOut, type KeptJob } from './jobs/kept-job.ts';
import { whyWaits } from './jobs/why-waits.ts';
import { createLog } from './log.ts';
import type { Store } from './store/store.ts';

/** What is said to agents about jobs. */
export type JobTopic = Extract<TopicName, 'jobOffer' | 'jobCancel' | 'jobReceipt'>;

export interface JobRoomsDeps {
  readonly settings: HubSettings['jobs'];
  readonly clock: Clock;
  readonly store: Store;
  readonly events: Events;
  readonly fleet: Fleet;
  readonly say: (name: JobTopic, agentId: string, message: object) => void;
  readonly nameOf: (userId: UserId) => string;
  /** Of whose share a person’s jobs are: a team’s, or the person’s own. */
  readonly groupOf: (userId: UserId) => string;
}

/** How old what is known of the agents may be when jobs are given out. */
const AGENTS_MS = 100;

/** The rooms that keep jobs and give them to agents. */
export function createJobRooms(deps: JobRoomsDeps) {
  const { settings, clock, store, events, fleet, say, nameOf, groupOf } = deps;
  const log = createLog('jobs');
  const rules = { retryAfterMs: settings.retryAfterMs };
  const changed = (job: KeptJob) => {
    jobParents.changed(job);
    jobSpeeds.changed(job);
    jobTimes.changed(job);
    if (job.endedMs !== null) jobReports.ended(job.jobId);
    dispatcher.changed(job);
    events.emit('job', { jobId: job.jobId });
  };
  const book = new JobBook({ store, clock, rules, onChanged: changed });
  const jobParents = new JobParents({
    book,
    store,
    failed: (error) => log.error('a job that depends on another stays as it is', error),
  });
  const jobSpeeds = new JobSpeeds(store);
  const jobTimes = new JobTimes(store);
  const jobFigures = new JobFigures({ store, clock });
  const jobQueues = new JobQueues({ store, clock, book, figures: jobFigures });
  const jobLog = new JobLog(store);
  const known = recent(() => jobAgents(fleet.states()), clock);
  const agents = known.ask;
  const dispatcher = new Dispatcher({
    book,
    clock,
    leaseMs: settings.leaseMs,
    preemptAfterMs: settings.preemptAfterMs,
    log,
    agents,
    isReady: (jobId) => jobParents.isReady(jobId),
    isPaused: (queue) => jobQueues.isPaused(queue),
    groupOf: ({ ownerId }) => groupOf(ownerId),
    speedOf: (agentId) => jobSpeeds.of(agentId),
    offer: (agentId, offer) => say('jobOffer', agentId, offer),
    cancel: (agentId, attempt) => say('jobCancel', agentId, attempt),
  });
  const jobReports = new JobReports({
    book,
    jobLog,
    receipt: (agentId, receipt) => say('jobReceipt', agentId, receipt),
    onNews: (jobId) => events.emit('job', { jobId }),
  });
  const jobOutlook = new JobOutlook({
    clock,
    times: jobTimes,
    agents,
    line: () => dispatcher.line(),
    liveOne: (jobId) => book.liveOne(jobId),
    shareOf: (job) => jobReports.newsOf(job)?.share ?? null,
    groupOf: ({ ownerId }) => groupOf(ownerId),
    speedOf: (agentId) => jobSpeeds.of(agentId),
  });
  const jobReading = new JobReading({
    store,
    nameOf,
    newsOf: (job) => jobReports.newsOf(job),
    forecastOf: (job) => jobOutlook.beginOf(job),
    whyWaits: (job) =>
      whyWaits(job, {
        nowMs: clock(),
        agents: agents(),
        isQueuePaused: jobQueues.isPaused(job.queue),
        awaited: jobParents.awaitedBy(job.jobId),
        forecastMs: jobOutlook.beginOf(job),
      }),
  });
  const jobs = new Jobs({ store, clock, book, parents: jobParents });
  const jobUpkeep = new JobUpkeep({ store, clock, settings });
  const jobIntake = new JobIntake({ clock, rules, book, parents: jobParents });
  /** Jobs that this agent has, or is being given. Asked for each agent many times a second: not by looking at all that wait. */
  const jobsOf = (agentId: string): AllocatedJob[] =>
    dispatcher
      .heldBy(agentId)
      .flatMap((jobId) => book.liveOne(jobId) ?? [])
      .filter(isOut)
      .map(({ jobId, kind, state, gpu, gpuInstance }) => ({
        jobId,
        kind,
        state,
        gpu,
        gpuInstance,
      }));
  return {
    jobsOf,
    /** People want something else of an agent: no job is given by what held before. */
    agentsChanged: known.forget,
    jobs,
    jobIntake,
    jobUpkeep,
    jobBook: book,
    jobQueues,
    jobFigures,
    jobLog,
    jobReports,
    jobReading,
    jobParents,
    jobSpeeds,
    jobTimes,
    dispatcher,
  };
}

export type JobRooms = ReturnType<typeof createJobRooms>;

/** Recalls all that had not ended. */
export async function startJobRooms(rooms: JobRooms): Promise<void> {
  const { jobBook, jobQueues, jobSpeeds, jobTimes } = rooms;
  await Promise.all([jobBook, jobQueues, jobSpeeds, jobTimes].map((room) => room.start()));
  // Before jobs are given out: what waits for others is not ready.
  await rooms.jobParents.start();
  rooms.dispatcher.start();
}

/** The same answer for a moment: it takes long, and is asked for each job of a page. `forget`: another answer is due now. */
function recent(find: () => JobAgent[], clock: Clock) {
  let known: { atMs: number; agents: JobAgent[] } | null = null;
  return {
    ask(): readonly JobAgent[] {
      const nowMs = clock();
      if (known === null || nowMs - known.atMs >= AGENTS_MS) {
        known = { atMs: nowMs, agents: find() };
      }
      return known.agents;
    },
    forget(): void {
      known = null;
    },
  };
}
