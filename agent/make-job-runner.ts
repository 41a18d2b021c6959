import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentSettings } from '#schemas/config/agent-settings';
import { JOB_KIND_NAMES } from '#schemas/jobs/job-kinds';
import type { JobReport, JobRoom } from '#schemas/jobs/messages';
import type { Clock } from './clock.ts';
import type { FileExchange } from './files/file-exchange.ts';
import type { JobFiles } from './jobs/job-files.ts';
import { JobLedger } from './jobs/job-ledger.ts';
import { JOB_MAIN, JobProcess } from './jobs/job-process.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { LaneGuard, type LaneGuardOptions } from './jobs/lane-guard.ts';
import type { Log } from './log.ts';

const HOUR_MS = 3_600_000;
const IGNORED = () => undefined;

/** What the agent says that it does besides diagnosing. */
export function jobRoomOf({ jobs }: AgentSettings): JobRoom {
  return { kinds: [...JOB_KIND_NAMES], slots: jobs.slots, labels: [...jobs.labels] };
}

/** The runner of this agent's jobs, with its ledger on this agent's disk. */
export function makeJobRunner(parts: {
  readonly settings: AgentSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly lanes: LaneGuardOptions['lanes'];
  readonly publish: (report: JobReport) => boolean;
  readonly files: FileExchange;
}): JobRunner {
  const { settings, clock, log, lanes, publish, files } = parts;
  const guard = new LaneGuard({ clock, lanes });
  const workOf = (jobId: string) => join(settings.dataDir, 'jobs', 'work', jobId);
  const ledger = new JobLedger({
    directory: join(settings.dataDir, 'jobs'),
    clock,
    rememberMs: settings.jobs.rememberedHours * HOUR_MS,
    damaged: (file) => log('warn', 'what was kept of a job cannot be read', { file }),
  });
  return new JobRunner({
    agentId: settings.agentId,
    slots: settings.jobs.slots,
    kinds: JOB_KIND_NAMES,
    lanesNeedAll: () => guard.needsAll(),
    ledger,
    clock,
    log,
    publish,
    forgotten: (jobId) => rmSync(workOf(jobId), { recursive: true, force: true }),
    launch: (options) => {
      const { jobId, attempt } = options.offer;
      const command = [process.execPath, JOB_MAIN, jobId, String(attempt)];
      const folders = {
        folder: workOf(jobId),
        modelsFolder: join(settings.dataDir, 'models'),
        recordingsFolder: settings.jobs.recordingsDir,
      };
      const filesFor = (signal: AbortSignal): JobFiles => ({
        fetch: (sha256, onBytes = IGNORED) => files.fetch(sha256, onBytes, signal),
        deliver: (path, kind, onBytes = IGNORED) =>
          files.deliver({ path, kind, jobId }, onBytes, signal),
        ofJob: () => files.ofJob(jobId, signal),
      });
      const { niceness } = settings.jobs;
      return new JobProcess({ ...options, command, niceness, folders, filesFor });
    },
  });
}
