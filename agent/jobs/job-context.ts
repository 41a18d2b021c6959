import type { JobFiles } from './job-files.ts';
import type { JobValues } from './job-messages.ts';
import type { JobProvider, JobTools } from './job-tools.ts';

/** What the work of one job is given: `arguments` are checked, `tools` come from other rooms. */
export interface JobContext<Arguments, Progress> {
  readonly arguments: Arguments;
  readonly provider: JobProvider;
  readonly tools: JobTools;
  /** Files of the hub. */
  readonly files: JobFiles;
  /** The job's own on this agent: what is there is there for the next attempt, too. */
  readonly folder: string;
  /** Where models are kept on this agent. */
  readonly modelsFolder: string;
  /** Where recordings whose faults are known lie on this agent; null: nowhere. */
  readonly recordingsFolder: string | null;
  /** Aborted when it is to stand still: a kind with checkpoints keeps one soon, and gives null instead of a result. */
  readonly pausing: AbortSignal;
  /** How far it is: a share of the whole, 0…1, or null, and what the kind tells besides. */
  readonly tell: (share: number | null, progress: Progress) => void;
  /** A line of its log. */
  readonly say: (text: string) => void;
}

/** What `agent/jobs/kinds/<kind>/run.ts` exports as `run`: does the work and gives the result, or null when it stands still as it was asked to; or throws. */
export type RunJob = (context: JobContext<never, JobValues>) => Promise<object | null>;
