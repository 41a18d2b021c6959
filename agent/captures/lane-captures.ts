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
  #open: OpenTrack[] = [];
  /** Tracks are made one after the other: memory for one is enough. */
  #last: Promise<void> = Promise.resolve();

  constructor(parts: LaneCapturesParts) {
    this.#parts = parts;
  }

  /** The ring of a sensor, made when it is not there. */
  ringOf(sensorId: string): SensorRing {
    const known = this.#rings.get(sensorId);
    if (known !== undefined) return known;
    const { keptMs, maxBytes } = this.#parts;
    const ring = new SensorRing({ wantedMs: keptMs, limitBytes: maxBytes });
    this.#rings.set(sensorId, ring);
    this.#resize();
    return ring;
  }

  /** The lane carries this sensor no more: what is open of it is cut as it is. */
  drop(sensorId: string): void {
    this.#finish(({ sensorId: its }) => its === sensorId);
    this.#rings.delete(sensorId);
    this.#resize();
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
    }
    this.#resize();
  }

  /** Cuts what is over. To be called some times a second. */
  turn(): void {
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
    for (const one of over) this.#take(one);
    this.#resize();
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

  /** Memory is shared out evenly; a ring that an open capture needs for longer gets what it needs as far as that goes. */
  #resize(): void {
    const { keptMs, maxBytes } = this.#parts;
    const share = Math.floor(maxBytes / Math.max(1, this.#rings.size));
    for (const [sensorId, ring] of this.#rings) {
      const needed = this.#open
        .filter((one) => one.sensorId === sensorId)
        .map(({ order }) => order.toMs - order.fromMs + GRACE_MS + SPARE_MS);
      ring.resize(Math.max(keptMs, ...needed), share);
    }
  }
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
