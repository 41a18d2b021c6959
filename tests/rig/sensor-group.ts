import { readFileSync } from 'node:fs';
import type { BearingGeometry, MachineFacts } from '#schemas/plant/machine-facts';
import type { FaultLabel } from '#schemas/readings/finding';
import { synthesize } from '#signal/synth/synthesize';
import type { PlantRig } from './plant-rig.ts';
import { TestSensors } from './test-sensors.ts';

export const RATE_HZ = 25_600;
export const FRAME_SAMPLES = 8192;

const BEARING: BearingGeometry = {
  designation: '6205-2RS',
  balls: 9,
  ballDiameterMm: 7.94,
  pitchDiameterMm: 39.04,
  contactAngleDeg: 0,
};

/** A 55 kW pump at 1480 r/min of which everything is known. */
export const PUMP: MachineFacts = {
  speedRpm: 1480,
  bearing: BEARING,
  powerKw: 55,
  isoGroup: 'group2',
  support: 'rigid',
  baselineVelocityMmS: null,
};

/** Whole frames of a pump in g, with these faults. */
export function pumpSignal(
  faults: { label: FaultLabel; severity: number }[],
  frames = 12,
): Float32Array {
  return synthesize({
    sampleRateHz: RATE_HZ,
    durationS: (frames * FRAME_SAMPLES) / RATE_HZ,
    seed: 7,
    machine: { speedRpm: 1480, bearing: BEARING, kind: 'pump' },
    faults,
  });
}

/** `count` sensors of one prefix that publish this signal to the rig's broker; not yet started. */
export async function sensorGroup(
  rig: PlantRig,
  prefix: string,
  count: number,
  signal: Float32Array,
  frameSamples = FRAME_SAMPLES,
): Promise<TestSensors> {
  const file = await rig.credential('gateway', `g-${prefix}`, ['--prefix', prefix]);
  return new TestSensors({
    broker: rig.broker,
    credential: JSON.parse(readFileSync(file, 'utf8')),
    prefix,
    count,
    sampleRateHz: RATE_HZ,
    frameSamples,
    facts: PUMP,
    signal,
  });
}
