import type { Alarm } from '#schemas/alarms/alarm';
import { alarmAmount } from './alarm-amount.ts';

/** What was measured against what: "7.42 mm/s, limit 4.50"; a dash where nothing was measured. */
export function measuredWords(alarm: Pick<Alarm, 'cause' | 'evidence'>): string {
  const measured = alarmAmount(alarm, 'value');
  const { value, limit } = alarm.evidence;
  return value === null || limit === null
    ? measured
    : `${measured}, limit ${alarmAmount(alarm, 'limit')}`;
}
