import { Preferences } from '#schemas/http/session';
import type { UserId } from '#schemas/ids/ids';
import type { Store } from '../store/store.ts';

/** How each person likes the screens. No audit entry: it changes nothing for anybody else. */
export class PreferenceBook {
  readonly #store: Store;
  readonly #known = new Map<string, Preferences>();

  constructor({ store }: { store: Store }) {
    this.#store = store;
  }

  async start(): Promise<void> {
    for (const row of await this.#store.read('SELECT user_id, body FROM preferences')) {
      const kept = Preferences.safeParse(JSON.parse(String(row.body)));
      if (kept.success) this.#known.set(String(row.user_id), kept.data);
    }
  }

  of(userId: UserId): Preferences {
    return this.#known.get(userId) ?? Preferences.parse({});
  }

  /** Presets that are not said stay as they are. */
  async keep(userId: UserId, asked: Preferences): Promise<Preferences> {
    const preferences = { ...asked, presets: asked.presets ?? this.of(userId).presets ?? [] };
    await this.#store.write([
      {
        sql: 'INSERT INTO preferences VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET body = excluded.body',
        args: [userId, JSON.stringify(preferences)],
      },
    ]);
    this.#known.set(userId, preferences);
    return preferences;
  }
}
