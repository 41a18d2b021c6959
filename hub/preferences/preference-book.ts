import type { UserId } from '#schemas/ids/ids';
import { Preferences, type PreferencesPatch } from '#schemas/preferences/preferences';
import type { Events } from '../events.ts';
import type { Store } from '../store/store.ts';

/** How each person likes the screens. No audit entry: it changes nothing for anybody else. */
export class PreferenceBook {
  readonly #store: Store;
  readonly #events: Events;
  readonly #known = new Map<string, Preferences>();

  constructor({ store, events }: { store: Store; events: Events }) {
    this.#store = store;
    this.#events = events;
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

  /** Presets that are not said stay as they are, and nobody is asked twice about the tour. */
  async keep(userId: UserId, asked: Preferences): Promise<Preferences> {
    const before = this.of(userId);
    const preferences = {
      ...asked,
      presets: asked.presets ?? before.presets ?? [],
      tour: before.tour === 'answered' ? before.tour : asked.tour,
    };
    await this.#store.write([
      {
        sql: 'INSERT INTO preferences VALUES (?, ?) ON CONFLICT (user_id) DO UPDATE SET body = excluded.body',
        args: [userId, JSON.stringify(preferences)],
      },
    ]);
    this.#known.set(userId, preferences);
    this.#events.emit('preferencesChanged', { userId });
    return preferences;
  }

  /** Those that are not said stay as they are. */
  change(userId: UserId, asked: PreferencesPatch): Promise<Preferences> {
    return this.keep(userId, { ...this.of(userId), ...asked });
  }

  /** All as usual; presets are no preference but work, and stay. */
  reset(userId: UserId): Promise<Preferences> {
    return this.keep(userId, Preferences.parse({}));
  }
}
