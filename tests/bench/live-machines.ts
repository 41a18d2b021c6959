import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import type { FaultLabel } from '#schemas/readings/finding';
import { synthesize } from '#signal/synth/synthesize';

/** What the bench tells the hub of every machine: enough for every rule and every bearing line to be worked out. */
export const CATALOGUE_6205: MachineFacts = {
  ...UNKNOWN_MACHINE,
  speedRpm: 1480,
  powerKw: 55,
  isoGroup: 'group2',
  support: 'rigid',
  bearing: {
    designation: '6205-2RS',
    balls: 9,
    ballDiameterMm: 7.94,
    pitchDiameterMm: 39.04,
    contactAngleDeg: 0,
  },
};

const MIX: { label: FaultLabel; severity: number }[][] = [
  [],
  [],
  [],
  [{ label: 'outer_race', severity: 0.7 }],
  [],
  [{ label: 'imbalance', severity: 0.6 }],
  [],
  [{ label: 'inner_race', severity: 0.5 }],
];

/** Eight machines, most of them healthy; each gives `samples` samples in g. */
export const LIVE_MACHINES = MIX.map(
  (faults, seed) => (sampleRateHz: number, samples: number) =>
    synthesize({
      sampleRateHz,
      durationS: samples / sampleRateHz,
      seed: seed + 1,
      machine: { kind: 'pump', speedRpm: 1480, bearing: CATALOGUE_6205.bearing },
      faults,
    }),
);
