import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { SeverityGrade, Zone } from '#schemas/readings/finding';
import type { SignalUnit } from '#schemas/units/units';
import { significantChange } from './criterion-ii.ts';
import { ISO_10816_3_2009, type SeverityTable, type ZoneLimits } from './iso-20816-table.ts';

/** What was measured at one point, and how. */
export type SeverityMeasurement = {
  /** Unit of the samples that the levels come from. */
  readonly unit: SignalUnit;
  readonly sampleRateHz: number;
  /** Velocity r.m.s. 10–1000 Hz (from 2 Hz below 600 r/min), mm/s; NaN where it could not be computed. */
  readonly velocityMmS: number;
  /** Displacement r.m.s. over the same band, µm; null where it was not measured. */
  readonly displacementUm: number | null;
};

/** Scope of ISO 20816-3: speeds and power. */
const SCOPE = { minRpm: 120, maxRpm: 15_000, minPowerKw: 15 };

/** 1 kHz must pass the sensor's anti-aliasing filter: 2.56 samples per period is the field's custom. */
const MIN_SAMPLE_RATE_HZ = 2560;

/**
 * The zone of a machine by the larger of velocity and displacement, or one sentence why there is none (ISO 20816-1 and -3).
 * Nothing is assumed: an unknown unit, group, support or speed refuses.
 */
export function gradeSeverity(
  measured: SeverityMeasurement,
  machine: MachineFacts,
  table: SeverityTable = ISO_10816_3_2009,
): SeverityGrade {
  const reason = refusal(measured, machine);
  if (reason !== null) return { graded: false, reason };
  const { velocityMmS, displacementUm } = limitsOf(machine, table);
  const byVelocity = zoneOf(measured.velocityMmS, velocityMmS);
  const byDisplacement =
    measured.displacementUm === null || displacementUm === null
      ? byVelocity
      : zoneOf(measured.displacementUm, displacementUm);
  const worse = byDisplacement > byVelocity;
  return {
    graded: true,
    zone: worse ? byDisplacement : byVelocity,
    by: worse ? 'displacement' : 'velocity',
    significantChange: significantChange(
      measured.velocityMmS,
      machine.baselineVelocityMmS,
      velocityMmS,
    ),
  };
}

/** A person's limits stand in place of the standard's. They are of velocity: displacement has none then. */
function limitsOf(
  { limits, isoGroup, support }: MachineFacts,
  table: SeverityTable,
): { velocityMmS: ZoneLimits; displacementUm: ZoneLimits | null } {
  if (!limits) return table.limits[isoGroup!][support!];
  const { abMmS, bcMmS, cdMmS } = limits;
  return { velocityMmS: { ab: abMmS, bc: bcMmS, cd: cdMmS }, displacementUm: null };
}

/** The zone of one value; a value on a boundary belongs to the lower zone. Zones compare as letters. */
export function zoneOf(value: number, limits: ZoneLimits): Zone {
  if (value <= limits.ab) return 'A';
  if (value <= limits.bc) return 'B';
  return value <= limits.cd ? 'C' : 'D';
}

function refusal(measured: SeverityMeasurement, machine: MachineFacts): string | null {
  const { speedRpm, powerKw } = machine;
  if (measured.unit === 'undeclared')
    return 'The unit of the samples is not declared, so there is no velocity.';
  if (measured.sampleRateHz < MIN_SAMPLE_RATE_HZ)
    return `The sample rate of ${measured.sampleRateHz} Hz is too low to reach 1 kHz.`;
  if (speedRpm === null) return 'The speed of the machine is not known.';
  // Limits that a person set hold wherever that person says: the scope is the standard's.
  if (machine.limits) return unmeasured(measured);
  if (speedRpm < SCOPE.minRpm || speedRpm > SCOPE.maxRpm)
    return `${Math.round(speedRpm)} r/min is outside the standard's 120–15000 r/min.`;
  if (powerKw !== null && powerKw <= SCOPE.minPowerKw)
    return `${powerKw} kW is outside the standard, which begins above 15 kW.`;
  if (machine.isoGroup === null) return 'The ISO group of the machine is not set.';
  if (machine.support === null) return 'The support (rigid or flexible) of the machine is not set.';
  return unmeasured(measured);
}

function unmeasured({ velocityMmS, displacementUm }: SeverityMeasurement): string | null {
  const finite = Number.isFinite(velocityMmS) && Number.isFinite(displacementUm ?? 0);
  return finite ? null : 'No velocity could be computed from this signal.';
}
