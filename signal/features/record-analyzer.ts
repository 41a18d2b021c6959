import type { MachineFacts } from '#schemas/plant/machine-facts';
import { ordersOf } from '#signal/bearings/bearing';
import { BlockSplitter } from '#signal/envelope/block-splitter';
import { type ContextPlan, recordPlan } from '#signal/envelope/context-plan';
import { defaultEnvelopeBand } from '#signal/envelope/default-band';
import { type BandHz, envelopeBand } from '#signal/envelope/envelope-band';
import { Whitening } from '#signal/envelope/whitening';
import type { Fft } from '#signal/spectrum/fft';
import type { Analysis } from './analysis.ts';
import { BlockStatistics } from './block-statistics.ts';
import { ContextReader } from './context-reader.ts';

const kept = new WeakMap<Fft, Map<string, RecordAnalyzer>>();

/**
 * Analyses a finished recording as one block, with the same masks and readings as a stream; of the recording the longest
 * suitable length, `samples`, is used.
 */
export class RecordAnalyzer {
  readonly samples: number;
  private readonly plan: ContextPlan;
  private readonly splitter: BlockSplitter;
  private readonly statistics: BlockStatistics;
  private readonly reader: ContextReader;
  private readonly rows: Float64Array;
  private readonly chunk: Float32Array;
  private readonly low: Float32Array;
  private whitening: Whitening;

  constructor(fft: Fft, sampleRateHz: number, samples: number) {
    this.plan = recordPlan(sampleRateHz, samples);
    this.samples = this.plan.blockSamples;
    this.splitter = new BlockSplitter(fft, this.plan);
    this.statistics = new BlockStatistics(fft, this.plan);
    this.reader = new ContextReader(fft, this.plan);
    this.rows = new Float64Array(this.statistics.rowLength);
    this.chunk = new Float32Array(this.plan.chunkSamples);
    this.low = new Float32Array(this.plan.chunkSamples);
    this.whitening = this.whiteningOf(defaultEnvelopeBand(sampleRateHz));
  }

  /** The analyzer of a rate and length, made once per transform library. */
  static for(fft: Fft, sampleRateHz: number, samples: number): RecordAnalyzer {
    const analyzers = kept.get(fft) ?? new Map<string, RecordAnalyzer>();
    kept.set(fft, analyzers);
    // By what is used of the length: recordings may differ by a sample, each analyzer holds memory.
    const key = `${sampleRateHz}/${recordPlan(sampleRateHz, samples).blockSamples}`;
    const known = analyzers.get(key);
    if (known !== undefined) return known;
    const analyzer = new RecordAnalyzer(fft, sampleRateHz, samples);
    analyzers.set(key, analyzer);
    return analyzer;
  }

  /** Looks for impacts in another band. */
  setEnvelopeBand(band: BandHz): void {
    this.whitening = this.whiteningOf(band);
  }

  private whiteningOf(band: BandHz): Whitening {
    return new Whitening(this.plan, envelopeBand(this.plan, band));
  }

  /** Writes the analysis of the first `samples` of a recording in g; it is never warming. */
  analyze(record: Float32Array, machine: MachineFacts, out: Analysis): void {
    const { splitter, statistics, rows, reader } = this;
    const block = splitter.block.f32;
    for (let i = 0; i < this.samples; i++) block[i] = record[i]!;
    statistics.writeMoments(splitter.block, 0, this.samples, rows, 0);
    splitter.transform();
    statistics.writeSpectrum(splitter.spectrum, rows, 0);
    splitter.low(this.low, 0);
    this.whitening.update(splitter.spectrum.f32, 1);
    splitter.envelope(this.whitening, this.chunk, 0);
    statistics.writeEnvelope(splitter.sums, this.chunk, 0, this.chunk.length, rows, 0);
    reader.low.time.f32.set(this.low);
    reader.envelope.time.f32.set(this.chunk);
    const levels = statistics.summarize(rows, 1, this.samples);
    reader.read(levels, machine, ordersOf(machine), 0, null, out);
    out.warming = false;
    out.contextFullness = 1;
    out.spectrum.bins = 0;
  }
}
