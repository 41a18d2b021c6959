const STEPS_MS = [500, 1000, 2000, 4000, 8000, 15_000];

/**
 * How long to wait before attempt number `attempt` (0: the first after a loss), in ms. A fifth either way is left to
 * `random` (0…1), so that a hundred screens do not return in the same instant after the hub restarts.
 */
export function backoffMs(attempt: number, random: number): number {
  const step = STEPS_MS[Math.min(attempt, STEPS_MS.length - 1)];
  return Math.round(step * (0.8 + 0.4 * random));
}
