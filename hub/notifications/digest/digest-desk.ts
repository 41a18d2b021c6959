import { newId, type UserId } from '#schemas/ids/ids';
import type { NotificationChoices } from '#schemas/notifications/choices';
import { rankOf } from '#schemas/notifications/event-names';
import { NOTIFICATION_EVENTS } from '#schemas/notifications/events';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/store.ts';
import type { DeliveryBook } from '../deliveries/delivery-book.ts';
import { NOTIFICATION_COLUMNS, type Notification, notificationOf } from '../notification.ts';
import { nextAt } from '../preferences/local-time.ts';
import type { DigestContent, DigestLine } from './digest-letter.ts';

const DAY_MS = 86_400_000;
const OTHERS_MAX = 20;

export interface DigestDeskDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly book: DeliveryBook;
  readonly people: () => readonly UserId[];
  readonly choicesOf: (userId: UserId) => NotificationChoices;
  readonly timezoneOf: (userId: UserId) => string;
  /** Whether letters can reach the person. */
  readonly isOpen: (userId: UserId) => boolean;
  readonly mayHave: (userId: UserId, notification: Notification) => boolean;
  /** What happened in what this person may see. */
  readonly contentOf: (
    userId: UserId,
    fromMs: number,
    toMs: number,
  ) => Promise<Omit<DigestContent, 'fromMs' | 'toMs' | 'others'>>;
  readonly wake: () => void;
}

/** Sends each person’s digest at the hour that the person’s own clock shows, once, however often the hub starts. */
export class DigestDesk {
  readonly #deps: DigestDeskDeps;
  readonly #through = new Map<string, number>();
  #isBusy = false;

  constructor(deps: DigestDeskDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const row of await this.#deps.store.read('SELECT * FROM digests')) {
      this.#through.set(String(row.user_id), Number(row.through_ms));
    }
  }

  /** When the person’s next one is due; null: the person wants none. */
  nextMs(userId: UserId): number | null {
    const { digest } = this.#deps.choicesOf(userId);
    if (digest.rhythm === 'off') return null;
    const days = digest.rhythm === 'weekly' ? [digest.weekday] : null;
    const afterMs = this.#through.get(userId) ?? this.#deps.clock();
    return nextAt(afterMs, this.#deps.timezoneOf(userId), digest.at, days);
  }

  /** The person chose anew: the next one is counted from now on, so that none is sent for an hour that has passed. */
  async chosen(userId: UserId): Promise<void> {
    const nowMs = this.#deps.clock();
    await this.#deps.store.write([keptThrough(userId, nowMs)]);
    this.#through.set(userId, nowMs);
  }

  /** Sends what is due. To be called each minute or so. */
  async turn(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      const nowMs = this.#deps.clock();
      for (const userId of this.#deps.people()) {
        const dueMs = this.nextMs(userId);
        if (dueMs !== null && dueMs <= nowMs) await this.#send(userId, nowMs);
      }
    } finally {
      this.#isBusy = false;
    }
  }

  /** What the digest would say now. */
  async preview(userId: UserId): Promise<DigestContent> {
    const { rhythm } = this.#deps.choicesOf(userId).digest;
    const nowMs = this.#deps.clock();
    return this.#content(userId, nowMs - (rhythm === 'weekly' ? 7 : 1) * DAY_MS, nowMs);
  }

  /** Up to when it is, that it was, and the letter are kept together: none is left out, none comes twice. */
  async #send(userId: UserId, nowMs: number): Promise<void> {
    const { store, book, isOpen, choicesOf, wake } = this.#deps;
    const isWeekly = choicesOf(userId).digest.rhythm === 'weekly';
    const fromMs = this.#through.get(userId) ?? nowMs - (isWeekly ? 7 : 1) * DAY_MS;
    const content = await this.#content(userId, fromMs, nowMs);
    const notificationId = newId('nt');
    const letter = isOpen(userId)
      ? [
          {
            sql: `INSERT INTO notifications (notification_id, event, rank, title, body, dedupe_key, data, at_ms)
              VALUES (?, 'digest', ?, ?, '""', ?, ?, ?) ON CONFLICT (dedupe_key) DO NOTHING`,
            args: [
              notificationId,
              rankOf('low'),
              JSON.stringify(NOTIFICATION_EVENTS.digest.says),
              `digest:${userId}:${fromMs}`,
              JSON.stringify(content),
              nowMs,
            ],
            mustChange: true,
          },
          book.statement({ notificationId }, rankOf('low'), [
            { channel: 'email', userId, targetId: null, state: 'waiting', nextMs: nowMs },
          ]),
        ]
      : [];
    await store.record(
      [
        ...letter,
        {
          sql: `UPDATE deliveries SET state = ?, batch_id = ?, next_ms = ?, says = ? WHERE user_id = ? AND state = 'digest' AND created_ms <= ?`,
          args: isOpen(userId)
            ? ['sent', notificationId, nowMs, 'In the digest.', userId, nowMs]
            : ['dropped', null, nowMs, 'No letter reaches the person.', userId, nowMs],
        },
        keptThrough(userId, nowMs),
      ],
      [],
    );
    this.#through.set(userId, nowMs);
    wake();
  }

  async #content(userId: UserId, fromMs: number, toMs: number): Promise<DigestContent> {
    const content = await this.#deps.contentOf(userId, fromMs, toMs);
    return { fromMs, toMs, ...content, others: await this.#others(userId) };
  }

  /** What waited for this, but for alarms and jobs, which have chapters of their own. */
  async #others(userId: UserId): Promise<DigestLine[]> {
    const rows = await this.#deps.store.read(
      `SELECT ${NOTIFICATION_COLUMNS} FROM deliveries d JOIN notifications n ON n.notification_id = d.notification_id
        WHERE d.user_id = ? AND d.state = 'digest' ORDER BY n.rank, n.at_ms DESC LIMIT 200`,
      [userId],
    );
    return rows
      .map(notificationOf)
      .filter((one) => NOTIFICATION_EVENTS[one.event].group === 'system')
      .filter((one) => this.#deps.mayHave(userId, one))
      .slice(0, OTHERS_MAX)
      .map(({ title, body, link, priority, atMs }) => ({
        title,
        says: body,
        link,
        priority,
        atMs,
      }));
  }
}

function keptThrough(userId: UserId, throughMs: number) {
  return {
    sql: 'INSERT INTO digests VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET through_ms = excluded.through_ms',
    args: [userId, throughMs],
  };
}
