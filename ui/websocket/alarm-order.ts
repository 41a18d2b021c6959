import type { Alarm } from '#schemas/alarms/alarm';
import { ALARM_PRIORITIES, type AlarmPriority, priorityRank } from '#schemas/alarms/priority';

/** How many there are of each priority. */
export type PriorityCounts = Readonly<Record<AlarmPriority, number>>;

/** Somebody has yet to acknowledge it, whether or not its cause still holds. */
export const isWaiting = ({ isAcknowledged }: Pick<Alarm, 'isAcknowledged'>) => !isAcknowledged;

/** Unacknowledged first, then by priority, then the newest: what a person has to look at next is at the top. */
export function mostUrgentFirst(alarms: Iterable<Alarm>): Alarm[] {
  return [...alarms].sort(
    (a, b) =>
      Number(a.isAcknowledged) - Number(b.isAcknowledged) ||
      priorityRank(a.priority) - priorityRank(b.priority) ||
      b.raisedMs - a.raisedMs ||
      (a.alarmId < b.alarmId ? 1 : -1),
  );
}

/** Counts by priority; all are there, so that nothing moves. */
export function countByPriority(alarms: readonly Pick<Alarm, 'priority'>[]): PriorityCounts {
  const counts: Record<AlarmPriority, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { priority } of alarms) counts[priority]++;
  return counts;
}

/** The most urgent priority of which there is any; null: none. */
export function worstOf(counts: PriorityCounts): AlarmPriority | null {
  return ALARM_PRIORITIES.find((one) => counts[one] > 0) ?? null;
}

/** All of them together. */
export function sumOf(counts: PriorityCounts): number {
  return ALARM_PRIORITIES.reduce((sum, one) => sum + counts[one], 0);
}
