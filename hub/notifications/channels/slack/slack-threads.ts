import type { Clock } from '../../../clock.ts';
import type { Store } from '../../../store/store.ts';
import type { Notification } from '../../notification.ts';

/** Alarms stand for weeks at most before somebody looks; then their news begin a thread of their own. */
const KEPT_MS = 90 * 86_400_000;

/** A message as Slack knows it: its channel, and the time that names it. */
export interface SlackPlace {
  readonly channel: string;
  readonly ts: string;
}

/** What was posted in which message, on disk: news of a matter go into the thread of its first, and nothing is posted twice. */
export class SlackThreads {
  readonly #deps: { readonly store: Store; readonly clock: Clock };

  constructor(deps: { readonly store: Store; readonly clock: Clock }) {
    this.#deps = deps;
  }

  /** The first message about this in that room; null: there was none yet. */
  async rootOf(room: string, about: string): Promise<SlackPlace | null> {
    const [row] = await this.#deps.store.read(
      'SELECT channel, ts FROM slack_threads WHERE room = ? AND about = ?',
      [room, about],
    );
    return row === undefined ? null : { channel: String(row.channel), ts: String(row.ts) };
  }

  /** The channel’s own id behind the name of a room, as Slack said it last; null: it never did. */
  async channelOf(room: string): Promise<string | null> {
    const [row] = await this.#deps.store.read(
      'SELECT channel FROM slack_posts WHERE room = ? ORDER BY at_ms DESC LIMIT 1',
      [room],
    );
    return row === undefined ? null : String(row.channel);
  }

  /** Which of a batch were posted by an earlier try. */
  async postedOf(batchId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#deps.store.read(
      'SELECT notification_id FROM slack_posts WHERE batch_id = ?',
      [batchId],
    );
    return new Set(rows.map((row) => String(row.notification_id)));
  }

  /** These stand in a message now. One that is in no thread begins that of all that it is about. */
  async posted(
    { room, batchId, isRoot }: { room: string; batchId: string; isRoot: boolean },
    notifications: readonly Notification[],
    { channel, ts }: SlackPlace,
  ): Promise<void> {
    const { store, clock } = this.#deps;
    const nowMs = clock();
    const abouts = isRoot ? notifications.flatMap(({ about }) => about ?? []) : [];
    const tables = ['slack_posts', 'slack_threads'];
    await store.write([
      ...notifications.map(({ notificationId }) => ({
        sql: 'INSERT OR REPLACE INTO slack_posts VALUES (?, ?, ?, ?, ?)',
        args: [batchId, notificationId, room, channel, nowMs],
      })),
      ...abouts.map((about) => ({
        sql: 'INSERT OR REPLACE INTO slack_threads VALUES (?, ?, ?, ?, ?)',
        args: [room, about, channel, ts, nowMs],
      })),
      ...tables.map((table) => ({
        sql: `DELETE FROM ${table} WHERE at_ms < ?`,
        args: [nowMs - KEPT_MS],
      })),
    ]);
  }

  /** Somebody deleted the message: the next one begins a thread anew. */
  async forget({ channel, ts }: SlackPlace): Promise<void> {
    const sql = 'DELETE FROM slack_threads WHERE channel = ? AND ts = ?';
    await this.#deps.store.write([{ sql, args: [channel, ts] }]);
  }
}
