import { z } from 'zod';
import { VelocityLimits } from '#schemas/plant/limits';
import { Rpm } from '#schemas/units/units';

/** Rolling-element bearing geometry; enough for BPFO, BPFI, BSF and FTF. */
export const BearingGeometry = z.strictObject({
  designation: z.string().max(64),
  balls: z.number().int().min(3).max(200),
  ballDiameterMm: z.number().positive(),
  pitchDiameterMm: z.number().positive(),
  contactAngleDeg: z.number().min(0).max(80),
});
export type BearingGeometry = z.infer<typeof BearingGeometry>;

/** ISO 20816-3 machine group: 1 is >300 kW or shaft height ≥315 mm, 2 is >15–300 kW. */
export const IsoGroup = z.enum(['group1', 'group2']);
export type IsoGroup = z.infer<typeof IsoGroup>;

export const Support = z.enum(['rigid', 'flexible']);
export type Support = z.infer<typeof Support>;

/** What is known of the machine behind a point. `null` means unknown, and what needs it is not graded. */
export const MachineFacts = z.strictObject({
  speedRpm: Rpm.nullable(),
  /** Where the shaft can run, while its speed is to be read from the signal. */
  speedFromSignal: z.strictObject({ minRpm: Rpm, maxRpm: Rpm }).nullable().optional(),
  bearing: BearingGeometry.nullable(),
  powerKw: z.number().positive().nullable(),
  isoGroup: IsoGroup.nullable(),
  support: Support.nullable(),
  /** Velocity r.m.s. of the healthy machine, mm/s: the baseline of criterion II. */
  baselineVelocityMmS: z.number().positive().nullable(),
  /** Zone boundaries that a person set in place of the standard's. */
  limits: VelocityLimits.nullable().optional(),
});
export type MachineFacts = z.infer<typeof MachineFacts>;

/** A machine of which nothing is known. */
export const UNKNOWN_MACHINE: MachineFacts = {
  speedRpm: null,
  bearing: null,
  powerKw: null,
  isoGroup: null,
  support: null,
  baselineVelocityMmS: null,
};
