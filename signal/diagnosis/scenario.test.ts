import { describe, expect, test } from 'bun:test';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { FAULT_LABELS, type FaultLabel } from '#schemas/readings/finding';
import { findBearing } from '../bearings/catalogue.ts';
import { loadFft } from '../spectrum/fft.ts';
import type { SynthFault } from '../synth/machine-synthesizer.ts';
import { synthesize } from '../synth/synthesize.ts';
import { diagnoseStream, type StreamResult } from './stream-for-tests.ts';

const fft = await loadFft();
const RATE = 25_600;
const DESIGNATIONS = ['SKF 6205-2RS', '6308', '6310', '6206'];
const SPEEDS_RPM = [990, 1480, 2950];
const KINDS = ['motor', 'pump', 'fan', 'gearbox'] as const;

function machineOf(seed: number): MachineFacts {
  return {
    speedRpm: SPEEDS_RPM[seed % SPEEDS_RPM.length]!,
    bearing: findBearing(DESIGNATIONS[seed % DESIGNATIONS.length]!)!.geometry,
    powerKw: 55,
    isoGroup: 'group2',
    support: 'rigid',
    baselineVelocityMmS: null,
  };
}

function diagnose(
  seed: number,
  faults: readonly SynthFault[],
  facts: Partial<MachineFacts> = {},
): StreamResult {
  const machine = machineOf(seed);
  const samples = synthesize({
    sampleRateHz: RATE,
    durationS: 8,
    seed,
    machine: {
      speedRpm: machine.speedRpm!,
      bearing: machine.bearing,
      kind: KINDS[seed % KINDS.length]!,
    },
    faults,
  });
  return diagnoseStream(fft, samples, RATE, { ...machine, ...facts });
}

const named = (result: StreamResult) => result.verdict.findings.map((finding) => finding.fault);

describe('each fault at severity 0.7', () => {
  // A ball's axis wanders and its spall misses the races for stretches: no rule finds all of them.
  const LEAST = (label: FaultLabel) => (label === 'ball' ? 6 : 10);
  const SEEDS = Array.from({ length: 12 }, (_, i) => 100 + i);

  test.each(FAULT_LABELS.map((label) => [label]))('%s is named by the rules', (label) => {
    const results = SEEDS.map((seed) => diagnose(seed, [{ label, severity: 0.7 }]));
    const right = results.filter((result) => named(result).includes(label)).length;
    const wrong = results.filter((result) => named(result).some((fault) => fault !== label)).length;
    expect(right).toBeGreaterThanOrEqual(LEAST(label));
    expect(wrong).toBeLessThanOrEqual(2);
  });
});

test('60 healthy machines raise no warning and at most one advisory', () => {
  const conditions = Array.from({ length: 60 }, (_, seed) => diagnose(seed, []).verdict.condition);
  const count = (wanted: string) => conditions.filter((condition) => condition === wanted).length;
  expect(count('warning') + count('danger')).toBe(0);
  expect(count('advisory')).toBeLessThanOrEqual(1);
});

test('two faults at once are both named', () => {
  const faults: SynthFault[] = [
    { label: 'imbalance', severity: 0.7 },
    { label: 'outer_race', severity: 0.6 },
  ];
  const { verdict } = diagnose(101, faults);
  expect(verdict.findings.map((finding) => finding.fault).sort()).toEqual([
    'imbalance',
    'outer_race',
  ]);
  expect(verdict.condition).toBe('danger');
});

test('evidence points at the line where the fault was put', () => {
  const { verdict } = diagnose(100, [{ label: 'outer_race', severity: 0.7 }]);
  const evidence = verdict.findings[0]!.evidence[0]!;
  const machine = machineOf(100);
  const bpfoHz = (machine.speedRpm! / 60) * 3.5848;
  expect(evidence.quantity).toBe('BPFO');
  expect(Math.abs(evidence.frequencyHz! / bpfoHz - 1)).toBeLessThan(0.02);
  expect(evidence.value).toBeGreaterThan(evidence.threshold);
  expect(evidence.harmonics!.length).toBeGreaterThanOrEqual(2);
  expect(verdict.why).toContain('BPFO');
});

describe('unknown facts', () => {
  const fault = (label: FaultLabel) => [{ label, severity: 0.7 }];

  test('without a bearing no bearing fault is named, and the reason is given', () => {
    const { verdict, meanScores } = diagnose(101, fault('inner_race'), { bearing: null });
    expect(Math.max(...meanScores.subarray(7))).toBe(0);
    expect(verdict.findings).toEqual([]);
    expect(verdict.why).toContain('bearing is unknown');
  });

  test('without speed there is neither zone nor rule: not graded', () => {
    const { verdict, meanScores } = diagnose(101, fault('imbalance'), { speedRpm: null });
    expect(Math.max(...meanScores)).toBe(0);
    expect(verdict.condition).toBe('not_graded');
    expect(verdict.why).toContain('speed is unknown');
  });

  test('without group or support the findings still count', () => {
    const { verdict } = diagnose(101, fault('outer_race'), { isoGroup: null });
    expect(verdict.severity.graded).toBe(false);
    expect(verdict.condition).toBe('warning');
  });
});
