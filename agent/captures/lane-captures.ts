import type { CaptureNewsTrack, CaptureOrder } from '#schemas/broker/captures';
import { describeError, TremoloError } from '#schemas/errors/tremolo-error';
import type { CaptureId, PointId } from '#schemas/ids/ids';
import type { SignalUnit } from '#schemas/units/units';
import type { Clock } from '../clock.ts';
import { cutTrack } from './cut-track.ts';
import { SensorRing } from './sensor-ring.ts';
import type { TrackShelf } from './track-shelf.ts';

/** So long after the window has passed frames may still be on their way. */
const GRACE_MS = 3_000;
/** A sensor whose frames come so late or early has a wrong clock: its window is taken by the time of arrival. */
const CLOCK_OFF_US = 5_000_000;
/** Rings that are made larger or smaller between two slices of the lane’s work. */
const FITTED_AT_ONCE = 8;
/** Beyond what an open capture needs: frames are no longer than this. */
const SPARE_MS = 2_000;

/** Where a point of this lane gets its samples from. */
export interface CapturedPoint {
  readonly sensorId: string;
  readonly axis: number;
  readonly unit: SignalUnit;
}

export interface LaneCapturesParts {
  readonly shelf: TrackShelf;
  /** As much as a ring holds where nothing is open, and as much memory as all rings have. */
  readonly keptMs: number;
  readonly maxBytes: number;
  readonly clock: Clock;
  readonly pointOf: (pointId: PointId) => CapturedPoint | null;
  readonly say: (captureId: CaptureId, track: CaptureNewsTrack) => void;
}

interface OpenTrack {
  readonly order: CaptureOrder;
  readonly pointId: PointId;
  readonly sensorId: string;
  readonly untilMs: number;
}

/** The rings of one lane, and the captures that are cut out of them when their windows have passed. */
export class LaneCaptures {
  readonly #parts: LaneCapturesParts;
  readonly #rings = new Map<string, SensorRing>();
  /** Rings that are not as large as they should be. */
  readonly #unfit = new Set<string>();
  #share: number;
  #open: OpenTrack[] = [];
  /** Tracks are made one after the other: memory for one is enough. */
  #last: Promise<void> = Promise.resolve();

  constructor(parts: LaneCapturesParts) {
    this.#parts = parts;
    this.#share = parts.maxBytes;
  }

  /** The ring of a sensor, made when it is not there. */
  ringOf(sensorId: string): SensorRing {
    const known = this.#rings.get(sensorId);
    if (known !== undefined) return known;
    const ring = new SensorRing({ wantedMs: this.#parts.keptMs, limitBytes: this.#share });
    this.#rings.set(sensorId, ring);
    this.#shareOut();
    return ring;
  }

  /** The lane carries this sensor no more: what is open of it is cut as it is. */
  drop(sensorId: string): void {
    this.#finish(({ sensorId: its }) => its === sensorId);
    this.#rings.delete(sensorId);
    this.#unfit.delete(sensorId);
    this.#shareOut();
  }

  /** Takes up what it does not have yet; points that are not of this lane are none of its business. */
  order(order: CaptureOrder): void {
    const untilMs = this.#parts.clock() + order.afterMs + GRACE_MS;
    for (const pointId of order.points) {
      const point = this.#parts.pointOf(pointId);
      const isOpen = this.#open.some(
        (one) => one.order.captureId === order.captureId && one.pointId === pointId,
      );
      if (point === null || isOpen) continue;
      this.#open.push({ order, pointId, sensorId: point.sensorId, untilMs });
      this.#fit(point.sensorId);
    }
  }

  /** Cuts what is over. To be called some times a second. */
  turn(): void {
    for (const sensorId of [...this.#unfit].slice(0, FITTED_AT_ONCE)) this.#fit(sensorId);
    if (this.#open.length === 0) return;
    const nowMs = this.#parts.clock();
    this.#finish((one) => {
      const ring = this.#rings.get(one.sensorId);
      if (ring === undefined || nowMs >= one.untilMs) return true;
      return (ring.endUs ?? 0) >= windowOf(ring, one.order).toUs;
    });
  }

  /** Cuts all that is open and waits until it is on the disk: the lane ends. */
  async stop(): Promise<void> {
    this.#finish(() => true);
    await this.#last;
  }

  #finish(isOver: (one: OpenTrack) => boolean): void {
    const over = this.#open.filter(isOver);
    if (over.length === 0) return;
    this.#open = this.#open.filter((one) => !over.includes(one));
    // Cut at once, for the ring goes on; what follows takes its time.
    for (const one of over) {
      this.#take(one);
      this.#unfit.add(one.sensorId);
    }
  }

  #take({ order, pointId, sensorId }: OpenTrack): void {
    const { shelf, pointOf, say } = this.#parts;
    const { captureId } = order;
    const missing = (reason: string) =>
      say(captureId, { pointId, state: 'missing', reason: reason.slice(0, 240), bytes: 0 });
    const ring = this.#rings.get(sensorId);
    const point = pointOf(pointId);
    if (ring === undefined || point === null || ring.signal === null) {
      missing('The sensor sent nothing while it was to be captured.');
      return;
    }
    const { clockOffMs, ...window } = windowOf(ring, order);
    const cut = cutTrack(ring, point.axis, window);
    if (cut === null) {
      missing('Within this time the sensor sent nothing.');
      return;
    }
    const { format, sampleRateHz, scale } = ring.signal;
    const { raw, samples, stretches } = cut;
    const facts = {
      ...{ pointId, sensorId, axis: point.axis, unit: point.unit, format, sampleRateHz },
      ...{ scale: scale[point.axis], samples, stretches, clockOffMs },
    };
    this.#last = this.#last.then(async () => {
      try {
        const { bytes } = await shelf.write(captureId, facts, raw);
        say(captureId, { pointId, state: 'taken', reason: null, bytes });
      } catch (error) {
        missing(error instanceof TremoloError ? error.message : describeError(error));
      }
    });
  }

  /** Memory is shared out evenly, anew when the number of sensors has changed enough; a ring at a time, for each is copied. */
  #shareOut(): void {
    const share = Math.floor(this.#parts.maxBytes / roundedUp(this.#rings.size));
    if (share === this.#share) return;
    this.#share = share;
    for (const [sensorId, ring] of this.#rings) {
      // One that holds nothing yet costs nothing: what comes next finds its right size.
      if (ring.signal === null) this.#fit(sensorId);
      else this.#unfit.add(sensorId);
    }
  }

  /** A ring that an open capture needs for longer gets what it needs as far as its share of the memory goes. */
  #fit(sensorId: string): void {
    this.#unfit.delete(sensorId);
    const needed = this.#open
      .filter((one) => one.sensorId === sensorId)
      .map(({ order }) => order.toMs - order.fromMs + GRACE_MS + SPARE_MS);
    this.#rings.get(sensorId)?.resize(Math.max(this.#parts.keptMs, ...needed), this.#share);
  }
}

/** In steps of an eighth and more, so that one sensor more does not mean another share for all. */
function roundedUp(sensors: number): number {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, sensors))) - 3);
  return Math.max(1, Math.ceil(sensors / step) * step);
}

function windowOf({ lagUs }: SensorRing, { fromMs, toMs }: CaptureOrder) {
  const isOff = Math.abs(lagUs) > CLOCK_OFF_US;
  const offUs = isOff ? lagUs : 0;
  return {
    fromUs: fromMs * 1_000 - offUs,
    toUs: toMs * 1_000 - offUs,
    clockOffMs: isOff ? Math.round(lagUs / 1_000) : null,
  };
}
