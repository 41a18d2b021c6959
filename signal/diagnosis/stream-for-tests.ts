import type { MachineFacts } from '#schemas/plant/machine-facts';
import { FAULT_LABELS, type Verdict } from '#schemas/readings/finding';
import { createAnalysis } from '../features/analysis.ts';
import { WindowAnalyzer } from '../features/analyzer.ts';
import { FEATURE_INDEX } from '../features/features.ts';
import { gradeSeverity } from '../severity/severity.ts';
import type { Fft } from '../spectrum/fft.ts';
import { ConditionFilter } from './condition-filter.ts';
import { scoreRules } from './rules.ts';
import { joinVerdict } from './verdict.ts';

const WINDOW = 2048;

/** What a whole stream came to: the last verdict, the mean rule scores, and how many windows were judged. */
export type StreamResult = {
  readonly verdict: Verdict;
  readonly meanScores: Float32Array;
  readonly judged: number;
};

/** Carries a recording in g through analyzer, rules, severity and filter, window by window, as a lane does. */
export function diagnoseStream(
  fft: Fft,
  samples: Float32Array,
  sampleRateHz: number,
  machine: MachineFacts,
): StreamResult {
  const analyzer = new WindowAnalyzer({ fft, windowSamples: WINDOW });
  const context = analyzer.createContext(sampleRateHz);
  const analysis = createAnalysis();
  const filter = new ConditionFilter();
  const scores = new Float32Array(FAULT_LABELS.length);
  const meanScores = new Float32Array(FAULT_LABELS.length);
  let judged = 0;
  for (let at = 0; at + WINDOW <= samples.length; at += WINDOW) {
    analyzer.analyze(context, samples.subarray(at, at + WINDOW), machine, analysis);
    if (analysis.warming) continue;
    scoreRules(analysis, scores);
    const grade = gradeSeverity(
      {
        unit: 'g',
        sampleRateHz,
        velocityMmS: analysis.features[FEATURE_INDEX.velocityMmS]!,
        displacementUm: analysis.features[FEATURE_INDEX.displacementUm]!,
      },
      machine,
    );
    filter.update((at / sampleRateHz) * 1000, scores, null, grade);
    scores.forEach((score, k) => {
      meanScores[k]! += score;
    });
    judged++;
  }
  for (let k = 0; k < meanScores.length; k++) meanScores[k]! /= Math.max(1, judged);
  return { verdict: joinVerdict(filter, analysis), meanScores, judged };
}
