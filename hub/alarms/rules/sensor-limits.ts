import type { SensorProblem } from '#schemas/alarms/alarm-source';
import type { SensorHealth } from '#schemas/readings/sensor-health';

interface Limit {
  readonly read: (health: SensorHealth) => number | null;
  readonly limit: number;
  /** It is over once the value is at or below this. */
  readonly over: number;
  readonly unit: string;
}

/** From where a sensor is not to be believed. Fixed, because they speak of sensors and not of machines. */
export const SENSOR_LIMITS: Readonly<Record<SensorProblem, Limit>> = {
  // One sample in a thousand is cut off: peaks are lost, and the spectrum shows harmonics that the machine does not make.
  clipped: { read: (one) => one.clippedShare, limit: 1e-3, over: 1e-4, unit: 'share' },
  flat: { read: (one) => Number(one.isFlat), limit: 0.5, over: 0.5, unit: '' },
  biased: { read: (one) => abs(one.biasShare), limit: 0.5, over: 0.4, unit: 'of range' },
  noisy: { read: (one) => one.noiseShare, limit: 0.95, over: 0.85, unit: 'share' },
  // 1000 ppm shift a line of 1 kHz by 1 Hz, and pile up to a second in a quarter of an hour.
  slow_clock: { read: (one) => abs(one.slowPpm), limit: 1_000, over: 500, unit: 'ppm' },
};

/** Whether the sensor has the problem; null where its samples do not tell. */
export function hasProblem(
  problem: SensorProblem,
  health: SensorHealth,
  holds: boolean,
): boolean | null {
  const { read, limit, over } = SENSOR_LIMITS[problem];
  const value = read(health);
  return value === null ? null : value > (holds ? over : limit);
}

function abs(value: number | null): number | null {
  return value === null ? null : Math.abs(value);
}
