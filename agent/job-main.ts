/** The process of one job: does it, says how it ended, and waits to be ended. */
import { doJob } from './jobs/do-job.ts';
import { AskedFiles } from './jobs/job-files.ts';
import type { FromJob, ToJob } from './jobs/job-messages.ts';
import { JOB_MARK, killJob } from './jobs/process-group.ts';
import { makeJobTools } from './make-job-tools.ts';

const send = (message: FromJob) => {
  process.send?.(message);
};

const pausing = new AbortController();
const files = new AskedFiles((number, ask) => send({ kind: 'files', number, ask }));

process.on('message', (message: ToJob) => {
  if (message.kind === 'pause') pausing.abort();
  else if (message.kind === 'files') files.hear(message.number, message.answer);
  else {
    const { offer, folders } = message;
    // Its agent ends the process when it has heard how the job ended.
    void doJob({ offer, folders, files, pausing: pausing.signal, tools: makeJobTools(), send });
  }
});
// Without its agent nobody would ever end it, or what it began.
process.on('disconnect', () => killJob(process.pid, process.env[JOB_MARK] ?? 'none'));
