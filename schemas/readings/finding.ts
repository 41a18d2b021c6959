import { z } from 'zod';

/** The fault labels. Several can hold at once; the order is the order of every score vector. */
export const FAULT_LABELS = [
  'imbalance',
  'misalignment',
  'looseness',
  'lubrication',
  'cavitation',
  'wear',
  'oil_whirl',
  'inner_race',
  'outer_race',
  'ball',
  'cage',
] as const;
export const FaultLabel = z.enum(FAULT_LABELS);
export type FaultLabel = z.infer<typeof FaultLabel>;

/** Labels that can be named only with known speed and bearing geometry. */
export const BEARING_LABELS: readonly FaultLabel[] = ['inner_race', 'outer_race', 'ball', 'cage'];

/** One measured fact behind a finding: which line, how strong, against which threshold. */
export const Evidence = z.strictObject({
  /** What was measured: "BPFO", "1X", "kurtosis", "model score". */
  quantity: z.string().max(48),
  /** Where, for a spectral line. */
  frequencyHz: z.number().nonnegative().optional(),
  /** Harmonic orders of the quantity that stood out, for example [1, 2, 3]. */
  harmonics: z.array(z.number()).max(16).optional(),
  value: z.number(),
  threshold: z.number(),
  /** Unit of value and threshold: "dB over floor", "mm/s", "ratio", "probability". */
  unit: z.string().max(24),
});
export type Evidence = z.infer<typeof Evidence>;

export const FindingSeverity = z.enum(['advisory', 'warning', 'danger']);
export type FindingSeverity = z.infer<typeof FindingSeverity>;

/** A fault that holds now, who says so and why. */
export const Finding = z.strictObject({
  fault: FaultLabel,
  severity: FindingSeverity,
  /** 0…1. Of the rule: how far past its thresholds; of the model: its calibrated probability. */
  confidence: z.number().min(0).max(1),
  source: z.enum(['rule', 'model']),
  evidence: z.array(Evidence).min(1).max(8),
});
export type Finding = z.infer<typeof Finding>;

/** ISO 20816 evaluation zones. */
export const Zone = z.enum(['A', 'B', 'C', 'D']);
export type Zone = z.infer<typeof Zone>;

/** Severity by the standard, or why there is none. */
export const SeverityGrade = z.discriminatedUnion('graded', [
  z.strictObject({
    graded: z.literal(true),
    zone: Zone,
    /** Which quantity decided: the worse wins (ISO 20816-1). */
    by: z.enum(['velocity', 'displacement']),
    /** Criterion II: change from the baseline beyond 25 % of the B/C limit. */
    significantChange: z.boolean(),
  }),
  z.strictObject({ graded: z.literal(false), reason: z.string().max(160) }),
]);
export type SeverityGrade = z.infer<typeof SeverityGrade>;

/** How a point is, worst last but for the two that are no grade. `stale` is never sent: the receiver knows by age. */
export const CONDITIONS = [
  'good',
  'advisory',
  'warning',
  'danger',
  'not_graded',
  'warming',
] as const;
export const Condition = z.enum(CONDITIONS);
export type Condition = z.infer<typeof Condition>;

/** What we say of a point: its condition, in one sentence why, the grade and the findings behind it. */
export const Verdict = z.strictObject({
  condition: Condition,
  why: z.string().max(240),
  severity: SeverityGrade,
  findings: z.array(Finding).max(22),
});
export type Verdict = z.infer<typeof Verdict>;
