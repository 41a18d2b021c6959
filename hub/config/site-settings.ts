import {
  type SettingsOf,
  type SettingsSection,
  SITE_SETTINGS,
} from '#schemas/config/site-settings';
import { TremoloError } from '#schemas/errors/tremolo-error';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Log } from '../log.ts';
import type { Actor } from '../store/actor.ts';
import type { Json } from '../store/audit-entry.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../store/vault.ts';
import { storedSettings } from './stored-settings.ts';

export interface SiteSettingsDeps {
  readonly store: Store;
  readonly vault: Vault;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
}

interface Kept {
  readonly revision: number;
  readonly body: unknown;
}

const SECTIONS = Object.keys(SITE_SETTINGS) as SettingsSection[];

/** Settings that change while the hub runs: sealed in the store, in memory for whoever asks. */
export class SiteSettings {
  readonly #deps: SiteSettingsDeps;
  readonly #kept = new Map<SettingsSection, Kept>();

  constructor(deps: SiteSettingsDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    for (const section of SECTIONS)
      this.#kept.set(section, { revision: 0, body: SITE_SETTINGS[section].parse({}) });
    for (const row of await this.#deps.store.read('SELECT section, revision, body FROM settings')) {
      const section = String(row.section) as SettingsSection;
      if (!(section in SITE_SETTINGS)) continue;
      const body = JSON.parse(this.#deps.vault.open(`settings ${section}`, String(row.body)));
      this.#kept.set(section, {
        revision: Number(row.revision),
        body: storedSettings(section, body, this.#deps.log),
      });
    }
  }

  get<Section extends SettingsSection>(section: Section): SettingsOf<Section> {
    return this.#of(section).body as SettingsOf<Section>;
  }

  /** Goes up by one with each change: what an ETag is made of. */
  revision(section: SettingsSection): number {
    return this.#of(section).revision;
  }

  /** Replaces a section. Throws `conflict` when it was changed since `revision` was read. */
  async replace<Section extends SettingsSection>(
    section: Section,
    next: SettingsOf<Section>,
    revision: number,
    actor: Actor,
  ): Promise<void> {
    const { store, vault, clock, events } = this.#deps;
    const before = this.#of(section).body;
    const sealed = vault.seal(`settings ${section}`, JSON.stringify(next));
    const done = await store.record(
      [
        {
          sql: `INSERT INTO settings VALUES (?, 1, ?, ?) ON CONFLICT (section) DO UPDATE
            SET revision = revision + 1, body = excluded.body, changed_ms = excluded.changed_ms WHERE revision = ?`,
          args: [section, sealed, clock(), revision],
          mustChange: true,
        },
      ],
      [
        {
          event: 'setting.changed',
          actor,
          resourceId: section,
          details: { before: before as Json, after: next as Json },
        },
      ],
    );
    if (done === null) {
      throw new TremoloError(
        'conflict',
        'Somebody changed these settings meanwhile: look at them again.',
      );
    }
    this.#kept.set(section, { revision: revision + 1, body: next });
    events.emit('settingsChanged', { section });
  }

  #of(section: SettingsSection): Kept {
    const kept = this.#kept.get(section);
    if (kept === undefined) throw new TremoloError('internal', 'The settings are not read yet.');
    return kept;
  }
}
