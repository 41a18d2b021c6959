import { z } from 'zod';
import { RULE_FIGURE_NAMES, SensorProblem } from '#schemas/alarms/alarm-source';
import { SYSTEM_CONDITION_NAMES } from '#schemas/fleet/system-condition';
import { FaultLabel, FindingSeverity } from '#schemas/readings/finding';

/**
 * A value against a limit; how it is taken of the window: `rate` is its change per minute over it, `ratio` how many times it is what
 * was usual while the machine ran for the first `windowSeconds`.
 */
const compared = {
  take: z.enum(['last', 'mean', 'max', 'min', 'rate', 'ratio']).default('last'),
  /** Seconds that `take` looks back over, or learns for; 0 with `last`. */
  windowSeconds: z.number().int().min(0).max(86_400).default(0),
  comparison: z.enum(['above', 'below']).default('above'),
  limit: z.number().min(-1e9).max(1e9),
  /** It holds on until the value is on the other side of the limit by this much. */
  deadBand: z.number().min(0).max(1e9).default(0),
};

/** What a rule asks of one source. */
export const Term = z.discriminatedUnion('source', [
  /** The ISO 20816 zone; it holds on until the zone is better than `atLeast` for the off-delay. */
  z.strictObject({ source: z.literal('severity'), atLeast: z.enum(['B', 'C', 'D']) }),
  /** Criterion II: changed from the baseline by more than 25 % of the B/C limit. */
  z.strictObject({ source: z.literal('significant_change') }),
  z.strictObject({
    source: z.literal('finding'),
    /** Empty: any fault. */
    faults: z.array(FaultLabel).max(11).default([]),
    atLeast: FindingSeverity.default('warning'),
    minConfidence: z.number().min(0).max(1).default(0),
    by: z.enum(['any', 'rule', 'model']).default('any'),
  }),
  /** The model gives a fault at least this probability, whether or not a rule agrees. */
  z.strictObject({
    source: z.literal('anomaly'),
    faults: z.array(FaultLabel).max(11).default([]),
    limit: z.number().min(0.01).max(1),
    deadBand: z.number().min(0).max(0.5).default(0.1),
  }),
  z.strictObject({ source: z.literal('figure'), figure: z.enum(RULE_FIGURE_NAMES), ...compared }),
  /** Nothing was heard of the point for so long, although an agent is to diagnose it. */
  z.strictObject({
    source: z.literal('signal_lost'),
    afterSeconds: z.number().int().min(2).max(86_400).default(30),
  }),
  z.strictObject({ source: z.literal('sensor_health'), problem: SensorProblem }),
  z.strictObject({
    source: z.literal('process_value'),
    /** As the value is called. */
    name: z.string().trim().min(1).max(80),
    ...compared,
  }),
  /** Something is wrong with the system itself; empty: anything that the site’s settings raise. */
  z.strictObject({
    source: z.literal('system'),
    kinds: z.array(z.enum(SYSTEM_CONDITION_NAMES)).max(32).default([]),
    severity: z.enum(['any', 'critical', 'warning']).default('any'),
  }),
]);
export type Term = z.infer<typeof Term>;
