/** Milliseconds since 1970 UTC, with fractions where the system has them; passed in, so that tests turn it by hand. */
export type Clock = () => number;

/** The system's clock: wall time at the resolution of `performance.now()`. */
export const systemClock: Clock = () => performance.timeOrigin + performance.now();
