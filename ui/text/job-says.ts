import type { JobNote } from '#schemas/jobs/job';

/** Why a job waits or failed, or what else is said of it. In English the hub has said it already. */
export function jobSays({ sentence }: JobNote): string {
  return sentence;
}
