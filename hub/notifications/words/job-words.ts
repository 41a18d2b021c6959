import { z } from 'zod';
import type { UserId } from '#schemas/ids/ids';
import type { JobFailure } from '#schemas/jobs/job';
import type { Words } from '#schemas/notifications/words';
import type { Telling } from '../telling.ts';
import { saidWords } from './said-words.ts';

/** What is told of a job. */
export interface EndedJob {
  readonly jobId: string;
  readonly kind: string;
  readonly state: string;
  readonly attempt: number;
  readonly ownerId: UserId;
  readonly failure: JobFailure | null;
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** Its owner is told how a job ended; null where there is nothing to tell. */
export function jobEnded(job: EndedJob): Telling | null {
  const { jobId, kind, state, attempt, ownerId, failure } = job;
  const isTraining = kind === 'train';
  if (state !== 'succeeded' && state !== 'failed') return null;
  const isFailed = state === 'failed';
  const what = isTraining
    ? { en: 'training', de: 'Training' }
    : { en: `job (${kind})`, de: `Auftrag (${kind})` };
  return {
    event: `${isTraining ? 'training' : 'job'}.${state}`,
    title: isFailed
      ? { en: `Your ${what.en} failed`, de: `Ihr ${what.de} ist gescheitert` }
      : { en: `Your ${what.en} is done`, de: `Ihr ${what.de} ist fertig` },
    body:
      failure === null
        ? {
            en: 'What came of it stands on its page.',
            de: 'Das Ergebnis steht auf seiner Seite.',
          }
        : failureWords(failure),
    link: `/jobs/${jobId}`,
    userIds: [ownerId],
    dedupeKey: `${jobId}:${state}:${attempt}`,
    about: jobId,
    data: { jobId, kind, state },
  };
}

const Metrics = z.object({
  metrics: z.array(z.object({ name: z.string(), split: z.string(), value: z.number() })),
});

/** An agent that says it in words of its own says it to everybody alike. */
function failureWords(failure: JobFailure): Words {
  const { en, de } = saidWords(failure);
  return en === de ? en : { en, de };
}

/** A score of the whole model, not of one fault. */
const WHOLE = ['accuracy', 'macro auroc'];

/** A training whose model, on data that it has not seen, is as right as the site watches for; null for any other job. */
export function jobMilestone(job: EndedJob, least: number): Telling | null {
  if (job.kind !== 'train' || job.state !== 'succeeded') return null;
  const metrics = Metrics.safeParse(job.result).data?.metrics ?? [];
  const reached = metrics.find(({ name, value }) => WHOLE.includes(name) && value >= least);
  if (reached === undefined) return null;
  const { name, value, split } = reached;
  return {
    event: 'training.milestone',
    title: {
      en: `Your training reached ${name} ${value.toFixed(3)}`,
      de: `Ihr Training hat ${name} ${value.toFixed(3).replace('.', ',')} erreicht`,
    },
    body: {
      en: `Measured on data that it has not seen: ${split}.`,
      de: `Gemessen an Daten, die es nicht kannte: ${split}.`,
    },
    link: `/jobs/${job.jobId}`,
    userIds: [job.ownerId],
    dedupeKey: `${job.jobId}:milestone:${job.attempt}`,
    about: job.jobId,
    data: { jobId: job.jobId, metric: name, value },
  };
}
