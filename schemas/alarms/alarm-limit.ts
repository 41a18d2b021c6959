import { z } from 'zod';
import { RULE_FIGURES, type RuleFigure } from '#schemas/alarms/alarm-source';
import { TrendFigure } from '#schemas/http/trends';
import { AlarmRuleId } from '#schemas/ids/ids';

/** A limit by which a rule raises an alarm of what is kept over time: a figure of a point, or a process value. */
export const AlarmLimit = z.strictObject({
  /** A point or a process value. */
  sourceId: z.string(),
  figure: z.union([TrendFigure, z.literal('value')]),
  ruleId: AlarmRuleId,
  ruleName: z.string(),
  /** On which side of it the alarm is. */
  side: z.enum(['above', 'below']),
  value: z.number(),
  unit: z.string(),
});
export type AlarmLimit = z.infer<typeof AlarmLimit>;

/** Under which name trends keep a figure that rules compare; the others are not kept. */
export const TREND_OF_FIGURE: Readonly<Partial<Record<RuleFigure, TrendFigure>>> = {
  velocityMmS: 'velocity',
  accelerationG: 'acceleration',
  envelopeG: 'envelope',
  kurtosis: 'kurtosis',
  speedRpm: 'speed',
};

export const unitOfFigure = (figure: RuleFigure): string => RULE_FIGURES[figure];
