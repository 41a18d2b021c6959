import type { ZoneLimits } from './iso-20816-table.ts';

/** Share of the B/C limit that makes a change significant (ISO 20816-1, criterion II). */
const SIGNIFICANT_SHARE = 0.25;
/** ALARM and TRIP stay within this multiple of B/C and C/D. */
const MAX_MULTIPLE = 1.25;

/** Operational limits of one quantity, in its unit. */
export type OperationalLimits = {
  /** Null without a baseline: there is nothing to add to. */
  readonly alarm: number | null;
  /** The highest value that TRIP may be set to. */
  readonly trip: number;
};

/** True where a value differs from its baseline, up or down, by more than a quarter of the B/C limit. */
export function significantChange(
  value: number,
  baseline: number | null,
  limits: ZoneLimits,
): boolean {
  return baseline !== null && Math.abs(value - baseline) > SIGNIFICANT_SHARE * limits.bc;
}

/** ALARM = baseline + 25 % of B/C, at most 1.25 × B/C; TRIP = 1.25 × C/D (ISO 20816-3, operational limits). */
export function operationalLimits(baseline: number | null, limits: ZoneLimits): OperationalLimits {
  const alarm =
    baseline === null
      ? null
      : Math.min(baseline + SIGNIFICANT_SHARE * limits.bc, MAX_MULTIPLE * limits.bc);
  return { alarm, trip: MAX_MULTIPLE * limits.cd };
}
