import type { AlarmPriority } from '#schemas/alarms/priority';
import { many } from './many.ts';

const alarms = (n: number) => many(n, 'alarm');

/** Words of the signs of alarms that every screen carries, in English; those of the Alarms screens come with them. */
export const alarmSigns = {
  priorities: {
    critical: 'Critical',
    high: 'High',
    medium: 'Medium',
    low: 'Low',
  } satisfies Record<AlarmPriority, string>,
  badge: {
    label: (n: number, worst: string) =>
      n === 1
        ? `1 alarm is not acknowledged. Priority: ${worst}.`
        : `${n} alarms are not acknowledged. The highest priority: ${worst}.`,
    none: 'No alarm waits to be acknowledged.',
    short: 'Alarms',
    raised: (priority: string, cause: string, where: string) =>
      `New alarm. ${priority}: ${cause}, ${where}.`,
    raisedMany: (n: number) => `${n} new alarms.`,
  },
  strip: {
    title: 'Alarms',
    calm: 'No alarm waits to be acknowledged.',
    standing: (n: number) =>
      n === 0 ? 'None stands.' : `${alarms(n)} ${n === 1 ? 'stands' : 'stand'}.`,
    all: 'All alarms',
    unknown: 'Alarms are on their way.',
    unacknowledged: (n: number, priority: string) => `${priority}: ${n} not acknowledged`,
  },
} as const;
