import type { UserId } from '#schemas/ids/ids';
import { NotificationChoices } from '#schemas/notifications/choices';
import type { Log } from '../../log.ts';
import type { Statement } from '../../store/statement.ts';
import type { Store } from '../../store/store.ts';

const NOTHING_CHOSEN = NotificationChoices.parse({});

/** How each person wants to be told, in memory for whoever tells. No audit entry: it changes nothing for anybody else. */
export class ChoiceBook {
  readonly #deps: { store: Store; log: Log };
  readonly #known = new Map<string, NotificationChoices>();

  constructor(deps: { store: Store; log: Log }) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const rows = await this.#deps.store.read('SELECT user_id, body FROM notification_choices');
    for (const row of rows) {
      const kept = NotificationChoices.safeParse(JSON.parse(String(row.body)));
      if (kept.success) this.#known.set(String(row.user_id), kept.data);
      // Told as one who chose nothing: rather too much than nothing.
      else this.#deps.log.warn('choices of a person cannot be read and are left out', {});
    }
  }

  of(userId: UserId): NotificationChoices {
    return this.#known.get(userId) ?? NOTHING_CHOSEN;
  }

  async choose(userId: UserId, choices: NotificationChoices): Promise<void> {
    const sql =
      'INSERT INTO notification_choices VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET body = excluded.body';
    await this.#deps.store.write([{ sql, args: [userId, JSON.stringify(choices)] }]);
    this.#known.set(userId, choices);
  }

  /** With whoever is erased. */
  erasing(userId: UserId): Statement[] {
    return [{ sql: 'DELETE FROM notification_choices WHERE user_id = ?', args: [userId] }];
  }

  erased(userId: UserId): void {
    this.#known.delete(userId);
  }
}
