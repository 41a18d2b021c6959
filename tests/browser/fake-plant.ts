import type { Figures, PointSummary } from '#schemas/broker/messages';
import { LOSS_COUNTERS, type LossCounters } from '#schemas/broker/messages';
import type { Point } from '#schemas/http/points';
import { NO_THRESHOLDS, type Thresholds } from '#schemas/plant/limits';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { PLAIN_MOUNTING } from '#schemas/plant/mounting';
import { type Condition, FAULT_LABELS, type Verdict } from '#schemas/readings/finding';

/** How a made-up point behaves: a condition, or one that was last heard long ago, or never. */
export type Temper = Condition | 'stale' | 'silent';

const BEARING = {
  designation: '6205-2RS',
  balls: 9,
  ballDiameterMm: 7.94,
  pitchDiameterMm: 39.04,
  contactAngleDeg: 0,
};
const MACHINES = ['Pump', 'Fan', 'Compressor', 'Gearbox', 'Mill', 'Conveyor'];
const PLACES = ['Drive end', 'Free end'];
const VELOCITY: Record<Condition, number> = {
  good: 1.1,
  advisory: 2.4,
  warning: 3.6,
  danger: 7.42,
  not_graded: 0,
  warming: 1.2,
};
/** ISO 10816-3:2009, group 2 on a rigid support. */
const ZONES: Thresholds = {
  ...NO_THRESHOLDS,
  zones: { abMmS: 1.4, bcMmS: 2.8, cdMmS: 4.5 },
  zonesOrigin: 'standard',
};
const NO_LOSSES = Object.fromEntries(LOSS_COUNTERS.map((name) => [name, 0])) as LossCounters;

/** A point id that is the same in every run. */
export function fakePointId(index: number): `pt_${string}` {
  return `pt_01HZX3T7Q0${String(index).padStart(16, '0')}`;
}

/** Point number `index` of a made-up plant; two points share a machine. */
export function fakePoint(index: number, temper: Temper, nowMs: number): Point {
  const machine = Math.floor(index / 2);
  const summary = fakeSummary(index, temper, nowMs);
  const { atMs, figures, verdict, losses } = summary;
  return {
    pointId: fakePointId(index),
    name: PLACES[index % 2],
    nodeId: null,
    above: [],
    mounting: PLAIN_MOUNTING,
    thresholds: temper === 'not_graded' ? NO_THRESHOLDS : ZONES,
    area: null,
    tags: [],
    machine: `${MACHINES[machine % MACHINES.length]} ${Math.floor(machine / MACHINES.length) + 1}`,
    sensorId: `sim-${machine + 1}`,
    axis: index % 2,
    unit: temper === 'not_graded' ? 'undeclared' : 'g',
    sampleRateHz: 25_600,
    origin: 'simulated',
    facts: factsOf(temper),
    agentId: temper === 'silent' ? null : 'agent-1',
    unassignedReason: temper === 'silent' ? 'No agent has room for it.' : null,
    sensorOnline: temper !== 'stale',
    latest: temper === 'silent' ? null : { atMs, figures, verdict, losses },
  };
}

function factsOf(temper: Temper): Point['facts'] {
  if (temper === 'not_graded') return UNKNOWN_MACHINE;
  return {
    speedRpm: 1797,
    bearing: BEARING,
    powerKw: 55,
    isoGroup: 'group2',
    support: 'rigid',
    baselineVelocityMmS: 0.9,
  };
}

/** What the point's lane would say of it about now. */
export function fakeSummary(index: number, temper: Temper, nowMs: number): PointSummary {
  const condition = temper === 'stale' ? 'warning' : temper === 'silent' ? 'good' : temper;
  const graded = condition !== 'not_graded';
  const wobble = 1 + 0.02 * Math.sin(nowMs / 700 + index);
  const velocity = (VELOCITY[condition] + (index % 7) * 0.05) * wobble;
  const figures: Figures = {
    velocityMmS: graded ? velocity : null,
    displacementUm: graded ? velocity * 9.3 : null,
    accelerationG: graded ? 0.14 * wobble + (condition === 'danger' ? 1.1 : 0) : null,
    peakG: graded ? 0.61 * wobble : null,
    crest: 4.4,
    kurtosis: condition === 'danger' ? 9.31 : 3.05,
    skewness: 0.02,
    envelopeG: !graded ? null : condition === 'danger' ? 0.312 : 0.021,
    speedRpm: graded ? 1797 + 2 * Math.sin(nowMs / 3000 + index) : null,
  };
  return {
    pointId: fakePointId(index),
    atMs: Math.round(temper === 'stale' ? nowMs - 84_000 : nowMs - 120),
    windows: 12,
    figures,
    verdict: fakeVerdict(condition),
    scores: graded ? fakeScores(condition) : null,
    losses: { ...NO_LOSSES, framesMissing: index % 9 === 4 ? 3 : 0 },
  };
}

function fakeScores(condition: Condition): number[] {
  const strong = { danger: 8, warning: 0, advisory: 2 }[condition as 'danger'] ?? -1;
  return FAULT_LABELS.map((_, i) => (i === strong ? 0.94 : 0.02 + ((i * 37) % 10) / 100));
}

/** A verdict as rules and model would give it for the condition. */
export function fakeVerdict(condition: Condition): Verdict {
  switch (condition) {
    case 'danger':
      return {
        condition,
        why: 'A defect of the bearing’s outer race stands out far over its limit, and the velocity is in zone D.',
        severity: { graded: true, zone: 'D', by: 'velocity', significantChange: true },
        findings: [
          {
            fault: 'outer_race',
            severity: 'danger',
            confidence: 0.96,
            source: 'rule',
            evidence: [
              {
                quantity: 'BPFO',
                frequencyHz: 107.4,
                harmonics: [1, 2, 3],
                value: 21.4,
                threshold: 6,
                unit: 'dB over floor',
              },
              { quantity: 'kurtosis', value: 9.31, threshold: 4, unit: 'ratio' },
            ],
          },
          {
            fault: 'outer_race',
            severity: 'danger',
            confidence: 0.94,
            source: 'model',
            evidence: [
              { quantity: 'model score', value: 0.94, threshold: 0.5, unit: 'probability' },
            ],
          },
        ],
      };
    case 'warning':
      return {
        condition,
        why: 'The shaft’s own line has grown: the rotor is out of balance, zone C.',
        severity: { graded: true, zone: 'C', by: 'velocity', significantChange: true },
        findings: [
          {
            fault: 'imbalance',
            severity: 'warning',
            confidence: 0.71,
            source: 'rule',
            evidence: [
              {
                quantity: '1X',
                frequencyHz: 29.95,
                value: 3.1,
                threshold: 2.8,
                unit: 'mm/s',
              },
            ],
          },
        ],
      };
    case 'advisory':
      return {
        condition,
        why: 'Looseness begins to show; the velocity is still in zone B.',
        severity: { graded: true, zone: 'B', by: 'velocity', significantChange: false },
        findings: [
          {
            fault: 'looseness',
            severity: 'advisory',
            confidence: 0.42,
            source: 'rule',
            evidence: [
              { quantity: '0.5X', frequencyHz: 15, value: 8, threshold: 6, unit: 'dB over floor' },
            ],
          },
        ],
      };
    case 'not_graded':
      return {
        condition,
        why: 'The unit of the sensor is not declared, so velocity cannot be computed.',
        severity: { graded: false, reason: 'The unit of the sensor is not declared.' },
        findings: [],
      };
    case 'warming':
      return {
        condition,
        why: 'The first 1.3 s of signal are being gathered.',
        severity: { graded: false, reason: 'Not enough signal yet.' },
        findings: [],
      };
    default:
      return {
        condition,
        why: 'The velocity is in zone A and no fault stands out.',
        severity: { graded: true, zone: 'A', by: 'velocity', significantChange: false },
        findings: [],
      };
  }
}
