import type { Job } from '#schemas/http/jobs';

/** Before so much is done, the pace so far says nothing. */
const SHARE_MIN = 0.05;
const RAN_MIN_MS = 5_000;

/** How long a job runs yet if it goes on at the pace so far; null while that cannot be told. */
export function remainingMs(
  { share, startedMs, isEnding }: Pick<Job, 'share' | 'startedMs' | 'isEnding'>,
  nowMs: number,
): number | null {
  if (share === null || startedMs === null || isEnding || share < SHARE_MIN) return null;
  const ranMs = nowMs - startedMs;
  return ranMs < RAN_MIN_MS ? null : (ranMs * (1 - share)) / share;
}
