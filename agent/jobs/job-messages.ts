import type { JobFailure } from '#schemas/jobs/job';
import type { JobOffer } from '#schemas/jobs/messages';
import type { FileAnswer, FileAsk } from './job-files.ts';

export type JobValues = JobOffer['arguments'];

/** Where a job keeps what outlives its process. */
export interface JobFolders {
  readonly folder: string;
  readonly modelsFolder: string;
  readonly recordingsFolder: string | null;
}

/** What an agent tells the process of a job; `pause`: it is to stand still where it can go on from. */
export type ToJob =
  | { readonly kind: 'begin'; readonly offer: JobOffer; readonly folders: JobFolders }
  | { readonly kind: 'pause' }
  | { readonly kind: 'files'; readonly number: number; readonly answer: FileAnswer };

/** What the process of a job tells its agent. */
export type FromJob =
  | { readonly kind: 'told'; readonly share: number | null; readonly progress: JobValues }
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'done'; readonly result: JobValues }
  | { readonly kind: 'paused' }
  | { readonly kind: 'files'; readonly number: number; readonly ask: FileAsk }
  | { readonly kind: 'failed'; readonly failure: JobFailure };

/** How an attempt ended. */
export type JobEnd =
  | { readonly outcome: 'succeeded'; readonly result: JobValues }
  | { readonly outcome: 'failed'; readonly failure: JobFailure }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'paused' };
