import { describeError } from '#schemas/errors/tremolo-error';
import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { Analysis } from '#signal/features/analysis';
import { WindowAnalyzer } from '#signal/features/analyzer';
import type { PointContext } from '#signal/features/point-context';
import { loadFft } from '#signal/spectrum/fft';

/** Each sample rate needs working memory of its own; a sensor that sends ever new ones must not fill the lane with it. */
const RATES_MAX = 32;

/** What the analysis of one point carries from window to window; null before its stream begins. */
export interface PointFeatures {
  context: PointContext | null;
}

/** The lane's one analyzer, and the contexts of its points. */
export class WindowFeatures {
  readonly #analyzer: WindowAnalyzer;
  readonly #rates = new Set<number>();

  constructor(analyzer: WindowAnalyzer) {
    this.#analyzer = analyzer;
  }

  /** Loads the transforms; windows and hops in samples. */
  static async load(windowSamples: number, hopSamples: number): Promise<WindowFeatures> {
    const fft = await loadFft();
    return new WindowFeatures(new WindowAnalyzer({ fft, windowSamples, hopSamples }));
  }

  /** Begins a point's stream with an empty context. Returns one sentence where this rate cannot be analysed, else null. */
  begin(point: PointFeatures, sampleRateHz: number): string | null {
    if (point.context?.plan.sampleRateHz === sampleRateHz) {
      point.context.reset();
      return null;
    }
    point.context = null;
    if (!this.#rates.has(sampleRateHz) && this.#rates.size >= RATES_MAX)
      return `This lane already analyses ${RATES_MAX} sample rates; ${sampleRateHz} Hz is one too many.`;
    try {
      point.context = this.#analyzer.createContext(sampleRateHz);
    } catch (error) {
      return describeError(error);
    }
    this.#rates.add(sampleRateHz);
    return null;
  }

  /** Analyses the next window of a point that has begun; `out.warming` until its context is full. */
  analyze(
    context: PointContext,
    samples: Float32Array,
    facts: MachineFacts,
    wantSpectra: boolean,
    out: Analysis,
  ): void {
    out.wantSpectra = wantSpectra;
    this.#analyzer.analyze(context, samples, facts, out);
  }
}
