import { z } from 'zod';

/**
 * How points look from afar, worst first. `stale`: heard once, and not for a while; `waiting`: never heard. These two,
 * `not_graded` and `warming` are states of their own, and never count as good.
 */
export const ROLLUP_STATES = [
  'danger',
  'warning',
  'advisory',
  'stale',
  'not_graded',
  'waiting',
  'warming',
  'good',
] as const;
export const RollupState = z.enum(ROLLUP_STATES);
export type RollupState = z.infer<typeof RollupState>;

/** What all points under a node come to. */
export const Rollup = z.strictObject({
  /** The worst of its points; null where there is none. */
  worst: RollupState.nullable(),
  /** Points by state; a state that no point is in is left out. */
  counts: z.partialRecord(RollupState, z.number().int().positive()),
  points: z.number().int().nonnegative(),
  /** Alarms below it that nobody has acknowledged. */
  unacknowledged: z.number().int().nonnegative(),
});
export type Rollup = z.infer<typeof Rollup>;

/** Of a node without points. */
export const EMPTY_ROLLUP: Rollup = { worst: null, counts: {}, points: 0, unacknowledged: 0 };
