import type { Said } from '#schemas/errors/said';
import { type DeliveryId, newId, type UserId } from '#schemas/ids/ids';
import type { Channel as ChannelName } from '#schemas/notifications/events';
import type { Clock } from '../../clock.ts';
import type { Statement } from '../../store/statement.ts';
import type { Store } from '../../store/store.ts';
import { keptSaid } from '../kept-said.ts';
import { NOTIFICATION_COLUMNS, type Notification, notificationOf } from '../notification.ts';
import { type Delivery, deliveryOf, laneOf } from './delivery.ts';

/** As many go out in one message. */
const TOGETHER_MAX = 50;
/** What is due within this leaves together with what is due now. */
const TOGETHER_MS = 60_000;

/** A delivery that is to be. */
export interface NewDelivery {
  readonly channel: ChannelName;
  readonly userId: UserId | null;
  readonly targetId: string | null;
  readonly state: 'waiting' | 'digest';
  readonly nextMs: number;
}

/** Deliveries that leave as one, and what they deliver. */
export interface Batch {
  readonly batchId: string;
  /** It was tried before, and may have arrived. */
  readonly isRepeat: boolean;
  readonly deliveries: readonly [Delivery, ...Delivery[]];
  readonly notifications: readonly Notification[];
}

/** The queue of deliveries, on disk: what is in it survives the hub. */
export class DeliveryBook {
  readonly #deps: { store: Store; clock: Clock };

  constructor(deps: { store: Store; clock: Clock }) {
    this.#deps = deps;
  }

  /** All of them as one statement, for the transaction of the notification. */
  statement(
    notification: Pick<Notification, 'notificationId'>,
    rank: number,
    deliveries: readonly NewDelivery[],
  ): Statement {
    const rows = deliveries.map((one) => [
      newId('dv'),
      one.channel,
      laneOf(one.channel, one.targetId),
      one.userId,
      one.targetId,
      one.state,
      one.nextMs,
    ]);
    const column = (index: number) => `json_extract(value, '$[${index}]')`;
    return {
      sql: `INSERT INTO deliveries (delivery_id, notification_id, channel, lane, user_id, target_id, state, rank, tries, next_ms, created_ms)
        SELECT ${column(0)}, ?, ${column(1)}, ${column(2)}, ${column(3)}, ${column(4)}, ${column(5)}, ?, 0, ${column(6)}, ?
        FROM json_each(?)`,
      args: [notification.notificationId, rank, this.#deps.clock(), JSON.stringify(rows)],
    };
  }

  /** What the hub was sending when it ended is sent again, under the same id: whether it had left nobody can know. */
  async recover(lane: string | null = null): Promise<void> {
    const sql =
      "UPDATE deliveries SET state = 'waiting' WHERE state = 'sending' AND (? IS NULL OR lane = ?)";
    await this.#deps.store.write([{ sql, args: [lane, lane] }]);
  }

  /** Lanes in which something is due. */
  async dueLanes(): Promise<string[]> {
    const rows = await this.#deps.store.read(
      "SELECT DISTINCT lane FROM deliveries WHERE state IN ('waiting', 'sending') AND next_ms <= ?",
      [this.#deps.clock()],
    );
    return rows.map((row) => String(row.lane));
  }

  /**
   * The next that leave by this lane, noted as being sent under an id before anything leaves: the most urgent first, and with
   * it, where the channel gathers, all that waits for the same receiver. Null: nothing is due.
   */
  async claim(lane: string, gathers: boolean): Promise<Batch | null> {
    const { store, clock } = this.#deps;
    const nowMs = clock();
    const [row] = await store.read(
      "SELECT * FROM deliveries WHERE lane = ? AND state = 'waiting' AND next_ms <= ? ORDER BY rank, next_ms, delivery_id LIMIT 1",
      [lane, nowMs],
    );
    if (row === undefined) return null;
    const first = deliveryOf(row);
    const deliveries =
      first.batchId === null ? await this.#with(first, gathers) : await this.of(first.batchId);
    const batchId = first.batchId ?? first.deliveryId;
    await store.write([
      {
        sql: "UPDATE deliveries SET state = 'sending', batch_id = ? WHERE state = 'waiting' AND delivery_id IN (SELECT value FROM json_each(?))",
        args: [batchId, JSON.stringify(deliveries.map(({ deliveryId }) => deliveryId))],
      },
    ]);
    return {
      batchId,
      isRepeat: first.batchId !== null,
      deliveries: deliveries as [Delivery, ...Delivery[]],
      notifications: await this.#notificationsOf(deliveries),
    };
  }

  async sent({ batchId }: Batch, says: Said): Promise<void> {
    await this.#done(batchId, 'sent', says);
  }

  /** Not needed any more. */
  async dropped({ batchId }: Batch, says: Said): Promise<void> {
    await this.#done(batchId, 'dropped', says);
  }

  async failed({ batchId }: Batch, says: Said): Promise<void> {
    await this.#done(batchId, 'failed', says);
  }

  async again({ batchId }: Batch, says: Said, afterMs: number): Promise<void> {
    await this.#deps.store.write([
      {
        sql: "UPDATE deliveries SET state = 'waiting', tries = tries + 1, next_ms = ?, says = ? WHERE batch_id = ? AND state = 'sending'",
        args: [this.#deps.clock() + afterMs, keptSaid(says), batchId],
      },
    ]);
  }

  /** Ends what waits in a lane that is no more. */
  endLane(lane: string, says: Said): Statement {
    return {
      sql: "UPDATE deliveries SET state = 'failed', next_ms = ?, says = ? WHERE lane = ? AND state = 'waiting'",
      args: [this.#deps.clock(), keptSaid(says), lane],
    };
  }

  /** What waits for this person about something that is settled is not sent. */
  dropAbout(userId: UserId, about: string, says: Said): Statement {
    return {
      sql: `UPDATE deliveries SET state = 'dropped', next_ms = ?, says = ? WHERE user_id = ? AND state IN ('waiting', 'digest')
        AND notification_id IN (SELECT notification_id FROM notifications WHERE about = ?)`,
      args: [this.#deps.clock(), keptSaid(says), userId, about],
    };
  }

  async of(batchId: string): Promise<Delivery[]> {
    const rows = await this.#deps.store.read(
      "SELECT * FROM deliveries WHERE batch_id = ? AND state = 'waiting' ORDER BY delivery_id",
      [batchId],
    );
    return rows.map(deliveryOf);
  }

  async get(deliveryId: DeliveryId): Promise<Delivery | null> {
    const [row] = await this.#deps.store.read('SELECT * FROM deliveries WHERE delivery_id = ?', [
      deliveryId,
    ]);
    return row === undefined ? null : deliveryOf(row);
  }

  async #with(first: Delivery, gathers: boolean): Promise<Delivery[]> {
    if (!gathers) return [first];
    const rows = await this.#deps.store.read(
      `SELECT * FROM deliveries WHERE lane = ? AND user_id IS ? AND state = 'waiting' AND batch_id IS NULL
        AND next_ms <= ? AND delivery_id <> ? ORDER BY rank, next_ms, delivery_id LIMIT ?`,
      [
        first.lane,
        first.userId,
        this.#deps.clock() + TOGETHER_MS,
        first.deliveryId,
        TOGETHER_MAX - 1,
      ],
    );
    return [first, ...rows.map(deliveryOf)];
  }

  async #notificationsOf(deliveries: readonly Delivery[]): Promise<Notification[]> {
    const ids = JSON.stringify(deliveries.map(({ notificationId }) => notificationId));
    const rows = await this.#deps.store.read(
      `SELECT ${NOTIFICATION_COLUMNS} FROM notifications n WHERE n.notification_id IN (SELECT value FROM json_each(?))
        ORDER BY n.rank, n.at_ms, n.notification_id`,
      [ids],
    );
    return rows.map(notificationOf);
  }

  async #done(batchId: string, state: 'sent' | 'failed' | 'dropped', says: Said): Promise<void> {
    await this.#deps.store.write([
      {
        sql: "UPDATE deliveries SET state = ?, tries = tries + 1, next_ms = ?, says = ? WHERE batch_id = ? AND state = 'sending'",
        args: [state, this.#deps.clock(), keptSaid(says), batchId],
      },
    ]);
  }
}
