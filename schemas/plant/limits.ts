import { z } from 'zod';

const MmS = z.number().positive().max(1_000);

/** Zone boundaries in velocity r.m.s., mm/s, that a person set in place of the standard’s. */
export const VelocityLimits = z
  .strictObject({ abMmS: MmS, bcMmS: MmS, cdMmS: MmS })
  .refine(
    ({ abMmS, bcMmS, cdMmS }) => abMmS < bcMmS && bcMmS < cdMmS,
    'They rise from A/B to C/D.',
  );
export type VelocityLimits = z.infer<typeof VelocityLimits>;

/** Where the limits of a point come from: the standard’s table, what the healthy machine did, or a person. */
export const LimitsOrigin = z.enum(['standard', 'baseline', 'person']);
export type LimitsOrigin = z.infer<typeof LimitsOrigin>;

/** The limits that hold for a point, and why these; what is not known is null. */
export const Thresholds = z.strictObject({
  zones: VelocityLimits.nullable(),
  zonesOrigin: LimitsOrigin.nullable(),
  /** Criterion II (ISO 20816-1): baseline plus 25 % of B/C, at most 1.25 × B/C; mm/s. */
  alarmMmS: z.number().positive().nullable(),
  alarmOrigin: LimitsOrigin.nullable(),
  /** At most 1.25 × C/D; mm/s. */
  tripMmS: z.number().positive().nullable(),
});
export type Thresholds = z.infer<typeof Thresholds>;

/** Nothing is known that a limit could follow from. */
export const NO_THRESHOLDS: Thresholds = {
  zones: null,
  zonesOrigin: null,
  alarmMmS: null,
  alarmOrigin: null,
  tripMmS: null,
};
