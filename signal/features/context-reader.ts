import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { BearingOrders } from '#signal/bearings/bearing';
import type { ContextPlan } from '#signal/envelope/context-plan';
import type { Fft } from '#signal/spectrum/fft';
import type { Analysis } from './analysis.ts';
import { AngleResampler } from './angle-resampler.ts';
import type { Levels } from './block-statistics.ts';
import { writeFeatures } from './feature-writer.ts';
import { LineReader } from './line-reader.ts';
import { LineSpectrumReader } from './line-spectrum.ts';
import { ESTIMATE_ORDERS, estimateShaftHz } from './shaft-estimate.ts';
import { MODULATION_EDGES_HZ, ORDER_SPAN } from './signature.ts';
import { writeOrderCells, writeSignature } from './signature-writer.ts';
import { VelocityWeights } from './velocity-weights.ts';

/** The envelope's modulation shares reach to here, Hz. */
const MODULATION_TOP_HZ = MODULATION_EDGES_HZ.at(-1)!;

/** Shaft lines are read up to 8X; a little beyond lets their floor be measured. */
const SHAFT_ORDERS = 8.5;

/** Reads a full context (both decimated signals, in the readers' `time`) into an analysis. */
export class ContextReader {
  readonly envelope: LineSpectrumReader;
  readonly low: LineSpectrumReader;
  readonly tracking: AngleResampler;
  private readonly lines = new LineReader();
  private readonly velocity: VelocityWeights;

  constructor(fft: Fft, plan: ContextPlan) {
    this.envelope = new LineSpectrumReader(fft, plan);
    this.low = new LineSpectrumReader(fft, plan);
    this.tracking = new AngleResampler(plan.contextSamples, plan.chunks);
    this.velocity = new VelocityWeights(fft, this.low);
  }

  /**
   * Writes lines, features and signature; `orders` are those of `machine.bearing`, `start` is where in its ring the context's
   * oldest sample lies, as a share of its length. With `trackedRpm`, the mean speed that
   * `tracking` was prepared for, lines are read over the shaft's angle; velocity always over time.
   */
  read(
    levels: Levels,
    machine: MachineFacts,
    orders: BearingOrders | null,
    start: number,
    trackedRpm: number | null,
    out: Analysis,
  ): void {
    const shaftHz = (trackedRpm ?? machine.speedRpm ?? 0) / 60;
    const bearingKnown = orders !== null && shaftHz > 0;
    this.transform(shaftHz, orders, start, trackedRpm !== null, machine, out);
    out.lineHz.fill(0);
    out.lineDb.fill(0);
    out.lineAmplitude.fill(0);
    out.signature.fill(0);
    if (shaftHz > 0) {
      writeOrderCells(this.envelope, shaftHz, out);
      this.lines.readShaft(this.low, shaftHz, out);
      this.lines.readEnvelope(this.envelope, orders, out);
    }
    writeFeatures(levels, this.velocity, bearingKnown, out);
    writeSignature(levels, this.envelope, shaftHz > 0, bearingKnown, out);
    if (out.wantSpectra) this.writeEnvelopeSpectrum(out);
  }

  private transform(
    shaftHz: number,
    orders: BearingOrders | null,
    start: number,
    tracked: boolean,
    { speedRpm, speedFromSignal }: MachineFacts,
    out: Analysis,
  ): void {
    const { envelope, low, tracking } = this;
    const top = shaftHz * Math.max(ORDER_SPAN, topOrder(orders) + 1);
    const least = out.wantSpectra ? Number.POSITIVE_INFINITY : MODULATION_TOP_HZ;
    if (tracked) {
      const oldest = Math.round(start * low.time.length);
      tracking.hold(envelope.time.f32, oldest);
      tracking.write(envelope.time.f32);
      tracking.hold(low.time.f32, oldest);
    }
    // What is tracked lies in order.
    envelope.transform(tracked ? 0 : start, Math.max(least, top + 30), top);
    const sought = ((speedFromSignal?.maxRpm ?? 0) / 60) * ESTIMATE_ORDERS;
    const shaftTop = Math.max(SHAFT_ORDERS * shaftHz, sought);
    low.transform(start, Math.max(1000, shaftTop + 30), shaftTop);
    this.velocity.measure(low, speedRpm);
    out.estimatedShaftHz = speedFromSignal
      ? estimateShaftHz(low, speedFromSignal.minRpm / 60, speedFromSignal.maxRpm / 60)
      : 0;
    if (!tracked) return;
    tracking.write(low.time.f32);
    low.transform(0, SHAFT_ORDERS * shaftHz + 30, SHAFT_ORDERS * shaftHz);
  }

  private writeEnvelopeSpectrum(out: Analysis): void {
    const { envelope } = this;
    const view = out.envelopeSpectrum;
    const bins = envelope.usableBins;
    if (view.values.length < bins) view.values = new Float32Array(bins);
    view.bins = bins;
    view.hzPerBin = envelope.hzPerBin;
    // A line in the middle of a bin leaves 1/1.5 of its energy there: the Hann window's noise bandwidth.
    const scale = 2 * envelope.meanSquareScale * 1.5;
    const { power } = envelope;
    for (let k = 0; k < bins; k++) view.values[k] = Math.sqrt(power[k]! * scale);
  }
}

function topOrder(orders: BearingOrders | null): number {
  return orders === null ? 0 : 4 * Math.max(orders.bpfi, 2 * orders.bsf);
}
