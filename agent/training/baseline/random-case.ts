import {
  type BearingGeometry,
  type MachineFacts,
  UNKNOWN_MACHINE,
} from '#schemas/plant/machine-facts';
import { BEARING_LABELS, FAULT_LABELS, type FaultLabel } from '#schemas/readings/finding';
import type { SynthesizerOptions, SynthFault } from '#signal/synth/machine-synthesizer';
import type { Random } from '#signal/synth/random';
import type { SensorModel } from '#signal/synth/sensor-chain';

/** One synthetic measurement: how to make it, what the analysis is told of the machine, and the truth. */
export interface TrainingCase {
  readonly synthesis: SynthesizerOptions;
  readonly facts: MachineFacts;
  readonly labels: readonly FaultLabel[];
  /** What stands between machine and sensor, drawn apart from the machine. */
  readonly path: MeasuringPath;
}

/** Gain of the mounting, a modulation by the shaft that every real machine has more or less of, and gravity. */
export interface MeasuringPath {
  readonly gain: number;
  /** Added last: nothing modulates gravity. */
  readonly gravityG: number;
  readonly modulation: readonly { order: number; depth: number; phase: number }[];
}

/** All that the card lets in lies between the first and the last. */
export const TRAINING_RATES_HZ = [
  8000, 10_000, 12_000, 12_800, 16_000, 20_480, 25_600, 26_667, 32_000, 40_000, 48_000, 51_200,
  60_000,
] as const;
const KINDS = ['motor', 'pump', 'fan', 'gearbox', 'generic'] as const;
/** Chance of 0, 1, 2 and 3 faults at once. */
const FAULT_COUNTS = [0.24, 0.54, 0.16, 0.06] as const;
/** Half of the faults are of the bearing: they are the hardest to tell apart. */
const BEARING_SHARE = 0.5;
/** Two faults in one bearing come late in its life; with one there, a second is this much rarer. */
const SECOND_BEARING_SHARE = 0.1;
const OTHER_LABELS = FAULT_LABELS.filter((label) => !BEARING_LABELS.includes(label));
const LEAST_SEVERITY = 0.15;
const NO_BEARING_FACTS = 0.1;
const NO_SPEED_FACTS = 0.05;

/** Draws a machine, its faults, sensor and rate. `healthy` leaves the faults out. */
export function randomCase(random: Random, healthy = false): TrainingCase {
  const bearing = randomBearing(random);
  const speedRpm = random.logRange(500, 3700);
  const faults = healthy ? [] : randomFaults(random);
  const sampleRateHz = random.pick(TRAINING_RATES_HZ);
  const synthesis: SynthesizerOptions = {
    sampleRateHz,
    seed: random.uint32(),
    machine: { speedRpm, bearing, kind: random.pick(KINDS) },
    faults,
    sensor: randomSensor(random, sampleRateHz),
  };
  return {
    synthesis,
    facts: knownFacts(random, speedRpm, bearing),
    labels: faults.map((fault) => fault.label),
    path: randomPath(random),
  };
}

/** Deep-groove, angular-contact and roller proportions. */
function randomBearing(random: Random): BearingGeometry {
  const pitchDiameterMm = random.range(25, 200);
  return {
    designation: 'random',
    balls: random.integer(7, 20),
    ballDiameterMm: pitchDiameterMm * random.range(0.12, 0.28),
    pitchDiameterMm,
    contactAngleDeg: random.uniform() < 0.7 ? 0 : random.range(5, 40),
  };
}

function randomFaults(random: Random): SynthFault[] {
  let draw = random.uniform();
  let count = 0;
  while (count < 3 && draw >= FAULT_COUNTS[count]!) draw -= FAULT_COUNTS[count++]!;
  const labels = new Set<FaultLabel>();
  while (labels.size < count) {
    const share = BEARING_LABELS.some((l) => labels.has(l)) ? SECOND_BEARING_SHARE : BEARING_SHARE;
    labels.add(random.pick(random.uniform() < share ? BEARING_LABELS : OTHER_LABELS));
  }
  return [...labels].map((label) => ({ label, severity: random.range(LEAST_SEVERITY, 1) }));
}

function randomSensor(random: Random, sampleRateHz: number): SensorModel {
  return {
    noiseUgPerRtHz: random.logRange(5, 300),
    bandwidthHz: Math.min(random.logRange(2500, 15_000), 0.45 * sampleRateHz),
    rangeG: random.pick([8, 16, 50, 100]),
    gravityG: 0,
  };
}

/** Speed is told as a tachometer or a motor controller would: within half a per cent. */
function knownFacts(random: Random, speedRpm: number, bearing: BearingGeometry): MachineFacts {
  const speedKnown = random.uniform() >= NO_SPEED_FACTS;
  const bearingKnown = random.uniform() >= NO_BEARING_FACTS;
  return {
    ...UNKNOWN_MACHINE,
    speedRpm: speedKnown ? speedRpm * random.range(0.995, 1.005) : null,
    bearing: bearingKnown ? bearing : null,
  };
}

function randomPath(random: Random): MeasuringPath {
  const orders = random.uniform() < 0.5 ? [1, 2] : [1];
  return {
    gain: random.logRange(0.6, 1.6),
    gravityG: random.pick([0, 0, 1, -1]),
    modulation: orders.map((order) => ({
      order,
      depth: random.uniform() * random.uniform(),
      phase: random.range(0, 2 * Math.PI),
    })),
  };
}
