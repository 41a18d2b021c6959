import { type Signal, signal } from '@preact/signals';
import type { FeedItem, FeedNews } from '#schemas/notifications/notification';

/** So long a message that popped up stays; a critical one until somebody closes it. */
const SHOWN_MS = 5_000;
const TOASTS_MAX = 4;

/** What the person is told while a screen is open: how much is unread, and what is new. */
export class Tellings {
  readonly unread: Signal<number> = signal(0);
  readonly critical: Signal<number> = signal(0);
  /** What popped up, oldest first. */
  readonly toasts: Signal<readonly FeedItem[]> = signal([]);
  /** Goes up with each news: lists that show the feed load it anew. */
  readonly turn: Signal<number> = signal(0);
  private readonly after: (ms: number, callback: () => void) => () => void;
  private readonly timers = new Map<string, () => void>();

  constructor(after: (ms: number, callback: () => void) => () => void) {
    this.after = after;
  }

  take({ unread, critical, item }: FeedNews): void {
    this.count({ unread, critical });
    this.turn.value++;
    if (item === null || item.readMs !== null) return;
    const others = this.toasts
      .peek()
      .filter(({ notificationId }) => notificationId !== item.notificationId);
    this.toasts.value = [...others, item].slice(-TOASTS_MAX);
    this.release(item);
  }

  count({ unread, critical }: Pick<FeedNews, 'unread' | 'critical'>): void {
    this.unread.value = unread;
    this.critical.value = critical;
  }

  /** The pointer or the focus is on it: it stays as long. */
  hold({ notificationId }: FeedItem): void {
    this.timers.get(notificationId)?.();
    this.timers.delete(notificationId);
  }

  /** It goes by itself from now on, unless it is critical. */
  release(item: FeedItem): void {
    this.hold(item);
    if (item.priority === 'critical') return;
    this.timers.set(
      item.notificationId,
      this.after(SHOWN_MS, () => this.close(item)),
    );
  }

  close(item: FeedItem): void {
    this.hold(item);
    this.toasts.value = this.toasts
      .peek()
      .filter(({ notificationId }) => notificationId !== item.notificationId);
  }

  /** Another person, or nobody: nothing of the one before stays in sight. */
  clear(): void {
    for (const item of this.toasts.peek()) this.hold(item);
    this.toasts.value = [];
    this.count({ unread: 0, critical: 0 });
  }
}
