import { describe, expect, test } from 'bun:test';
import {
  FAULT_LABELS,
  type FaultLabel,
  type SeverityGrade,
  Verdict,
  type Zone,
} from '#schemas/readings/finding';
import { createAnalysis } from '../features/analysis.ts';
import { SIGNATURE_OFFSETS } from '../features/signature.ts';
import { ConditionFilter } from './condition-filter.ts';
import { joinVerdict } from './verdict.ts';

type Scores = Partial<Record<FaultLabel, number>>;

const ungraded: SeverityGrade = {
  graded: false,
  reason: 'The ISO group of the machine is not set.',
};
const zone = (letter: Zone, significantChange = false): SeverityGrade => ({
  graded: true,
  zone: letter,
  by: 'velocity',
  significantChange,
});

function vector(scores: Scores): Float32Array {
  return Float32Array.from(FAULT_LABELS, (label) => scores[label] ?? 0);
}

function facts(speed: 0 | 1, bearing: 0 | 1) {
  const analysis = createAnalysis();
  analysis.signature[SIGNATURE_OFFSETS.mask] = speed;
  analysis.signature[SIGNATURE_OFFSETS.mask + 1] = bearing;
  return analysis;
}

/** The verdict after ten seconds of the same windows. */
function verdict(
  grade: SeverityGrade,
  rules: Scores,
  model: Scores | null = null,
  analysis = facts(1, 1),
): Verdict {
  const thresholds = model === null ? null : new Float32Array(FAULT_LABELS.length).fill(0.5);
  const filter = new ConditionFilter(thresholds);
  for (let t = 0; t < 10_000; t += 80) {
    filter.update(t, vector(rules), model === null ? null : vector(model), grade);
  }
  return Verdict.parse(joinVerdict(filter, analysis));
}

describe('condition', () => {
  test('follows the zone where nothing is found', () => {
    const of = (letter: Zone) => verdict(zone(letter), {}).condition;
    expect([of('A'), of('B'), of('C'), of('D')]).toEqual(['good', 'good', 'warning', 'danger']);
    expect(verdict(zone('A', true), {}).condition).toBe('advisory');
    expect(verdict(zone('D'), {}).why).toBe('Velocity zone D; no fault found');
  });

  test('a weak rule advises, a sure bearing rule warns, a sure shaft rule leaves it to the zone', () => {
    expect(verdict(zone('A'), { outer_race: 0.7 }).condition).toBe('advisory');
    expect(verdict(zone('A'), { outer_race: 0.95 }).condition).toBe('warning');
    expect(verdict(zone('B'), { imbalance: 0.99 }).condition).toBe('advisory');
    expect(verdict(zone('C'), { imbalance: 0.99 }).findings[0]?.severity).toBe('warning');
  });

  test('a model that agrees raises a bearing to a warning, a model alone advises', () => {
    expect(verdict(zone('A'), { ball: 0.7 }, { ball: 0.8 }).condition).toBe('warning');
    const trace = { ball: 0.3, inner_race: 0.3 };
    const alone = verdict(zone('A'), trace, { ball: 0.99, inner_race: 0.99 });
    expect(alone.condition).toBe('advisory');
    expect(alone.findings.every((finding) => finding.source === 'model')).toBe(true);
    expect(verdict(zone('C'), trace, { ball: 0.99 }).findings[0]?.severity).toBe('warning');
  });

  test('the model is not believed where the rule sees no trace, unless the rule cannot look', () => {
    expect(verdict(zone('A'), {}, { lubrication: 0.99 }).findings).toEqual([]);
    const blind = verdict(zone('A'), {}, { lubrication: 0.99 }, facts(0, 0));
    expect(blind.findings.map((finding) => finding.fault)).toEqual(['lubrication']);
  });

  test('rule, model and zone D together are danger by the finding too', () => {
    const joined = verdict(zone('D'), { imbalance: 0.8 }, { imbalance: 0.9 });
    expect(joined.findings.map((finding) => finding.severity)).toEqual(['danger', 'danger']);
  });

  test('without a zone the findings still count, and rules that saw nothing say good', () => {
    expect(verdict(ungraded, { inner_race: 0.95 }).condition).toBe('warning');
    const quiet = verdict(ungraded, {});
    expect(quiet.condition).toBe('good');
    expect(quiet.why).toContain('ISO group');
  });

  test('is not graded, with the reason, where neither zone nor rule nor model can judge', () => {
    const unknown = verdict(ungraded, {}, null, facts(0, 0));
    expect(unknown.condition).toBe('not_graded');
    expect(unknown.why).toContain('speed is unknown');
    expect(verdict(ungraded, {}, {}, facts(0, 0)).condition).toBe('good');
  });

  test('is warming before the first judged window', () => {
    const before = Verdict.parse(joinVerdict(new ConditionFilter(), facts(1, 1)));
    expect(before.condition).toBe('warming');
  });
});

test('a finding needs 3 s of persistence and survives a gap', () => {
  const filter = new ConditionFilter();
  const feed = (fromMs: number, toMs: number) => {
    for (let t = fromMs; t < toMs; t += 80) {
      filter.update(t, vector({ cage: 0.95 }), null, zone('A'));
    }
    return joinVerdict(filter, facts(1, 1)).condition;
  };
  expect(feed(0, 2900)).toBe('good');
  // Two seconds are missing: what was pending begins anew.
  expect(feed(4900, 7800)).toBe('good');
  expect(feed(7800, 8200)).toBe('warning');
  expect(feed(60_000, 60_080)).toBe('warning');
});

test('the sentence names the worst finding, what it rests on, the others and the zone', () => {
  const analysis = facts(1, 1);
  const joined = verdict(zone('B'), { outer_race: 0.95, imbalance: 0.8 }, null, analysis);
  expect(joined.why).toStartWith('Outer race: BPFO');
  expect(joined.why).toContain('dB over floor; also imbalance; velocity zone B');
});
