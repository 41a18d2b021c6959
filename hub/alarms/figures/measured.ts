import { ALARM_TARGETS, type AlarmTarget, type MeasuredFigure } from '#schemas/alarms/figures';
import type { AlarmPriority } from '#schemas/alarms/priority';
import type { Floods } from './floods-of.ts';

const DAY_MS = 86_400_000;
const SLOT_MS = 600_000;

/** What was counted of a time. */
export interface Counted {
  readonly shown: number;
  readonly spanMs: number;
  readonly operators: number;
  readonly floods: Floods;
  readonly split: Readonly<Record<AlarmPriority, { alarms: number; share: number }>>;
  readonly topTen: number;
  readonly chattering: number;
  readonly stale: number;
  readonly standing: number;
  /** The most within ten minutes; 0 where no ten minutes had five. */
  readonly peak: number;
}

/** Each figure against its published target. Shares of nothing are not measured, rather than perfect. */
export function measured(of: Counted): MeasuredFigure[] {
  const { shown, spanMs, operators, floods, split, topTen } = of;
  const slots = Math.max(1, spanMs / SLOT_MS);
  const shareOf = (n: number) => (shown === 0 ? null : n / shown);
  const values: Readonly<Record<AlarmTarget, number | null>> = {
    perDayPerOperator: shown / (spanMs / DAY_MS) / operators,
    perTenMinutes: shown / slots / operators,
    peakTenMinutes: of.peak,
    tenMinutesOverTen: Math.min(1, floods.overTen / slots),
    timeInFlood: Math.min(1, floods.inFlood / slots),
    topTenShare: shareOf(topTen),
    chattering: of.chattering,
    stale: of.stale,
    standing: of.standing,
    highShare: shareOf(split.critical.alarms + split.high.alarms),
  };
  return (Object.keys(ALARM_TARGETS) as AlarmTarget[]).map((figure) => {
    const { target, limit, unit, source } = ALARM_TARGETS[figure];
    const value = values[figure];
    return { figure, value, target, limit, unit, source, verdict: verdictOf(value, target, limit) };
  });
}

function verdictOf(value: number | null, target: number, limit: number): MeasuredFigure['verdict'] {
  if (value === null) return 'nothing_measured';
  if (value <= target) return 'met';
  return value <= limit ? 'acceptable' : 'missed';
}
