import { beforeEach, expect, test } from 'bun:test';
import { newLosses } from '#schemas/broker/losses';
import { type ConditionChange, PointSummary } from '#schemas/broker/messages';
import { newId } from '#schemas/ids/ids';
import { type MachineFacts, UNKNOWN_MACHINE } from '#schemas/plant/machine-facts';
import { type Condition, FAULT_LABELS } from '#schemas/readings/finding';
import type { SignalUnit } from '#schemas/units/units';
import { type Analysis, createAnalysis } from '#signal/features/analysis';
import { FEATURE_INDEX as AT } from '#signal/features/features';
import { PointResults } from './point-results.ts';

const START_MS = 1_800_000_000_000;
const HOP_MS = 80;
const FACTS: MachineFacts = {
  ...UNKNOWN_MACHINE,
  speedRpm: 1480,
  isoGroup: 'group2',
  support: 'rigid',
};

let changes: ConditionChange[] = [];
let summaries: PointSummary[] = [];
beforeEach(() => {
  changes = [];
  summaries = [];
});

function analysisWith(velocityMmS: number): Analysis {
  const analysis = createAnalysis();
  analysis.warming = false;
  analysis.features.fill(0.5);
  analysis.features[AT.velocityMmS] = velocityMmS;
  analysis.features[AT.displacementUm] = 5;
  return analysis;
}

function rig(options: { unit?: SignalUnit; held?: Condition; model?: boolean } = {}) {
  let nowMs = START_MS;
  const results = new PointResults({
    pointId: newId('pt'),
    unit: options.unit ?? 'g',
    facts: FACTS,
    thresholds: options.model ? new Float32Array(FAULT_LABELS.length).fill(0.5) : null,
    losses: { ...newLosses(), gaps: 3 },
    held: options.held ?? 'warming',
    firstSummaryMs: START_MS + 500,
    onChange: (change) => changes.push(change),
    onSummary: (summary) => summaries.push(PointSummary.parse(summary)),
  });
  results.begin(25_600, 2048, nowMs, null);
  /** Windows in real time, all alike. */
  const run = (ms: number, velocityMmS: number, score: number | null = null) => {
    const scores = score === null ? null : new Float32Array(FAULT_LABELS.length).fill(score);
    for (const end = nowMs + ms; nowMs < end; ) {
      nowMs += HOP_MS;
      results.judged(analysisWith(velocityMmS), scores, nowMs * 1000, nowMs, nowMs);
    }
  };
  const unjudged = (ms: number) => {
    const samples = Float32Array.from({ length: 2048 }, (_, i) => Math.sin(i));
    for (const end = nowMs + ms; nowMs < end; ) {
      nowMs += HOP_MS;
      results.unjudged(samples, nowMs * 1000, nowMs, nowMs);
    }
  };
  return { results, run, unjudged, now: () => nowMs };
}

test('a healthy point is good from its first judged window, told once', () => {
  const { run, results } = rig();
  run(HOP_MS, 1);
  expect(summaries.at(-1)?.verdict.condition).toBe('good');
  run(5000, 1);
  expect(changes.map(({ from, to }) => [from, to])).toEqual([['warming', 'good']]);
  expect(results.condition).toBe('good');
});

test('a point for which there is no time says so once a second, and its condition is found again at once', () => {
  const { run, results, now } = rig();
  run(3000, 9);
  changes.length = 0;
  summaries.length = 0;
  const samples = Float32Array.from({ length: 2048 }, (_, i) => Math.sin(i));
  let at = now();
  for (let n = 0; n < 50; n++) {
    at += HOP_MS;
    if (results.isDue(at)) results.refused('No time.', samples, at * 1000, at);
  }
  expect(summaries).toHaveLength(4);
  expect(
    summaries.every(({ windows, verdict }) => windows === 0 && verdict.why === 'No time.'),
  ).toBe(true);
  expect(changes.map(({ from, to }) => [from, to])).toEqual([['danger', 'not_graded']]);
  results.begin(25_600, 2048, at, null);
  run(5 * HOP_MS, 9);
  expect(changes.at(-1)).toMatchObject({ from: 'not_graded', to: 'danger' });
});

test('zone D is danger and told at once, even right after the start', () => {
  const { run } = rig();
  run(HOP_MS, 9);
  expect(changes.map(({ to }) => to)).toEqual(['danger']);
  expect(changes[0].verdict.severity).toMatchObject({ graded: true, zone: 'D' });
  expect(changes[0].figures.velocityMmS).toBeCloseTo(9, 5);
});

test('one summary a second with the largest velocity and all windows counted', () => {
  const { run } = rig();
  run(400, 1);
  run(HOP_MS, 1.3);
  run(10_000, 1);
  expect(summaries.length).toBeGreaterThanOrEqual(10);
  expect(summaries.length).toBeLessThanOrEqual(12);
  expect(summaries.map(({ figures }) => figures.velocityMmS).slice(0, 3)).toEqual([1, 1.3, 1]);
  expect(summaries[0].losses.gaps).toBe(3);
  const windows = summaries.reduce((sum, summary) => sum + summary.windows, 0);
  expect(windows).toBeGreaterThan(115);
});

test('a lane that takes over a point in danger does not call it good in between', () => {
  const { run } = rig({ held: 'danger' });
  run(6000, 9);
  expect(changes).toEqual([]);
});

test('a point that looks faulty is not called good before the fault has had time to persist', () => {
  const { run } = rig({ model: true });
  run(2500, 1, 0.9);
  expect(changes).toEqual([]);
  expect(summaries.at(-1)?.verdict.condition).toBe('warming');
  run(3000, 1, 0.9);
  expect(changes.map(({ from, to }) => [from, to])).toEqual([['warming', 'advisory']]);
});

test('the first figures leave with the first judged window, also where nothing is told yet', () => {
  const { run } = rig({ model: true });
  run(HOP_MS, 1, 0.9);
  expect(summaries.map(({ windows, verdict }) => [windows, verdict.condition])).toEqual([
    [1, 'warming'],
  ]);
  expect(changes).toEqual([]);
});

test('what only looked like a fault at the start ends in good', () => {
  const { run } = rig({ model: true });
  run(1000, 1, 0.9);
  run(6000, 1, 0.1);
  expect(changes.map(({ to }) => to)).toEqual(['good']);
});

test('a lane that takes over keeps what was told while the fault shows itself again', () => {
  const { run } = rig({ model: true, held: 'advisory' });
  run(8000, 1, 0.9);
  expect(changes).toEqual([]);
  expect(summaries.every(({ verdict }) => verdict.condition === 'advisory')).toBe(true);
});

test('a model that keeps on naming a fault makes a finding; its scores are in the summaries', () => {
  const { run } = rig({ model: true });
  run(8000, 1, 0.9);
  expect(changes.at(-1)?.to).toBe('advisory');
  const finding = changes.at(-1)?.verdict.findings[0];
  expect(finding).toMatchObject({ source: 'model', evidence: [{ threshold: 0.5 }] });
  expect(summaries.at(-1)?.scores?.[0]).toBeCloseTo(0.9, 2);
});

test('a change of the facts shows in the next summary though nothing else changed', () => {
  const { run, results } = rig();
  run(5000, 1);
  expect(summaries.at(-1)?.verdict.severity.graded).toBe(true);
  results.facts = { ...FACTS, isoGroup: null };
  run(1100, 1);
  expect(JSON.stringify(summaries.at(-1)?.verdict)).toMatch(/ISO group/);
});

test('undeclared units: no level is shown, and the reason is given', () => {
  const { run } = rig({ unit: 'undeclared' });
  run(8000, 9);
  const last = summaries.at(-1);
  expect(last?.figures).toMatchObject({ velocityMmS: null, accelerationG: null, peakG: null });
  expect(last?.verdict.severity).toMatchObject({ graded: false });
  expect(JSON.stringify(last?.verdict)).toMatch(/unit of the samples is not declared/);
});

test('velocities are not graded, and the reason is given', () => {
  const { run } = rig({ unit: 'mm_s' });
  run(8000, 1);
  expect(summaries.at(-1)?.verdict.severity).toEqual({
    graded: false,
    reason: 'The samples are velocities; severity is graded from acceleration only.',
  });
});

test('while warming, summaries show what one window can say', () => {
  const { unjudged } = rig();
  unjudged(1200);
  expect(changes).toEqual([]);
  expect(summaries[0]).toMatchObject({ windows: 0, verdict: { condition: 'warming' } });
  expect(summaries[0].figures.accelerationG).toBeCloseTo(Math.SQRT1_2, 1);
});

test('a refused stream is not graded, told once, with the reason in every summary', () => {
  const { results, unjudged, now } = rig();
  results.begin(2000, 2048, now(), 'The sensor sends 2000 Hz.');
  unjudged(3000);
  expect(changes.map(({ to }) => to)).toEqual(['not_graded']);
  expect(summaries.map(({ verdict }) => verdict.why)).toEqual([
    'The sensor sends 2000 Hz.',
    'The sensor sends 2000 Hz.',
    'The sensor sends 2000 Hz.',
  ]);
});

test('after a gap the last condition stands while the context fills', () => {
  const { run, results, unjudged, now } = rig();
  run(5000, 9);
  const told = changes.length;
  results.begin(25_600, 2048, now(), null);
  unjudged(1300);
  run(2000, 9);
  expect(changes).toHaveLength(told);
  expect(results.condition).toBe('danger');
});

test('what was judged since the last summary is told when the point leaves, and nothing twice', () => {
  const { run, results, now } = rig();
  run(2_000, 1);
  const told = () => summaries.reduce((sum, { windows }) => sum + windows, 0);
  const before = told();
  expect(before).toBeLessThan(25);
  results.close(now());
  expect(told()).toBe(25);
  expect(summaries.at(-1)).toMatchObject({ atMs: now(), verdict: { condition: 'good' } });
  results.close(now());
  expect(told()).toBe(25);
  expect(changes).toHaveLength(1);
});

test('a point of which nothing was judged leaves in silence', () => {
  const { results, unjudged, now } = rig();
  unjudged(400);
  results.close(now());
  expect(summaries).toEqual([]);
});

test('a speed that was read from the signal is told as estimated, one that somebody said is not', () => {
  const { run, results } = rig();
  run(2_000, 1);
  expect(summaries.at(-1)?.figures.speedSource).toBeUndefined();
  const speedFromSignal = { minRpm: 600, maxRpm: 3_600 };
  results.facts = { ...FACTS, speedRpm: null, speedFromSignal };
  run(2_000, 1);
  expect(summaries.at(-1)?.figures).toMatchObject({ speedRpm: null });
  expect(summaries.at(-1)?.figures.speedSource).toBeUndefined();
  results.facts = { ...FACTS, speedRpm: 1_480, speedFromSignal };
  run(2_000, 1);
  expect(summaries.at(-1)?.figures).toMatchObject({ speedRpm: 1_480, speedSource: 'estimated' });
});
