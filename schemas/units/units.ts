import { z } from 'zod';

/** Milliseconds since 1970-01-01T00:00Z, UTC. */
export const TimeMs = z.number().int().nonnegative();
/** Microseconds since 1970-01-01T00:00Z, UTC; exact in a double until the year 2255. */
export const TimeUs = z.number().int().nonnegative();
/** Revolutions a minute. */
export const Rpm = z.number().positive().max(200_000);
/** Samples a second per axis. */
export const SampleRateHz = z.number().positive().max(10_000_000);

/** What a sensor's counts stand for after scaling. Only acceleration can be graded by integration. */
export const SignalUnit = z.enum(['g', 'm_s2', 'mm_s', 'undeclared']);
export type SignalUnit = z.infer<typeof SignalUnit>;

/** Standard gravity, m/s² in one g (ISO 80000-3). */
export const STANDARD_GRAVITY_M_S2 = 9.80665;
