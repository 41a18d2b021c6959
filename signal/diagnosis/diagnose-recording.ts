import type { MachineFacts } from '#schemas/plant/machine-facts';
import { FAULT_LABELS, type SeverityGrade, type Verdict } from '#schemas/readings/finding';
import type { SignalUnit } from '#schemas/units/units';
import { type Analysis, createAnalysis } from '#signal/features/analysis';
import type { WindowAnalyzer } from '#signal/features/analyzer';
import { FEATURE_INDEX } from '#signal/features/features';
import { gradeSeverity } from '#signal/severity/severity';
import { ConditionFilter } from './condition-filter.ts';
import { scoreRules } from './rules.ts';
import { joinVerdict } from './verdict.ts';

/** A recording to be judged: one axis, acceleration in g unless the unit says otherwise. */
export interface Recording {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly unit: SignalUnit;
  readonly facts: MachineFacts;
}

/** What came of it; `analysis` is that of the last window, with both spectra. */
export interface RecordingDiagnosis {
  readonly verdict: Verdict;
  readonly analysis: Analysis;
  readonly windows: number;
}

/** Windows between two pauses: some milliseconds of work. */
const PIECE = 100;

/**
 * Judges a recording as the live way would judge its stream, by rules alone: what holds at its end. `pause` is awaited now and
 * then, so that whoever shares the thread is not kept waiting. Throws a RangeError for a rate that cannot be analysed.
 */
export async function diagnoseRecording(
  analyzer: WindowAnalyzer,
  { samples, sampleRateHz, unit, facts }: Recording,
  pause: () => Promise<void>,
): Promise<RecordingDiagnosis> {
  const context = analyzer.createContext(sampleRateHz);
  const levelsKnown = unit === 'g' || unit === 'm_s2';
  const filter = new ConditionFilter(null);
  const analysis = createAnalysis();
  const scores = new Float32Array(FAULT_LABELS.length);
  const { windowSamples, hopSamples } = analyzer;
  let windows = 0;
  for (let start = 0; start + windowSamples <= samples.length; start += hopSamples) {
    const isLast = start + hopSamples + windowSamples > samples.length;
    analysis.wantSpectra = isLast;
    analyzer.analyze(context, samples.subarray(start, start + windowSamples), facts, analysis);
    windows++;
    if (windows % PIECE === 0) await pause();
    if (analysis.warming) continue;
    scoreRules(analysis, scores, levelsKnown);
    const endMs = ((start + windowSamples) / sampleRateHz) * 1_000;
    filter.update(endMs, scores, null, gradeOf(analysis, unit, sampleRateHz, facts));
  }
  return { verdict: joinVerdict(filter, analysis, levelsKnown), analysis, windows };
}

function gradeOf(
  { features }: Analysis,
  unit: SignalUnit,
  sampleRateHz: number,
  facts: MachineFacts,
): SeverityGrade {
  if (unit === 'mm_s') {
    const reason = 'The samples are velocities; severity is graded from acceleration only.';
    return { graded: false, reason };
  }
  const velocityMmS = features[FEATURE_INDEX.velocityMmS];
  const displacementUm = features[FEATURE_INDEX.displacementUm];
  return gradeSeverity({ unit, sampleRateHz, velocityMmS, displacementUm }, facts);
}
