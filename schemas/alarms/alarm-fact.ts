import { z } from 'zod';
import { SensorProblem } from '#schemas/alarms/alarm-source';
import { SYSTEM_CONDITION_NAMES } from '#schemas/fleet/system-condition';
import { FaultLabel, type Verdict, Zone } from '#schemas/readings/finding';

const Measured = z.number().nullable();

/** Why an alarm was raised, without a word of any language: each reader is told it in an own one. */
export const AlarmFact = z.discriminatedUnion('kind', [
  /** The ISO 20816 zone, and the velocity in mm/s. */
  z.strictObject({ kind: z.literal('zone'), zone: Zone, velocityMmS: Measured }),
  z.strictObject({ kind: z.literal('changed'), velocityMmS: Measured }),
  z.strictObject({
    kind: z.literal('finding'),
    /** The agent's own sentence, in English. */
    why: z.string().max(240),
    /** The worst first, as the agent gave them. */
    findings: z.array(z.strictObject({ fault: FaultLabel, by: z.enum(['rule', 'model']) })).max(22),
    /** Null: not graded. */
    zone: Zone.nullable(),
  }),
  z.strictObject({ kind: z.literal('anomaly'), probability: z.number() }),
  z.strictObject({
    kind: z.literal('compared'),
    /** A figure of the point by its key, or a process value by its name. */
    of: z.enum(['figure', 'process_value']),
    name: z.string().max(80),
    take: z.enum(['last', 'mean', 'max', 'min', 'rate', 'ratio']),
    windowSeconds: z.number(),
    comparison: z.enum(['above', 'below']),
    value: Measured,
    limit: z.number(),
    /** Of what is compared; of a rate it is per minute, of a ratio none. */
    unit: z.string().max(24),
  }),
  z.strictObject({ kind: z.literal('silent'), seconds: z.number() }),
  z.strictObject({ kind: z.literal('sensor'), problem: SensorProblem }),
  z.strictObject({
    kind: z.literal('system'),
    condition: z.enum(SYSTEM_CONDITION_NAMES).nullable(),
  }),
  /** Of a step: nobody acknowledged it in time, and so many people were told. */
  z.strictObject({ kind: z.literal('told'), step: z.number().int(), people: z.number().int() }),
]);
export type AlarmFact = z.infer<typeof AlarmFact>;

/** What a verdict comes to, so that it can be said in other words than the agent’s. */
export function factOfVerdict(verdict: Verdict | undefined): AlarmFact {
  return {
    kind: 'finding',
    why: verdict?.why ?? '',
    findings: (verdict?.findings ?? []).map(({ fault, source }) => ({ fault, by: source })),
    zone: verdict?.severity.graded ? verdict.severity.zone : null,
  };
}
