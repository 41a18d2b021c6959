/** Below this speed the standard asks for 2 Hz as the lower limit. */
const SLOW_RPM = 600;

/** The band of broadband velocity: 10–1000 Hz, from 2 Hz for a machine below 600 r/min (ISO 20816-1). */
export function velocityBand(speedRpm: number | null): { lowHz: number; highHz: number } {
  return { lowHz: speedRpm !== null && speedRpm < SLOW_RPM ? 2 : 10, highHz: 1000 };
}
