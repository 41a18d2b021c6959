import { z } from 'zod';
import { AlarmPriority } from '#schemas/alarms/priority';
import { AlarmRuleId } from '#schemas/ids/ids';
import { TimeMs } from '#schemas/units/units';

/**
 * Published targets: EEMUA 191 (3rd edition) and ANSI/ISA-18.2-2016, table 7, for one operator. A figure is `met` at or below `target`,
 * `acceptable` at or below `limit`, else `missed`.
 */
export const ALARM_TARGETS = {
  /** Very likely acceptable and the most that one operator manages: 150 and 300 a day. */
  perDayPerOperator: { target: 150, limit: 300, unit: 'a day', source: 'ANSI/ISA-18.2-2016' },
  /** 1 and 2 within ten minutes on average. */
  perTenMinutes: { target: 1, limit: 2, unit: 'in 10 min', source: 'ANSI/ISA-18.2-2016' },
  /** Peak within ten minutes. */
  peakTenMinutes: { target: 10, limit: 10, unit: 'in 10 min', source: 'EEMUA 191' },
  /** Ten minutes with more than ten alarms: below 1 % of all. */
  tenMinutesOverTen: { target: 0.01, limit: 0.01, unit: 'share', source: 'ANSI/ISA-18.2-2016' },
  /** Time in flood: below 1 %. */
  timeInFlood: { target: 0.01, limit: 0.01, unit: 'share', source: 'ANSI/ISA-18.2-2016' },
  /** The ten most frequent make up 1 % to 5 % of all. */
  topTenShare: { target: 0.01, limit: 0.05, unit: 'share', source: 'ANSI/ISA-18.2-2016' },
  /** None chatters, and none stands for more than a day but fewer than five. */
  chattering: { target: 0, limit: 0, unit: 'alarms', source: 'ANSI/ISA-18.2-2016' },
  stale: { target: 0, limit: 5, unit: 'alarms', source: 'ANSI/ISA-18.2-2016' },
  /** Standing at once: fewer than ten. */
  standing: { target: 9, limit: 9, unit: 'alarms', source: 'EEMUA 191' },
  /** About 5 % of annunciated alarms are high or critical. */
  highShare: { target: 0.05, limit: 0.1, unit: 'share', source: 'ANSI/ISA-18.2-2016' },
} as const;
export type AlarmTarget = keyof typeof ALARM_TARGETS;
const TARGET_NAMES = Object.keys(ALARM_TARGETS) as [AlarmTarget, ...AlarmTarget[]];

/** Priority split that the standards name: about 80 % low, 15 % medium, 5 % high; the two most urgent are counted as high. */
export const PRIORITY_SPLIT = { high: 0.05, medium: 0.15, low: 0.8 } as const;

const count = z.number().int().nonnegative();
const share = z.number().min(0).max(1);

/** One figure against its published target; null where there was nothing to measure. */
export const MeasuredFigure = z.strictObject({
  figure: z.enum(TARGET_NAMES),
  value: z.number().nullable(),
  target: z.number(),
  limit: z.number(),
  unit: z.string(),
  source: z.string(),
  verdict: z.enum(['met', 'acceptable', 'missed', 'nothing_measured']),
});
export type MeasuredFigure = z.infer<typeof MeasuredFigure>;

const Offender = z.strictObject({
  ruleId: AlarmRuleId,
  ruleName: z.string(),
  assetId: z.string(),
  assetName: z.string(),
  alarms: count,
  share,
  falseOnes: count,
});

/** What alarms came to within a time, each figure against what the standards ask for. */
export const AlarmFigures = z.strictObject({
  from: TimeMs,
  to: TimeMs,
  /** How many operators share them, as the site says. */
  operators: z.number().int().positive(),
  shown: count,
  measured: z.array(MeasuredFigure),
  perDay: z.array(z.strictObject({ dayMs: TimeMs, alarms: count })),
  /** Ten minutes each with more than ten, the worst first. */
  floods: z.array(z.strictObject({ fromMs: TimeMs, toMs: TimeMs, alarms: count })),
  offenders: z.array(Offender),
  /** Three times or more within one minute. */
  chattering: z.array(Offender),
  /** Active for more than a day. */
  stale: z.array(
    z.strictObject({
      alarmId: z.string(),
      ruleId: AlarmRuleId,
      ruleName: z.string(),
      assetName: z.string(),
      sinceMs: TimeMs,
    }),
  ),
  priorities: z.record(AlarmPriority, z.strictObject({ alarms: count, share })),
  /** From being shown to being acknowledged, ms. */
  acknowledging: z.strictObject({
    acknowledged: count,
    medianMs: z.number().nullable(),
    p95Ms: z.number().nullable(),
    /** Returned without anybody having acknowledged. */
    never: count,
  }),
  byPerson: z.array(
    z.strictObject({ name: z.string(), acknowledged: count, medianMs: z.number() }),
  ),
  falseOnes: z.strictObject({ alarms: count, share: share.nullable() }),
});
export type AlarmFigures = z.infer<typeof AlarmFigures>;
