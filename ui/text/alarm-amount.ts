import type { Alarm } from '#schemas/alarms/alarm';
import { figure, fixed, NO_VALUE } from './numbers.ts';
import { amount, amountAsSent } from './units.ts';

/** A value or limit of an alarm with its unit, as the reader reads it; a dash where there is none. */
export function alarmAmount(
  { cause, evidence }: Pick<Alarm, 'cause' | 'evidence'>,
  which: 'value' | 'limit',
): string {
  const value = evidence[which];
  const unit = evidence.unit ?? '';
  if (value === null) return NO_VALUE;
  if (SHARES.has(unit)) return `${fixed(value * 100, value < 0.01 ? 1 : 0)} %`;
  if (unit === 'times') return `${figure(value)} ×`;
  // What the plant measures is read in the unit in which it is sent.
  if (cause.source === 'process_value') return amountAsSent(value, unit);
  return amount(value, unit);
}

const SHARES: ReadonlySet<string> = new Set(['confidence', 'probability', 'share', 'of range']);
