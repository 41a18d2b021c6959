import { z } from 'zod';

/** How urgent an alarm is, the most urgent first. */
export const ALARM_PRIORITIES = ['critical', 'high', 'medium', 'low'] as const;
export const AlarmPriority = z.enum(ALARM_PRIORITIES);
export type AlarmPriority = z.infer<typeof AlarmPriority>;

/** What happens when nobody does anything. */
export const CONSEQUENCES = ['minor', 'moderate', 'major', 'severe'] as const;
export const Consequence = z.enum(CONSEQUENCES);
export type Consequence = z.infer<typeof Consequence>;

/** How long there is to do it. */
export const TIMES_TO_RESPOND = ['minutes', 'hour', 'shift', 'days'] as const;
export const TimeToRespond = z.enum(TIMES_TO_RESPOND);
export type TimeToRespond = z.infer<typeof TimeToRespond>;

/** Rows by consequence, columns by the time to respond: the matrix that ISA-18.2 has a site agree upon. */
const MATRIX: Readonly<Record<Consequence, Readonly<Record<TimeToRespond, AlarmPriority>>>> = {
  minor: { minutes: 'medium', hour: 'low', shift: 'low', days: 'low' },
  moderate: { minutes: 'high', hour: 'medium', shift: 'low', days: 'low' },
  major: { minutes: 'critical', hour: 'high', shift: 'medium', days: 'low' },
  severe: { minutes: 'critical', hour: 'critical', shift: 'high', days: 'medium' },
};

/** The priority of an alarm by what is at stake and how soon: never chosen by hand. */
export function priorityOf(consequence: Consequence, time: TimeToRespond): AlarmPriority {
  return MATRIX[consequence][time];
}

/** 0 for the most urgent: what lists are sorted by. */
export function priorityRank(priority: AlarmPriority): number {
  return ALARM_PRIORITIES.indexOf(priority);
}
