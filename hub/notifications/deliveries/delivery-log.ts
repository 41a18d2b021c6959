import { refused } from '#schemas/errors/refused';
import type { ChannelState, DeliveryQuery, DeliveryRow } from '#schemas/http/notifications';
import {
  type DeliveryId,
  type NotificationId,
  newId,
  type UserId,
  type WebhookId,
} from '#schemas/ids/ids';
import {
  type NotificationEvent,
  PERSONAL_CHANNELS,
  PRIORITIES,
} from '#schemas/notifications/event-names';
import { type Channel as ChannelName, SITE_CHANNELS } from '#schemas/notifications/events';
import type { Words } from '#schemas/notifications/words';
import type { Clock } from '../../clock.ts';
import type { Actor } from '../../store/actor.ts';
import type { Row } from '../../store/statement.ts';
import type { Store } from '../../store/store.ts';
import type { Channel } from '../channels/channel.ts';
import { saidFrom, shownSaid } from '../kept-said.ts';
import { deliveryOf } from './delivery.ts';

const WEEK_MS = 7 * 86_400_000;
const SELECT = `SELECT d.*, n.event, n.title FROM deliveries d
  JOIN notifications n ON n.notification_id = d.notification_id`;

export interface DeliveryLogDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
  readonly nameOf: (userId: UserId) => string | null;
  readonly wake: () => void;
}

/** What left the hub, what waits and what failed, for whoever looks after the channels. */
export class DeliveryLog {
  readonly #deps: DeliveryLogDeps;

  constructor(deps: DeliveryLogDeps) {
    this.#deps = deps;
  }

  /** Newest first. Throws `request_invalid` for a cursor that is none of ours. */
  async page({ limit, cursor, channel, state, webhookId }: DeliveryQuery) {
    if (cursor !== undefined && !/^dv_[0-9A-Z]{26}$/.test(cursor)) {
      throw refused('cursor_foreign');
    }
    const rows = await this.#deps.store.read(
      `${SELECT} WHERE d.delivery_id < ? AND (? IS NULL OR d.channel = ?) AND (? IS NULL OR d.state = ?)
        AND (? IS NULL OR d.target_id = ?) ORDER BY d.delivery_id DESC LIMIT ?`,
      [
        cursor ?? '~',
        ...[channel ?? null, channel ?? null, state ?? null, state ?? null],
        ...[webhookId ?? null, webhookId ?? null, limit + 1],
      ],
    );
    const items = rows.slice(0, limit).map((row) => this.#shown(row));
    const nextCursor = rows.length > limit ? (items.at(-1)?.deliveryId ?? null) : null;
    return { items, nextCursor, total: null };
  }

  /** A delivery of its own that sends the same again. Throws `not_found`, and `conflict` while it still waits. */
  async resend(deliveryId: DeliveryId, actor: Actor): Promise<DeliveryRow> {
    const { store, clock, wake } = this.#deps;
    const [row] = await store.read(`${SELECT} WHERE d.delivery_id = ?`, [deliveryId]);
    if (row === undefined) throw refused('delivery_unknown');
    const before = deliveryOf(row);
    if (!['sent', 'failed', 'dropped'].includes(before.state)) {
      throw refused('delivery_waits');
    }
    const resentId = newId('dv');
    const nowMs = clock();
    await store.record(
      [
        {
          sql: `INSERT INTO deliveries (delivery_id, notification_id, channel, lane, user_id, target_id, state, rank, tries, next_ms, created_ms)
            SELECT ?, notification_id, channel, lane, user_id, target_id, 'waiting', rank, 0, ?, ? FROM deliveries WHERE delivery_id = ?`,
          args: [resentId, nowMs, nowMs, deliveryId],
        },
      ],
      [
        {
          event: 'delivery.resent',
          actor,
          resourceId: before.channel,
          details: { deliveryId, resentId },
        },
      ],
    );
    wake();
    const [made] = await store.read(`${SELECT} WHERE d.delivery_id = ?`, [resentId]);
    return this.#shown(made);
  }

  /** Each way and how it fares. */
  async states(): Promise<ChannelState[]> {
    const { store, clock } = this.#deps;
    const rows = await store.read(
      `SELECT channel, state, count(*) AS n, max(next_ms) AS last_ms FROM deliveries
        WHERE state IN ('waiting', 'sending') OR next_ms >= ? GROUP BY channel, state`,
      [clock() - WEEK_MS],
    );
    const failures = await store.read(
      `SELECT channel, says, max(next_ms) AS at_ms FROM deliveries WHERE state = 'failed' GROUP BY channel`,
    );
    const names: readonly ChannelName[] = [...PERSONAL_CHANNELS, ...SITE_CHANNELS];
    return names.flatMap((channel) => {
      const room = this.#deps.channels[channel];
      if (room === undefined) return [];
      const of = (...states: string[]) =>
        rows
          .filter((row) => row.channel === channel && states.includes(String(row.state)))
          .reduce((sum, row) => sum + Number(row.n), 0);
      const sent = rows.find((row) => row.channel === channel && row.state === 'sent');
      const failure = failures.find((row) => row.channel === channel);
      const objection = room.objection(null);
      return {
        channel,
        isOn: objection === null,
        objection: objection?.sentence ?? null,
        ...(objection !== null && { objectionReason: objection.reason }),
        waiting: of('waiting', 'sending'),
        sent: of('sent'),
        failed: of('failed'),
        lastSentMs: sent === undefined ? null : Number(sent.last_ms),
        lastFailure:
          failure === undefined
            ? null
            : { atMs: Number(failure.at_ms), ...shownSaid(saidFrom(failure.says)) },
      };
    });
  }

  /** Forgets what is older than the site keeps it. */
  async upkeep(keepDays: number): Promise<void> {
    const beforeMs = this.#deps.clock() - keepDays * 86_400_000;
    const old = 'SELECT notification_id FROM notifications WHERE at_ms < ?';
    await this.#deps.store.write([
      { sql: `DELETE FROM deliveries WHERE notification_id IN (${old})`, args: [beforeMs] },
      { sql: `DELETE FROM feed WHERE notification_id IN (${old})`, args: [beforeMs] },
      { sql: 'DELETE FROM notifications WHERE at_ms < ?', args: [beforeMs] },
      { sql: 'DELETE FROM acknowledged WHERE at_ms < ?', args: [beforeMs] },
    ]);
  }

  #shown(row: Row): DeliveryRow {
    const one = deliveryOf(row);
    return {
      deliveryId: one.deliveryId,
      notificationId: one.notificationId as NotificationId,
      event: row.event as NotificationEvent,
      title: JSON.parse(String(row.title)) as Words,
      channel: one.channel,
      userId: one.userId,
      userName: one.userId === null ? null : this.#deps.nameOf(one.userId),
      webhookId: one.channel === 'webhook' ? (one.targetId as WebhookId | null) : null,
      state: one.state,
      priority: PRIORITIES[one.rank],
      tries: one.tries,
      createdMs: Number(row.created_ms),
      atMs: one.nextMs,
      batchId: one.batchId,
      ...(row.says === null ? { says: null } : shownSaid(saidFrom(row.says))),
    };
  }
}
