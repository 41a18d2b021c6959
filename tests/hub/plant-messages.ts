import {
  type AgentDescription,
  type ConditionChange,
  type Heartbeat,
  LOSS_COUNTERS,
  type LossCounters,
  type PointSummary,
  type ResultBatch,
  type SensorDescription,
} from '#schemas/broker/messages';
import { newId, type PointId } from '#schemas/ids/ids';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import type { Condition, Verdict } from '#schemas/readings/finding';

const NO_LOSSES = Object.fromEntries(LOSS_COUNTERS.map((name) => [name, 0])) as LossCounters;

/** What a sensor with one axis says of itself. */
export function sensorSays(sensorId: string, facts: object = {}): SensorDescription {
  const axis = { axis: 0, name: `${sensorId} drive end`, facts: { ...UNKNOWN_MACHINE, ...facts } };
  return {
    sensorId,
    sampleRateHz: 25_600,
    unit: 'g',
    machine: 'Pump 1',
    origin: 'test',
    axes: [axis],
  };
}

export function agentSays(agentId: string, capacityWindowsPerSecond = 20_000): AgentDescription {
  return {
    agentId,
    epoch: 'e1',
    version: '0.1.0',
    lanes: 2,
    capacityWindowsPerSecond,
    provider: { asked: 'auto', inUse: 'cpu', reason: null },
    model: null,
  };
}

export function heartbeatOf(agentId: string, revision: number): Heartbeat {
  return { agentId, epoch: 'e1', atMs: Date.now(), revision, rssMb: 80, cpuCores: 0.5, lanes: [] };
}

function verdictOf(condition: Condition): Verdict {
  return {
    condition,
    why: 'Outer race: BPFO 107.4 Hz ×1 ×2 ×3, 12 dB over floor.',
    severity: { graded: true, zone: 'B', by: 'velocity', significantChange: false },
    findings: [
      {
        fault: 'outer_race',
        severity: 'warning',
        confidence: 0.8,
        source: 'rule',
        evidence: [
          {
            quantity: 'BPFO',
            frequencyHz: 107.4,
            harmonics: [1, 2, 3],
            value: 12,
            threshold: 6,
            unit: 'dB over floor',
          },
        ],
      },
    ],
  };
}

const figuresOf = (velocityMmS: number | null) => ({
  velocityMmS,
  displacementUm: 12,
  accelerationG: 0.5,
  peakG: 1.5,
  crest: 3,
  kurtosis: 3.1,
  skewness: 0.1,
  envelopeG: 0.2,
  speedRpm: 1797,
});

export function summaryOf(
  pointId: PointId,
  atMs: number,
  velocityMmS: number | null = 2,
  condition: Condition = 'good',
): PointSummary {
  return {
    pointId,
    atMs,
    windows: 12,
    figures: figuresOf(velocityMmS),
    verdict: verdictOf(condition),
    scores: [0.1, 0, 0, 0, 0, 0, 0, 0.2, 0.9, 0, 0],
    losses: NO_LOSSES,
  };
}

export function changeOf(
  pointId: PointId,
  atMs: number,
  to: Condition = 'warning',
): ConditionChange {
  const verdict = verdictOf(to);
  return { changeId: newId('ch'), pointId, atMs, from: 'good', to, verdict, figures: figuresOf(5) };
}

/** The next batch of an outbox. */
export function batchOf(
  sequence: number,
  content: Partial<Pick<ResultBatch, 'summaries' | 'changes' | 'agentId' | 'lane' | 'epoch'>>,
): ResultBatch {
  return {
    agentId: 'agent-1',
    lane: 0,
    epoch: 'e1',
    sequence,
    sentMs: Date.now(),
    changes: [],
    summaries: [],
    ...content,
  };
}
