import type { CaptureNews, CaptureNewsTrack, CaptureOrder } from '#schemas/broker/captures';
import type { CaptureId, PointId } from '#schemas/ids/ids';
import type { Clock } from '../clock.ts';
import { errorField, type Log } from '../log.ts';
import type { DeliverTrack } from './track-courier.ts';
import { TrackCourier } from './track-courier.ts';
import type { ShelvedTrack, TrackShelf } from './track-shelf.ts';

/** A lane that has not answered so long after the window has passed gives nothing any more. */
const ANSWER_MS = 20_000;
/** So long an order that is done is known, in case it is repeated. */
const REMEMBERED_MS = 10 * 60_000;

export interface CaptureDeskParts {
  readonly agentId: string;
  readonly shelf: TrackShelf;
  readonly maxDiskBytes: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly sleep: (ms: number) => Promise<void>;
  /** Hands the order to the lanes. */
  readonly capture: (order: CaptureOrder) => void;
  /** False: the broker is away; the hub asks again. */
  readonly tell: (news: CaptureNews) => boolean;
  readonly deliver: DeliverTrack;
}

interface KnownOrder {
  readonly points: Set<PointId>;
  readonly answers: Map<PointId, CaptureNewsTrack>;
  readonly untilMs: number;
}

/** What the hub wants captured: orders to the lanes, answers to the hub, and tracks on their way there. */
export class CaptureDesk {
  readonly #parts: CaptureDeskParts;
  readonly #orders = new Map<CaptureId, KnownOrder>();
  readonly #courier: TrackCourier;

  constructor(parts: CaptureDeskParts) {
    this.#parts = parts;
    const { shelf, log, sleep, deliver } = parts;
    const refused = ({ captureId, pointId }: ShelvedTrack, reason: string) =>
      this.captured(captureId, { pointId, state: 'missing', reason, bytes: 0 });
    this.#courier = new TrackCourier({ shelf, log, sleep, deliver, refused });
  }

  /** Takes up what an earlier run of the agent left on the disk. */
  async start(): Promise<void> {
    const { shelf, log } = this.#parts;
    shelf.start();
    try {
      for (const track of await shelf.all()) {
        const { captureId, pointId, bytes } = track;
        this.#known(captureId, 0).answers.set(pointId, taken(pointId, bytes));
        this.#courier.send(track);
      }
    } catch (error) {
      log('error', 'captures of an earlier run cannot be read', errorField(error));
    }
  }

  stop(): void {
    this.#courier.stop();
  }

  /** An order of the hub, for the first time or again. */
  order(order: CaptureOrder): void {
    const known = this.#known(order.captureId, order.afterMs);
    for (const pointId of order.points) known.points.add(pointId);
    const open = order.points.filter((pointId) => !known.answers.has(pointId));
    if (open.length > 0 && this.#courier.bytes >= this.#parts.maxDiskBytes) {
      const reason = 'The agent has no room: captures before this one are still on their way.';
      for (const pointId of open)
        known.answers.set(pointId, { pointId, state: 'missing', reason, bytes: 0 });
    } else if (open.length > 0) this.#parts.capture({ ...order, points: open });
    this.#tell(order.captureId, known);
  }

  /** What came of one point. */
  captured(captureId: CaptureId, track: CaptureNewsTrack): void {
    const known = this.#known(captureId, 0);
    known.answers.set(track.pointId, track);
    this.#tell(captureId, known);
    if (track.state === 'taken') this.#courier.send(this.#parts.shelf.of(captureId, track));
  }

  /** Answers for lanes that do not. To be called each second. */
  turn(): void {
    const nowMs = this.#parts.clock();
    for (const [captureId, known] of this.#orders) {
      const silent = [...known.points].filter((pointId) => !known.answers.has(pointId));
      if (silent.length > 0 && nowMs > known.untilMs) {
        const reason = 'No lane of the agent gave anything for it in time.';
        for (const pointId of silent)
          known.answers.set(pointId, { pointId, state: 'missing', reason, bytes: 0 });
        this.#tell(captureId, known);
      }
      if (nowMs > known.untilMs + REMEMBERED_MS && !this.#courier.has(captureId))
        this.#orders.delete(captureId);
    }
  }

  #known(captureId: CaptureId, afterMs: number): KnownOrder {
    const known = this.#orders.get(captureId);
    if (known !== undefined) return known;
    const untilMs = this.#parts.clock() + afterMs + ANSWER_MS;
    const fresh: KnownOrder = { points: new Set(), answers: new Map(), untilMs };
    this.#orders.set(captureId, fresh);
    return fresh;
  }

  #tell(captureId: CaptureId, { answers }: KnownOrder): void {
    if (answers.size === 0) return;
    const { agentId, tell } = this.#parts;
    tell({ agentId, captureId, tracks: [...answers.values()] });
  }
}

const taken = (pointId: PointId, bytes: number): CaptureNewsTrack => ({
  pointId,
  state: 'taken',
  reason: null,
  bytes,
});
