import type { MachineFacts } from '#schemas/plant/machine-facts';
import type { BearingOrders } from '#signal/bearings/bearing';
import type { ContextPlan } from '#signal/envelope/context-plan';
import type { Fft } from '#signal/spectrum/fft';
import type { Analysis } from './analysis.ts';
import type { Levels } from './block-statistics.ts';
import { writeFeatures } from './feature-writer.ts';
import { LineReader } from './line-reader.ts';
import { LineSpectrumReader } from './line-spectrum.ts';
import { ORDER_SPAN } from './signature.ts';
import { writeOrderCells, writeSignature } from './signature-writer.ts';
import { VelocityWeights } from './velocity-weights.ts';

/** The envelope's modulation shares reach to here, Hz. */
export const MODULATION_TOP_HZ = 600;

/** Shaft lines are read up to 8X; a little beyond lets their floor be measured. */
const SHAFT_ORDERS = 8.5;

/** Reads a full context (both decimated signals, in the readers' `time`) into an analysis. */
export class ContextReader {
  readonly envelope: LineSpectrumReader;
  readonly low: LineSpectrumReader;
  private readonly lines = new LineReader();
  private readonly velocity: VelocityWeights;

  constructor(fft: Fft, plan: ContextPlan) {
    this.envelope = new LineSpectrumReader(fft, plan);
    this.low = new LineSpectrumReader(fft, plan);
    this.velocity = new VelocityWeights(fft, this.low);
  }

  /** Writes lines, features and signature; `orders` are those of `machine.bearing`. */
  read(levels: Levels, machine: MachineFacts, orders: BearingOrders | null, out: Analysis): void {
    const shaftHz = machine.speedRpm === null ? 0 : machine.speedRpm / 60;
    const envelopeTop = shaftHz * Math.max(ORDER_SPAN, topOrder(orders) + 1);
    const whole = out.wantSpectra ? Number.POSITIVE_INFINITY : MODULATION_TOP_HZ;
    this.envelope.transform(Math.max(whole, envelopeTop + 30), envelopeTop);
    this.low.transform(Math.max(1000, SHAFT_ORDERS * shaftHz + 30), SHAFT_ORDERS * shaftHz);
    out.lineHz.fill(0);
    out.lineDb.fill(0);
    out.lineAmplitude.fill(0);
    out.signature.fill(0);
    if (shaftHz > 0) {
      writeOrderCells(this.envelope, shaftHz, out);
      this.lines.readShaft(this.low, shaftHz, out);
      this.lines.readEnvelope(this.envelope, orders, out);
    }
    this.velocity.measure(this.low, machine.speedRpm);
    writeFeatures(levels, this.velocity, orders !== null && shaftHz > 0, out);
    writeSignature(levels, this.envelope, shaftHz > 0, orders !== null && shaftHz > 0, out);
    if (out.wantSpectra) this.writeEnvelopeSpectrum(out);
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
