import { describe, expect, test } from 'bun:test';
import { FAULT_LABELS, type FaultLabel, Finding } from '#schemas/readings/finding';
import { type Analysis, createAnalysis } from '../features/analysis.ts';
import { FEATURE_INDEX, type FeatureName } from '../features/features.ts';
import { lineIndex } from '../features/line-table.ts';
import { SIGNATURE_OFFSETS } from '../features/signature.ts';
import { explainRules, scoreRules, silentRules } from './rules.ts';

function analysisOf(
  features: Partial<Record<FeatureName, number>>,
  known: { speed: 0 | 1; bearing: 0 | 1 } = { speed: 1, bearing: 1 },
): Analysis {
  const analysis = createAnalysis();
  analysis.warming = false;
  for (const [name, value] of Object.entries(features)) {
    analysis.features[FEATURE_INDEX[name as FeatureName]] = value;
  }
  analysis.signature[SIGNATURE_OFFSETS.mask] = known.speed;
  analysis.signature[SIGNATURE_OFFSETS.mask + 1] = known.bearing;
  return analysis;
}

function scoreOf(label: FaultLabel, analysis: Analysis, levelsKnown = true): number {
  const out = new Float32Array(FAULT_LABELS.length);
  scoreRules(analysis, out, levelsKnown);
  return out[FAULT_LABELS.indexOf(label)]!;
}

const HEIGHTS = { bpfoDb: 12, bpfiDb: 3, ballDb: 2, cageDb: 1 };

/** 1X of 3 mm/s alone, at 24.7 Hz. */
function imbalanced(velocity2xMmS = 0.1): Analysis {
  const analysis = analysisOf({ velocityMmS: 3.1, velocity1xMmS: 3, velocity2xMmS });
  for (const order of [1, 1.5]) {
    const line = lineIndex('acceleration', 'X', order);
    analysis.lineHz[line] = 24.7 * order;
    analysis.lineDb[line] = order === 1 ? 30 : 0;
  }
  return analysis;
}

describe('bearing rules', () => {
  test('are at one half on the threshold and grow with the height', () => {
    const at = (bpfoDb: number) => scoreOf('outer_race', analysisOf({ ...HEIGHTS, bpfoDb }));
    expect(at(7.5)).toBeCloseTo(0.5, 5);
    expect(at(5)).toBeLessThan(0.25);
    expect(at(12)).toBeGreaterThan(0.9);
    expect(at(20)).toBeGreaterThan(at(15));
  });

  test('give way to a higher line of another part', () => {
    const both = analysisOf({ ...HEIGHTS, bpfiDb: 17 });
    expect(scoreOf('outer_race', both)).toBeLessThan(0.5);
    expect(scoreOf('inner_race', both)).toBeGreaterThan(0.9);
  });

  test('need no unit, but speed and geometry', () => {
    expect(scoreOf('outer_race', analysisOf(HEIGHTS), false)).toBeGreaterThan(0.9);
    expect(scoreOf('outer_race', analysisOf(HEIGHTS, { speed: 1, bearing: 0 }))).toBe(0);
    expect(scoreOf('outer_race', analysisOf({}, { speed: 0, bearing: 0 }))).toBe(0);
  });

  test('are explained by a valid finding', () => {
    const findings = explainRules(analysisOf(HEIGHTS));
    expect(findings.map((finding) => Finding.parse(finding).fault)).toEqual(['outer_race']);
    expect(findings[0]!.evidence[0]).toMatchObject({ quantity: 'BPFO', value: 12, threshold: 7.5 });
  });
});

describe('shaft rules', () => {
  test('ask for velocity that matters, not only for a line', () => {
    expect(scoreOf('imbalance', imbalanced())).toBeGreaterThan(0.9);
    const small = imbalanced();
    small.features[FEATURE_INDEX.velocity1xMmS] = 0.5;
    small.features[FEATURE_INDEX.velocityMmS] = 0.52;
    expect(scoreOf('imbalance', small)).toBeLessThan(0.2);
  });

  test('a strong 2X is not imbalance', () => {
    expect(scoreOf('imbalance', imbalanced(2.7))).toBeLessThan(0.1);
  });

  test('are mute where the unit is undeclared', () => {
    expect(scoreOf('imbalance', imbalanced(), false)).toBe(0);
  });
});

test('kurtosis and crest factor alone raise nothing', () => {
  const impulsive = analysisOf({ ...HEIGHTS, bpfoDb: 3, kurtosis: 40, crestFactor: 20 });
  impulsive.features[FEATURE_INDEX.envelopeBandKurtosis] = 30;
  expect(explainRules(impulsive)).toEqual([]);
});

test('what cannot be judged is said', () => {
  const known = (speed: 0 | 1, bearing: 0 | 1) => analysisOf({}, { speed, bearing });
  expect(silentRules(known(1, 1))).toBeNull();
  expect(silentRules(known(0, 0))).toContain('speed');
  expect(silentRules(known(1, 0))).toContain('bearing');
  expect(silentRules(known(1, 1), false)).toContain('unit');
});
