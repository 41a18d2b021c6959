import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import { FAULT_LABELS, type Verdict } from '#schemas/readings/finding';
import { ConditionFilter } from '#signal/diagnosis/condition-filter';
import { modelLabelIndex, modelThresholds, scatterScores } from '#signal/diagnosis/model-scores';
import { scoreRules } from '#signal/diagnosis/rules';
import { joinVerdict } from '#signal/diagnosis/verdict';
import { createAnalysis } from '#signal/features/analysis';
import { WindowAnalyzer } from '#signal/features/analyzer';
import { FEATURE_INDEX } from '#signal/features/features';
import { gradeSeverity } from '#signal/severity/severity';
import { loadFft } from '#signal/spectrum/fft';
import type { LoadedModel } from '../../../agent/models/load-model.ts';

const WINDOW = 2048;

/** A stretch of signal of one sensor, in g. */
export interface Stretch {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly facts: MachineFacts;
}

/** What the live way said of a stretch after its last window. */
export interface Replayed {
  readonly verdict: Verdict;
  /** Windows that were judged: none where the context never filled. */
  readonly judged: number;
}

/** Carries stretches through analyzer, rules, model and filter as a lane does, without the wire between. */
export class Replayer {
  readonly #model: LoadedModel;
  #session: InferenceSession | null = null;

  constructor(model: LoadedModel) {
    this.#model = model;
  }

  async start(): Promise<void> {
    const options = { executionProviders: ['cpu'], intraOpNumThreads: 1 };
    this.#session = await InferenceSession.create(this.#model.bytes, options);
  }

  async stop(): Promise<void> {
    await this.#session?.release();
    this.#session = null;
  }

  /** Replays stretches that follow one another with a gap of `pauseS` between; the verdict after the last window. */
  async replay(stretches: readonly Stretch[], pauseS = 0): Promise<Replayed> {
    const { card } = this.#model;
    const index = modelLabelIndex(card);
    const analyzer = new WindowAnalyzer({ fft: await loadFft(), windowSamples: WINDOW });
    const filter = new ConditionFilter(modelThresholds(card));
    const analysis = createAnalysis();
    const ruleScores = new Float32Array(FAULT_LABELS.length);
    const modelScores = new Float32Array(FAULT_LABELS.length);
    let judged = 0;
    let startMs = 0;
    for (const { samples, sampleRateHz, facts } of stretches) {
      // A gap empties the context.
      const context = analyzer.createContext(sampleRateHz);
      for (let at = 0; at + WINDOW <= samples.length; at += WINDOW) {
        analyzer.analyze(context, samples.subarray(at, at + WINDOW), facts, analysis);
        if (analysis.warming) continue;
        scoreRules(analysis, ruleScores);
        scatterScores(await this.#scores(analysis.signature), 0, index, modelScores);
        const grade = gradeSeverity(
          {
            unit: 'g',
            sampleRateHz,
            velocityMmS: analysis.features[FEATURE_INDEX.velocityMmS]!,
            displacementUm: analysis.features[FEATURE_INDEX.displacementUm]!,
          },
          facts,
        );
        const atMs = startMs + ((at + WINDOW) / sampleRateHz) * 1000;
        filter.update(atMs, ruleScores, modelScores, grade);
        judged++;
      }
      startMs += (samples.length / sampleRateHz + pauseS) * 1000;
    }
    return { verdict: joinVerdict(filter, analysis), judged };
  }

  async #scores(signature: Float32Array): Promise<Float32Array> {
    if (this.#session === null) throw new Error('The replayer was not started.');
    const input = new Tensor('float32', signature.slice(), [1, signature.length]);
    const { scores } = await this.#session.run({ signature: input });
    return scores!.data as Float32Array;
  }
}
