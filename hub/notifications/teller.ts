import { said } from '#schemas/errors/said';
import { newId, type UserId } from '#schemas/ids/ids';
import {
  type NotificationEvent,
  type PersonalChannel,
  type Priority,
  rankOf,
} from '#schemas/notifications/event-names';
import { NOTIFICATION_EVENTS, type SiteChannel } from '#schemas/notifications/events';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { DeliveryBook, NewDelivery } from './deliveries/delivery-book.ts';
import type { Feed } from './feed.ts';
import type { Notification } from './notification.ts';
import type { Way } from './preferences/plan-ways.ts';
import type { Tell, Telling, Told } from './telling.ts';

/** Critical ones wait so long for others that come at the same moment. */
const CRITICAL_GATHER_MS = 2_000;
/** What an acknowledgement settles. That it is over is news all the same. */
const SETTLED: readonly NotificationEvent[] = ['alarm.raised', 'alarm.escalated'];

/** One of the site’s ways that wants to know. */
export interface SiteWay {
  readonly channel: SiteChannel;
  readonly targetId: string | null;
  readonly gathers: boolean;
}

export interface TellerDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly feed: Feed;
  readonly book: DeliveryBook;
  readonly settings: () => { gatherSeconds: number; coolDownMinutes: number };
  /** Everybody who can work now. */
  readonly people: () => readonly UserId[];
  /** Whether the person may see it. */
  readonly mayHave: (
    userId: UserId,
    about: { event: NotificationEvent; nodeId: string | null },
  ) => boolean;
  /** How the person wants to be told of it. */
  readonly waysOf: (
    userId: UserId,
    asked: {
      event: NotificationEvent;
      priority: Priority;
      nodeId: string | null;
      channels: readonly PersonalChannel[] | null;
    },
  ) => readonly Way[];
  /** Whether this way to the person can be used at all. */
  readonly isOpen: (userId: UserId, channel: PersonalChannel) => boolean;
  /** The browsers of a person. */
  readonly devicesOf: (userId: UserId) => readonly string[];
  readonly siteWays: (event: NotificationEvent, priority: Priority) => readonly SiteWay[];
  readonly wake: () => void;
}

/** Tells people of something, once: decides who gets it by which way, and keeps all of that in one transaction. */
export class Teller {
  readonly #deps: TellerDeps;

  constructor(deps: TellerDeps) {
    this.#deps = deps;
  }

  readonly tell: Tell = async (telling: Telling): Promise<Told> => {
    const { store, feed, book, wake } = this.#deps;
    const notification = this.#notificationOf(telling);
    const rank = rankOf(notification.priority);
    if (await this.#isCooling(telling, rank)) return 'cooling';
    const { users, deliveries } = await this.#receivers(telling, notification);
    if (users.length === 0 && deliveries.length === 0) return 'nobody';
    const done = await store.record(
      [
        inserted(notification, telling, rank),
        feed.statement(notification, users),
        book.statement(notification, rank, deliveries),
      ],
      [],
    );
    if (done === null) return 'repeated';
    await feed.tell(users, notification.notificationId);
    wake();
    return 'told';
  };

  /** The person acknowledged something: what waits about it is not sent to that person any more. */
  async acknowledged(userId: UserId, about: string): Promise<void> {
    const { store, feed, book } = this.#deps;
    await store.write([
      ...feed.acknowledging(userId, about),
      book.dropAbout(userId, about, said('person_acknowledged')),
    ]);
    await feed.tell([userId], null);
  }

  #notificationOf(telling: Telling): Notification {
    const { event, title, body, link, nodeId = null, about = null, data = {} } = telling;
    const { priority: usual } = NOTIFICATION_EVENTS[event];
    return {
      notificationId: newId('nt'),
      event,
      priority: telling.priority ?? usual,
      title,
      body,
      link,
      nodeId,
      about,
      data,
      atMs: this.#deps.clock(),
    };
  }

  /** Told lately, and no more urgent now. */
  async #isCooling({ coolKey }: Telling, rank: number): Promise<boolean> {
    const { store, clock, settings } = this.#deps;
    const coolMs = settings().coolDownMinutes * 60_000;
    if (coolKey === undefined || coolMs === 0) return false;
    const rows = await store.read(
      'SELECT 1 FROM notifications WHERE cool_key = ? AND at_ms > ? AND rank <= ? LIMIT 1',
      [coolKey, clock() - coolMs, rank],
    );
    return rows.length > 0;
  }

  async #receivers(
    telling: Telling,
    notification: Notification,
  ): Promise<{ users: UserId[]; deliveries: NewDelivery[] }> {
    const { mayHave, siteWays } = this.#deps;
    const { event, priority } = notification;
    const settled = await this.#settled(notification);
    const users: UserId[] = [];
    const deliveries: NewDelivery[] = [];
    for (const userId of this.#asked(telling)) {
      if (settled.has(userId) || !mayHave(userId, notification)) continue;
      const ways = this.#waysTo(userId, telling, notification);
      if (ways.some(({ channel }) => channel === 'in_app')) users.push(userId);
      deliveries.push(...ways.flatMap((way) => this.#deliveriesOf(userId, way, priority)));
    }
    for (const { channel, targetId, gathers } of siteWays(event, priority)) {
      const nextMs = this.#dueMs(notification.atMs, priority, gathers);
      deliveries.push({ channel, userId: null, targetId, state: 'waiting', nextMs });
    }
    return { users, deliveries };
  }

  /** Those whom the teller names, or everybody; never an account that may not work. */
  #asked({ event, userIds }: Telling): readonly UserId[] {
    const people = this.#deps.people();
    if (userIds === undefined) return NOTIFICATION_EVENTS[event].to === 'all' ? people : [];
    const named = new Set(userIds);
    return people.filter((userId) => named.has(userId));
  }

  async #settled({ event, about }: Notification): Promise<ReadonlySet<string>> {
    if (about === null || !SETTLED.includes(event)) return new Set();
    return this.#deps.feed.acknowledgedBy(about);
  }

  /** The ways that are open; where none of those that were chosen is, the app stands in for them. */
  #waysTo(userId: UserId, { channels }: Telling, notification: Notification): Way[] {
    const { waysOf, isOpen } = this.#deps;
    const { event, priority, nodeId } = notification;
    const chosen = waysOf(userId, {
      event,
      priority,
      nodeId,
      channels: channels?.length ? channels : null,
    });
    const open = chosen.filter(({ channel }) => channel === 'in_app' || isOpen(userId, channel));
    if (open.length > 0 || chosen.length === 0) return open;
    return [{ channel: 'in_app', as: 'now', fromMs: notification.atMs }];
  }

  #deliveriesOf(userId: UserId, { channel, as, fromMs }: Way, priority: Priority): NewDelivery[] {
    if (channel === 'in_app') return [];
    const state = as === 'digest' ? 'digest' : 'waiting';
    const nextMs = as === 'digest' ? fromMs : this.#dueMs(fromMs, priority, true);
    const targets = channel === 'push' ? this.#deps.devicesOf(userId) : [null];
    return targets.map((targetId) => ({ channel, userId, targetId, state, nextMs }));
  }

  #dueMs(fromMs: number, priority: Priority, gathers: boolean): number {
    if (!gathers) return fromMs;
    const gatherMs = this.#deps.settings().gatherSeconds * 1_000;
    return fromMs + (priority === 'critical' ? Math.min(CRITICAL_GATHER_MS, gatherMs) : gatherMs);
  }
}

function inserted(one: Notification, { dedupeKey, coolKey }: Telling, rank: number) {
  return {
    sql: `INSERT INTO notifications (notification_id, event, rank, title, body, link, node_id, about, cool_key, dedupe_key, data, at_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dedupe_key) DO NOTHING`,
    args: [
      one.notificationId,
      one.event,
      rank,
      JSON.stringify(one.title),
      JSON.stringify(one.body),
      one.link,
      one.nodeId,
      one.about,
      coolKey ?? null,
      dedupeKey,
      JSON.stringify(one.data),
      one.atMs,
    ],
    mustChange: true,
  };
}
