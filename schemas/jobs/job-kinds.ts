import type { JobKind } from '#schemas/jobs/job-kind';
import { BENCHMARK } from '#schemas/jobs/kinds/benchmark';
import { SCORE } from '#schemas/jobs/kinds/score';
import { SYNC } from '#schemas/jobs/kinds/sync';
import { TRAIN } from '#schemas/jobs/kinds/train';

/** Every kind of job: one line for each folder of schemas, and nothing else names them. */
export const JOB_KINDS = {
  benchmark: BENCHMARK,
  score: SCORE,
  sync: SYNC,
  train: TRAIN,
} as const satisfies Record<string, JobKind>;

export type JobKindName = keyof typeof JOB_KINDS;
export const JOB_KIND_NAMES = Object.keys(JOB_KINDS) as [JobKindName, ...JobKindName[]];

/** Whether jobs of this kind go on from where they stood; false for a kind that there is not. */
export function hasCheckpoint(name: string): boolean {
  return Object.values<JobKind>(JOB_KINDS).some((one) => one.kind === name && one.hasCheckpoint);
}

/** The kind by its name, for code that treats all kinds alike. */
export function jobKind(name: JobKindName): JobKind {
  return JOB_KINDS[name];
}
