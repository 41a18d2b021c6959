import { NO_THRESHOLDS, type Thresholds } from '#schemas/plant/limits';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { operationalLimits } from '#signal/severity/criterion-ii';
import { ISO_10816_3_2009 } from '#signal/severity/iso-20816-table';

/** The limits that hold under these facts, each with where it comes from. */
export function thresholdsOf(facts: MachineFacts): Thresholds {
  const { limits = null, isoGroup, support, baselineVelocityMmS } = facts;
  const standard =
    isoGroup === null || support === null
      ? null
      : ISO_10816_3_2009.limits[isoGroup][support].velocityMmS;
  const zones =
    limits ?? (standard && { abMmS: standard.ab, bcMmS: standard.bc, cdMmS: standard.cd });
  if (zones === null) return NO_THRESHOLDS;
  const { alarm, trip } = operationalLimits(baselineVelocityMmS, {
    ab: zones.abMmS,
    bc: zones.bcMmS,
    cd: zones.cdMmS,
  });
  return {
    zones,
    zonesOrigin: limits === null ? 'standard' : 'person',
    alarmMmS: alarm,
    alarmOrigin: alarm === null ? null : 'baseline',
    tripMmS: trip,
  };
}
