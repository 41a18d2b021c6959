import type { JobNote } from '#schemas/jobs/job';
import { JOB_GERMAN } from '#schemas/jobs/job-german';
import { foreign } from '../foreign.ts';
import { jobWords, kindWord } from './jobs.ts';
import { sayReason } from './refusals/say-reason.ts';

/** Why a job waits or failed, or what else is said of it, in German; what an agent says in words of its own stays as it is, marked. */
export function jobSays({ sentence, reason }: JobNote): string {
  return sayReason(reason, JOB_GERMAN, called) ?? foreign(sentence);
}

function called(name: string, value: string): string | null {
  if (name === 'kind') return kindWord(value);
  return name === 'queue' ? queueNamed(value) : null;
}

const QUEUES: Readonly<Record<string, string>> = jobWords.queueNames;
const queueNamed = (queue: string) => (Object.hasOwn(QUEUES, queue) ? QUEUES[queue] : queue);
