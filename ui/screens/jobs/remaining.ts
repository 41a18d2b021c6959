import type { Job } from '#schemas/http/jobs';

/** Before so much is done, the pace so far says nothing. */
const SHARE_MIN = 0.05;
const RAN_MIN_MS = 5_000;

/** How long a job runs yet: as it tells itself (`leftS` in the progress of its kind), else at the pace so far; null while that cannot be told. */
export function remainingMs(
  job: Pick<Job, 'share' | 'startedMs' | 'isEnding' | 'progress'>,
  nowMs: number,
): number | null {
  const { share, startedMs, isEnding, progress } = job;
  if (isEnding || startedMs === null) return null;
  if (typeof progress?.leftS === 'number') return progress.leftS * 1_000;
  if (share === null || share < SHARE_MIN) return null;
  const ranMs = nowMs - startedMs;
  return ranMs < RAN_MIN_MS ? null : (ranMs * (1 - share)) / share;
}
