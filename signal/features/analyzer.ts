import type { MachineFacts } from '#schemas/plant/machine-facts';
import { ordersOf } from '#signal/bearings/bearing';
import { BlockSplitter } from '#signal/envelope/block-splitter';
import { streamPlan } from '#signal/envelope/context-plan';
import { defaultEnvelopeBand } from '#signal/envelope/default-band';
import type { BandHz } from '#signal/envelope/envelope-band';
import type { Fft } from '#signal/spectrum/fft';
import type { Analysis } from './analysis.ts';
import { BlockStatistics, ROW } from './block-statistics.ts';
import { ContextReader } from './context-reader.ts';
import { PointContext } from './point-context.ts';

/** What an analyzer is made with; Fft from `loadFft`. The hop may be shorter than the window, never longer. */
export interface AnalyzerOptions {
  readonly fft: Fft;
  readonly windowSamples?: number;
  readonly hopSamples?: number;
}

/** In a full context the colour of the envelope's band is measured once in so many blocks. */
const COLOUR_BLOCKS = 8;

/** Scratch memory for one sample rate. */
interface RateKit {
  readonly splitter: BlockSplitter;
  readonly statistics: BlockStatistics;
  readonly reader: ContextReader;
}

/**
 * Turns windows into analyses; one per lane, as it holds the scratch memory for all points. Per window it transforms the
 * block [previous hop | this hop] once, adds its middle half to the point's context, and reads the whole context: so lines
 * are 0.8 Hz sharp though a window lasts 80 ms. The context ends half a hop before the window does.
 */
export class WindowAnalyzer {
  readonly windowSamples: number;
  readonly hopSamples: number;
  private readonly fft: Fft;
  private readonly kits = new Map<number, RateKit>();

  constructor(options: AnalyzerOptions) {
    this.fft = options.fft;
    this.windowSamples = options.windowSamples ?? 2048;
    this.hopSamples = options.hopSamples ?? this.windowSamples;
  }

  /** An empty context for a point; `band` replaces the fixed envelope band. Throws `settings_invalid` for an unsuitable hop. */
  createContext(sampleRateHz: number, band?: BandHz): PointContext {
    const kit = this.kitOf(sampleRateHz);
    const plan = streamPlan(sampleRateHz, this.hopSamples);
    const chosen = band ?? defaultEnvelopeBand(sampleRateHz);
    return new PointContext(plan, kit.statistics.rowLength, chosen);
  }

  /**
   * Takes the next window (g, `windowSamples` long, `hopSamples` after the last) into the context and writes the analysis.
   * `out.warming` until the context is full. Samples that are no numbers make a gap. Where `machine.speedRpm` moves from window
   * to window, lines are read over the shaft's angle.
   */
  analyze(context: PointContext, window: Float32Array, machine: MachineFacts, out: Analysis): void {
    const kit = this.kitOf(context.plan.sampleRateHz);
    const fresh = this.windowSamples - this.hopSamples;
    const block = kit.splitter.block.f32;
    block.set(context.previous, 0);
    const newest = fresh === 0 ? window : window.subarray(fresh);
    block.set(newest, this.hopSamples);
    const complete = context.hasPrevious;
    context.previous.set(newest);
    context.hasPrevious = true;
    out.spectrum.bins = 0;
    out.envelopeSpectrum.bins = 0;
    if (complete) this.addBlock(kit, context, machine, out);
    out.contextFullness = context.fullness;
    out.warming = context.filled < context.plan.chunks;
    if (!out.warming) this.readContext(kit, context, machine, out);
  }

  private addBlock(
    kit: RateKit,
    context: PointContext,
    machine: MachineFacts,
    out: Analysis,
  ): void {
    const { splitter, statistics } = kit;
    const { plan, next } = context;
    const at = next * statistics.rowLength;
    const from = next * plan.chunkSamples;
    statistics.writeMoments(splitter.block, this.hopSamples, this.hopSamples, context.rows, at);
    // A value that is no number would stay in every sum: such a window counts as a gap.
    if (!Number.isFinite(context.rows[at + ROW.sum4]!)) {
      context.reset();
      return;
    }
    splitter.transform();
    statistics.writeSpectrum(splitter.spectrum, context.rows, at);
    splitter.low(context.low, from);
    takeColour(context, splitter.spectrum.f32);
    splitter.envelope(context.whitening, context.envelope, from);
    statistics.writeEnvelope(
      splitter.sums,
      context.envelope,
      from,
      plan.chunkSamples,
      context.rows,
      at,
    );
    context.speeds[next] = machine.speedRpm ?? 0;
    context.next = next + 1 === plan.chunks ? 0 : next + 1;
    if (context.filled < plan.chunks) context.filled++;
    if (out.wantSpectra) writeSpectrum(splitter.spectrum.f32, plan.sampleRateHz, out);
  }

  private readContext(
    kit: RateKit,
    context: PointContext,
    machine: MachineFacts,
    out: Analysis,
  ): void {
    const { plan } = context;
    if (context.bearing !== machine.bearing) {
      context.bearing = machine.bearing;
      context.orders = ordersOf(machine);
    }
    const { reader } = kit;
    reader.envelope.time.f32.set(context.envelope);
    reader.low.time.f32.set(context.low);
    const levels = kit.statistics.summarize(context.rows, plan.chunks, this.hopSamples);
    const trackedRpm = reader.tracking.prepare(context.speeds, context.next);
    reader.read(levels, machine, context.orders, context.next / plan.chunks, trackedRpm, out);
  }

  private kitOf(sampleRateHz: number): RateKit {
    let kit = this.kits.get(sampleRateHz);
    if (kit === undefined) {
      const plan = streamPlan(sampleRateHz, this.hopSamples);
      kit = {
        splitter: new BlockSplitter(this.fft, plan),
        statistics: new BlockStatistics(this.fft, plan),
        reader: new ContextReader(this.fft, plan),
      };
      this.kits.set(sampleRateHz, kit);
    }
    return kit;
  }
}

/** Each block counts alike while the context fills; then one in COLOUR_BLOCKS is enough, as a machine's colour is slow. */
function takeColour(context: PointContext, spectrum: Float32Array): void {
  const { filled } = context;
  const { chunks } = context.plan;
  if (filled < chunks) context.whitening.update(spectrum, 1 / (filled + 1));
  else if (context.untilColour > 0) {
    context.untilColour--;
    return;
  } else context.whitening.update(spectrum, COLOUR_BLOCKS / (COLOUR_BLOCKS + chunks));
  context.untilColour = COLOUR_BLOCKS - 1;
}

/** Peak amplitude of each bin of a block under a Hann window. */
function writeSpectrum(spectrum: Float32Array, sampleRateHz: number, out: Analysis): void {
  const bins = spectrum.length / 2;
  const view = out.spectrum;
  if (view.values.length < bins) view.values = new Float32Array(bins);
  view.bins = bins;
  view.hzPerBin = sampleRateHz / spectrum.length;
  const scale = 4 / spectrum.length;
  view.values[0] = 0;
  view.values[1] = 0;
  for (let k = 2; k < bins - 1; k++) {
    const i = 2 * k;
    const re = 0.5 * spectrum[i]! - 0.25 * (spectrum[i - 2]! + spectrum[i + 2]!);
    const im = 0.5 * spectrum[i + 1]! - 0.25 * (spectrum[i - 1]! + spectrum[i + 3]!);
    view.values[k] = scale * Math.sqrt(re * re + im * im);
  }
  view.values[bins - 1] = 0;
}
