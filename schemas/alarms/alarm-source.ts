import { z } from 'zod';

/** Where an alarm can come from: each is a kind of term of a rule (`schemas/alarms/term.ts`). */
export const ALARM_SOURCES = [
  'severity',
  'significant_change',
  'finding',
  'anomaly',
  'figure',
  'signal_lost',
  'sensor_health',
  'process_value',
  'system',
] as const;
export type AlarmSource = (typeof ALARM_SOURCES)[number];

/** Figures of a point that a rule can compare, with the unit of each. */
export const RULE_FIGURES = {
  velocityMmS: 'mm/s',
  displacementUm: 'µm',
  accelerationG: 'g',
  peakG: 'g',
  envelopeG: 'g',
  speedRpm: 'r/min',
  crest: '',
  kurtosis: '',
} as const;
export type RuleFigure = keyof typeof RULE_FIGURES;
/** Their names, for a schema. */
export const RULE_FIGURE_NAMES = Object.keys(RULE_FIGURES) as [RuleFigure, ...RuleFigure[]];

/** What can be wrong with a sensor itself. */
export const SENSOR_PROBLEMS = ['clipped', 'flat', 'biased', 'noisy', 'slow_clock'] as const;
export const SensorProblem = z.enum(SENSOR_PROBLEMS);
export type SensorProblem = z.infer<typeof SensorProblem>;
