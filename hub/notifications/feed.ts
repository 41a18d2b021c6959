import { refused } from '#schemas/errors/refused';
import type { Said } from '#schemas/errors/said';
import type { FeedQuery } from '#schemas/http/notifications';
import type { NotificationId, UserId } from '#schemas/ids/ids';
import {
  NOTIFICATION_EVENT_NAMES,
  type PersonalChannel,
  rankOf,
} from '#schemas/notifications/event-names';
import { NOTIFICATION_EVENTS } from '#schemas/notifications/events';
import type { FeedItem, FeedNews } from '#schemas/notifications/notification';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Row, Statement } from '../store/statement.ts';
import type { Store } from '../store/store.ts';
import { shownSaid } from './kept-said.ts';
import { NOTIFICATION_COLUMNS, type Notification, notificationOf } from './notification.ts';

export interface FeedDeps {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
}

const SELECT = `SELECT ${NOTIFICATION_COLUMNS}, f.read_ms, f.failures, k.at_ms AS acknowledged_ms
  FROM feed f JOIN notifications n ON n.notification_id = f.notification_id
  LEFT JOIN acknowledged k ON k.user_id = f.user_id AND k.about = n.about`;

/** What each person was told, in the app: with what is read and what is acknowledged. */
export class Feed {
  readonly #deps: FeedDeps;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
  }

  /** Puts it into the feeds of these people, for the transaction of the notification. */
  statement(
    { notificationId }: Pick<Notification, 'notificationId'>,
    users: readonly UserId[],
  ): Statement {
    return {
      sql: 'INSERT INTO feed (user_id, notification_id) SELECT value, ? FROM json_each(?)',
      args: [notificationId, JSON.stringify(users)],
    };
  }

  /** Newest first. Throws `request_invalid` for a cursor that is none of ours. */
  async page(
    userId: UserId,
    query: FeedQuery,
  ): Promise<{ items: FeedItem[]; nextCursor: string | null; total: null }> {
    const { limit, cursor = null, state, group, least = 'low', q = '' } = query;
    if (cursor !== null && !/^nt_[0-9A-Z]{26}$/.test(cursor)) {
      throw refused('cursor_foreign');
    }
    const events = NOTIFICATION_EVENT_NAMES.filter(
      (event) => group === undefined || NOTIFICATION_EVENTS[event].group === group,
    );
    const rows = await this.#deps.store.read(
      `${SELECT} WHERE f.user_id = ? AND f.notification_id < ? AND n.rank <= ?
        AND n.event IN (SELECT value FROM json_each(?)) AND (? = 'all' OR f.read_ms IS NULL)
        AND (? = '' OR instr(lower(n.title || ' ' || n.body), ?) > 0)
        ORDER BY f.notification_id DESC LIMIT ?`,
      [
        userId,
        cursor ?? '~',
        rankOf(least),
        JSON.stringify(events),
        state,
        q,
        q.toLowerCase(),
        limit + 1,
      ],
    );
    const items = rows.slice(0, limit).map(itemOf);
    return {
      items,
      nextCursor: rows.length > limit ? (items.at(-1)?.notificationId ?? null) : null,
      total: null,
    };
  }

  /** Marks these, or all up to a time, as read or unread. */
  async mark(
    userId: UserId,
    {
      ids,
      throughMs,
      isRead,
    }: { ids?: readonly NotificationId[]; throughMs?: number; isRead: boolean },
  ): Promise<Omit<FeedNews, 'item'>> {
    const readMs = isRead ? this.#deps.clock() : null;
    const which =
      ids === undefined
        ? 'notification_id IN (SELECT notification_id FROM notifications WHERE at_ms <= ?)'
        : 'notification_id IN (SELECT value FROM json_each(?))';
    await this.#deps.store.write([
      {
        sql: `UPDATE feed SET read_ms = ? WHERE user_id = ? AND (read_ms IS NULL) = ? AND ${which}`,
        args: [
          readMs,
          userId,
          isRead ? 1 : 0,
          ids === undefined ? (throughMs ?? 0) : JSON.stringify(ids),
        ],
      },
    ]);
    await this.tell([userId], null);
    return this.counts(userId);
  }

  /** The person acknowledged what these are about: they are read, and nothing more of it is told to that person. */
  acknowledging(userId: UserId, about: string): Statement[] {
    const nowMs = this.#deps.clock();
    return [
      {
        sql: 'INSERT INTO acknowledged VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
        args: [userId, about, nowMs],
      },
      {
        sql: `UPDATE feed SET read_ms = ? WHERE user_id = ? AND read_ms IS NULL
          AND notification_id IN (SELECT notification_id FROM notifications WHERE about = ?)`,
        args: [nowMs, userId, about],
      },
    ];
  }

  /** Who has acknowledged what a notification is about. */
  async acknowledgedBy(about: string): Promise<ReadonlySet<string>> {
    const rows = await this.#deps.store.read('SELECT user_id FROM acknowledged WHERE about = ?', [
      about,
    ]);
    return new Set(rows.map((row) => String(row.user_id)));
  }

  /** A way to the person failed: it stands in the feed, unread, with the way that failed and why. */
  async missed(
    userId: UserId,
    notifications: readonly Notification[],
    { channel, says }: { channel: PersonalChannel; says: Said },
  ): Promise<void> {
    const failed = JSON.stringify({ channel, ...shownSaid(says) });
    await this.#deps.store.write(
      notifications.map(({ notificationId }) => ({
        sql: `INSERT INTO feed (user_id, notification_id, failures) VALUES (?, ?, json_array(json(?)))
          ON CONFLICT (user_id, notification_id) DO UPDATE SET failures = json_insert(failures, '$[#]', json(?)), read_ms = NULL`,
        args: [userId, notificationId, failed, failed],
      })),
    );
    await this.tell([userId], notifications.at(-1)?.notificationId ?? null);
  }

  /** With whoever is erased: the feed, what was acknowledged, the digests, and what is on its way. */
  erasing(userId: UserId): Statement[] {
    return ['feed', 'acknowledged', 'digests', 'deliveries'].map((table) => ({
      sql: `DELETE FROM ${table} WHERE user_id = ?`,
      args: [userId],
    }));
  }

  erased(): void {
    // Nothing of it is kept in memory.
  }

  async counts(userId: UserId): Promise<Omit<FeedNews, 'item'>> {
    const counted = await this.#countsOf([userId]);
    return counted.get(userId) ?? { unread: 0, critical: 0 };
  }

  /** Tells the open screens of these people how many are unread, and what is new. */
  async tell(users: readonly UserId[], notificationId: NotificationId | null): Promise<void> {
    if (users.length === 0) return;
    const counted = await this.#countsOf(users);
    const rows =
      notificationId === null
        ? []
        : await this.#deps.store.read(
            `${SELECT.replace('SELECT ', 'SELECT f.user_id, ')} WHERE f.notification_id = ? AND f.user_id IN (SELECT value FROM json_each(?))`,
            [notificationId, JSON.stringify(users)],
          );
    const items = new Map(rows.map((row) => [String(row.user_id), itemOf(row)]));
    const news = users.map((userId) => ({
      userId,
      news: {
        ...(counted.get(userId) ?? { unread: 0, critical: 0 }),
        item: items.get(userId) ?? null,
      },
    }));
    this.#deps.events.emit('notifications', news);
  }

  /** Critical ones count while they are neither read nor acknowledged. */
  async #countsOf(users: readonly UserId[]): Promise<Map<string, Omit<FeedNews, 'item'>>> {
    const rows = await this.#deps.store.read(
      `SELECT f.user_id, count(*) AS unread, sum(n.rank = 0) AS critical
        FROM feed f JOIN notifications n ON n.notification_id = f.notification_id
        WHERE f.read_ms IS NULL AND f.user_id IN (SELECT value FROM json_each(?)) GROUP BY f.user_id`,
      [JSON.stringify(users)],
    );
    return new Map(
      rows.map((row) => [
        String(row.user_id),
        { unread: Number(row.unread), critical: Number(row.critical) },
      ]),
    );
  }
}

function itemOf(row: Row): FeedItem {
  const { data: _data, ...notification } = notificationOf(row);
  return {
    ...notification,
    readMs: row.read_ms as number | null,
    acknowledgedMs: row.acknowledged_ms as number | null,
    failures: JSON.parse(String(row.failures)),
  };
}
