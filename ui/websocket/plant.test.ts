import { beforeEach, describe, expect, test } from 'bun:test';
import { newLosses } from '#schemas/broker/losses';
import type { ConditionChange, PointSummary } from '#schemas/broker/messages';
import type { Point } from '#schemas/http/points';
import { NO_THRESHOLDS } from '#schemas/plant/limits';
import { UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { PLAIN_MOUNTING } from '#schemas/plant/mounting';
import type { Condition, Verdict } from '#schemas/readings/finding';
import { FLUSH_EVERY_MS, Plant } from './plant.ts';

const NOW_MS = 1_700_000_000_000;
const id = (n: number): `pt_${string}` => `pt_01HZX3T7Q0${String(n).padStart(16, '0')}`;
const verdict = (condition: Condition): Verdict => ({
  condition,
  why: '',
  severity: { graded: false, reason: '' },
  findings: [],
});
const figures = {
  velocityMmS: 1,
  displacementUm: 1,
  accelerationG: 1,
  peakG: 1,
  crest: 1,
  kurtosis: 3,
  skewness: 0,
  envelopeG: 1,
  speedRpm: 1800,
};

function point(n: number, condition: Condition | null, atMs = NOW_MS): Point {
  return {
    pointId: id(n),
    name: `Point ${n}`,
    nodeId: null,
    above: [],
    mounting: PLAIN_MOUNTING,
    thresholds: NO_THRESHOLDS,
    area: null,
    tags: [],
    machine: null,
    sensorId: 'sim-1',
    axis: 0,
    unit: 'g',
    sampleRateHz: 25_600,
    origin: '',
    facts: UNKNOWN_MACHINE,
    agentId: null,
    unassignedReason: null,
    sensorOnline: true,
    latest:
      condition === null
        ? null
        : { atMs, figures, verdict: verdict(condition), losses: newLosses() },
  };
}
const summary = (n: number, condition: Condition, atMs = NOW_MS): PointSummary => ({
  pointId: id(n),
  atMs,
  windows: 12,
  figures,
  verdict: verdict(condition),
  scores: null,
  losses: newLosses(),
});
const change = (n: number, to: Condition, atMs = NOW_MS): ConditionChange => ({
  changeId: `ch_01HZX3T7Q0${String(n).padStart(16, '0')}`,
  pointId: id(n),
  atMs,
  from: 'good',
  to,
  verdict: verdict(to),
  figures,
});

let nowMs: number;
let waiting: { ms: number; callback: () => void }[];
let heard: ConditionChange[];
let plant: Plant;
const run = (ms: number) => {
  const due = waiting.filter((entry) => entry.ms <= ms);
  waiting = waiting.filter((entry) => entry.ms > ms);
  for (const { callback } of due) callback();
};

beforeEach(() => {
  nowMs = NOW_MS;
  waiting = [];
  heard = [];
  plant = new Plant({
    clock: () => nowMs,
    after: (ms, callback) => waiting.push({ ms, callback }),
    onChange: (one) => heard.push(one),
  });
});

describe('the plant', () => {
  test('sorts worst first, equal ones by name as people count', () => {
    plant.take({
      type: 'plant',
      reset: true,
      points: [point(10, 'good'), point(9, 'good'), point(1, 'danger'), point(2, null)],
    });
    expect(plant.order.value).toEqual([id(1), id(2), id(9), id(10)]);
    expect(plant.counts.value).toMatchObject({ danger: 1, waiting: 1, good: 2, stale: 0 });
  });

  test('puts summaries on the screen together, and the order stays while no condition changes', () => {
    plant.take({ type: 'plant', reset: true, points: [point(1, 'good'), point(2, 'good')] });
    const order = plant.order.value;
    plant.take({ type: 'summaries', summaries: [summary(1, 'good', NOW_MS + 1000)] });
    plant.take({ type: 'summaries', summaries: [summary(1, 'good', NOW_MS + 2000)] });
    expect(plant.cell(id(1))?.latest.value?.atMs).toBe(NOW_MS);
    run(FLUSH_EVERY_MS);
    expect(plant.cell(id(1))?.latest.value?.atMs).toBe(NOW_MS + 2000);
    expect(plant.order.value).toBe(order);
  });

  test('a condition change does not wait, and an older one does not undo it', () => {
    plant.take({ type: 'plant', reset: true, points: [point(1, 'good'), point(2, 'good')] });
    plant.take({ type: 'summaries', summaries: [summary(2, 'good', NOW_MS + 100)] });
    plant.take({ type: 'changes', changes: [change(2, 'danger', NOW_MS + 200)] });
    expect(plant.order.value[0]).toBe(id(2));
    run(FLUSH_EVERY_MS);
    plant.take({ type: 'changes', changes: [change(2, 'good', NOW_MS + 150)] });
    expect(plant.cell(id(2))?.appearance.value).toBe('danger');
    expect(heard).toHaveLength(2);
  });

  test('what is silent for ten seconds is stale, right after the live ones of its last kind', () => {
    const points = [point(1, 'danger'), point(2, 'danger', NOW_MS + 9000), point(3, 'warning')];
    plant.take({ type: 'plant', reset: true, points });
    nowMs = NOW_MS + 10_001;
    plant.tick();
    expect(plant.cell(id(1))?.appearance.value).toBe('stale');
    expect(plant.order.value).toEqual([id(2), id(1), id(3)]);
    plant.take({ type: 'summaries', summaries: [summary(1, 'danger', nowMs)] });
    run(FLUSH_EVERY_MS);
    expect(plant.cell(id(1))?.appearance.value).toBe('danger');
  });

  test('a whole list keeps the cells that are there and drops those that it does not name', () => {
    plant.take({ type: 'plant', reset: true, points: [point(1, 'good'), point(2, 'good')] });
    const cell = plant.cell(id(2));
    plant.take({ type: 'plant', reset: true, points: [point(3, 'good')] });
    plant.take({ type: 'plant', reset: false, points: [point(2, 'good')] });
    run(60_000);
    expect(plant.order.value).toEqual([id(2), id(3)]);
    expect(plant.cell(id(2))).toBe(cell!);
    expect(plant.cell(id(1))).toBeUndefined();
  });

  test('a summary of an unknown point is left alone', () => {
    plant.take({ type: 'plant', reset: true, points: [point(1, 'good')] });
    plant.take({ type: 'summaries', summaries: [summary(8, 'danger')] });
    run(FLUSH_EVERY_MS);
    expect(plant.order.value).toEqual([id(1)]);
  });
});
