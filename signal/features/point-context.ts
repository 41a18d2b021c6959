import type { BearingGeometry } from '#schemas/plant/machine-facts';
import type { BearingOrders } from '#signal/bearings/bearing';
import type { ContextPlan } from '#signal/envelope/context-plan';
import { type BandHz, envelopeBand } from '#signal/envelope/envelope-band';
import { Whitening } from '#signal/envelope/whitening';

/**
 * What a measuring point carries from window to window: the latest hop and the last ~1.3 s as a squared envelope, a low-passed
 * signal and sums. Made by `WindowAnalyzer.createContext`. Call `reset` at a gap: nothing is analysed across one.
 */
export class PointContext {
  readonly plan: ContextPlan;
  /** The newest samples of the last window; valid while `hasPrevious`. */
  readonly previous: Float32Array<ArrayBuffer>;
  hasPrevious = false;
  /** Rings of `plan.chunks` chunks; `next` is the slot to be written, which is the oldest one when full. */
  readonly envelope: Float32Array<ArrayBuffer>;
  readonly low: Float32Array<ArrayBuffer>;
  readonly rows: Float64Array<ArrayBuffer>;
  /** Shaft speed at each chunk, r/min; 0 unknown. */
  readonly speeds: Float64Array<ArrayBuffer>;
  filled = 0;
  next = 0;
  /** The envelope's band and the colour that is taken out of it. */
  whitening: Whitening;
  /** Blocks until the colour is measured again. */
  untilColour = 0;
  /** The bearing whose orders are kept here. */
  bearing: BearingGeometry | null = null;
  orders: BearingOrders | null = null;

  constructor(plan: ContextPlan, rowLength: number, band: BandHz) {
    this.plan = plan;
    this.previous = new Float32Array(plan.blockSamples / 2);
    this.envelope = new Float32Array(plan.contextSamples);
    this.low = new Float32Array(plan.contextSamples);
    this.rows = new Float64Array(plan.chunks * rowLength);
    this.speeds = new Float64Array(plan.chunks);
    this.whitening = new Whitening(plan, envelopeBand(plan, band));
  }

  /** Forgets all samples: after a gap, a late start or a change of sensor. */
  reset(): void {
    this.hasPrevious = false;
    this.filled = 0;
    this.next = 0;
    this.untilColour = 0;
  }

  /** Looks for impacts in another band from now on (a kurtogram's choice, for instance); the context fills anew. */
  setEnvelopeBand(band: BandHz): void {
    this.whitening = new Whitening(this.plan, envelopeBand(this.plan, band));
    this.reset();
  }

  /** 0…1: how much of the context is there. */
  get fullness(): number {
    return this.filled / this.plan.chunks;
  }
}
