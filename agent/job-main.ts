/** The process of one job: does it, says how it ended, and waits to be ended. */
import { doJob } from './jobs/do-job.ts';
import { killGroup } from './jobs/group-memory.ts';
import type { FromJob, ToJob } from './jobs/job-messages.ts';
import { makeJobTools } from './make-job-tools.ts';

const send = (message: FromJob) => {
  process.send?.(message);
};

process.once('message', ({ offer, folders }: ToJob) => {
  // Its agent has nothing more to say, and ends the process when it has heard how the job ended.
  void doJob({ offer, folders, tools: makeJobTools(), send });
});
// Without its agent nobody would ever end it, or what it began.
process.on('disconnect', () => killGroup(process.pid));
